// For script/fonts: a line of JSON for each glyph, [name, commands], to the union of its contours.
const fs = require('fs');
const open = require('pathkit-wasm/bin/pathkit.js');
const wasmBinary = fs.readFileSync(require.resolve('pathkit-wasm/bin/pathkit.wasm'));
open({wasmBinary}).then((kit) => {
  const lines = require('readline').createInterface({input: process.stdin});
  lines.on('line', (line) => {
    const [name, commands] = JSON.parse(line);
    const path = kit.FromCmds(commands);
    path.setFillType(kit.FillType.WINDING);
    const done = path.simplify();
    console.log(JSON.stringify([name, done ? path.toCmds() : null]));
    path.delete();
  });
});
