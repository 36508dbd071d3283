/* Two wrote at once: both versions side by side, member by member, and what is to stay of each. */
import {add, button, fresh, h} from "./dom.mjs";
import {same} from "./form.mjs";
import {moment, t, word} from "./words.mjs";

/* A value in words: a person compares texts, not JSON. */
export function readable(value) {
    if (value === undefined || value === null || value === "") {
        return t("conflict.nothing");
    }
    if (typeof value === "boolean") {
        return t(value ? "answer.yes" : "answer.no");
    }
    if (Array.isArray(value)) {
        return value.map(readable).join("\n");
    }
    if (typeof value === "object") {
        const entries = Object.entries(value).filter(([, one]) => one !== "" && one !== null);
        return entries.length === 1 ? readable(entries[0][1]) : entries.map(([name, one]) => `${word("member", name)}${t("mark.colon")}${readable(one)}`).join("\n");
    }
    return String(value);
}

/* Members (or, where the content is a list, places of it) in which the two differ. */
function differing(mine, theirs) {
    const names = [...new Set([...Object.keys(mine || {}), ...Object.keys(theirs || {})])];
    return names.filter((name) => !same((mine || {})[name], (theirs || {})[name]));
}

function label(content, name) {
    return Array.isArray(content) ? t("rows.name", {place: Number(name) + 1}) : word("member", name);
}

/* Where only one of the two changed a member of `base`, that one's is meant; else mine, until somebody says otherwise. */
function proposed(name, base, mine, theirs) {
    return base && same(mine[name], base[name]) && !same(theirs[name], base[name]) ? "theirs" : "mine";
}

function merged(mine, theirs, chosen) {
    if (Array.isArray(mine) || Array.isArray(theirs)) {
        const result = [...(mine || [])];
        for (const [name, who] of chosen) {
            if (who === "theirs") {
                result[Number(name)] = theirs[Number(name)];
            }
        }
        return result.filter((value) => value !== undefined);
    }
    const result = {...mine};
    for (const [name, who] of chosen) {
        if (who === "theirs") {
            if (theirs[name] === undefined) {
                delete result[name];
            } else {
                result[name] = theirs[name];
            }
        }
    }
    return result;
}

/* settled(content) gets what was chosen; both versions are kept by the server whatever that is. */
export function conflict(mine, answer, settled) {
    const theirs = answer.theirs.content;
    const base = answer.base && answer.base.content;
    const who = answer.theirs.by;
    const chosen = new Map();
    const rows = differing(mine, theirs).map((name) => {
        const group = fresh("side");
        chosen.set(name, proposed(name, base, mine, theirs || {}));
        const side = (whose, content) => h("label", {class: "side"},
            h("input", {type: "radio", name: group, checked: chosen.get(name) === whose, on: {change: () => chosen.set(name, whose)}}),
            h("span", {class: "side-of"}, whose === "mine" ? t("conflict.mine") : t("conflict.theirs", {who})),
            h("span", {class: "side-text"}, readable((content || {})[name])));
        return h("fieldset", {class: "both"}, h("legend", null, label(mine, name)), side("mine", mine), side("theirs", theirs));
    });
    const heading = h("h2", {tabindex: -1}, t("conflict.title"));
    const box = h("section", {class: "conflict", "aria-live": "off"}, heading,
        h("p", null, theirs === null ? t("conflict.removed", {who}) : t("conflict.what", {who, at: moment(answer.theirs.at)})), rows,
        add(h("p", {class: "row"}), button(t("conflict.all_theirs"), () => settled(theirs)),
            button(t("conflict.all_mine"), () => settled(mine)),
            theirs ? button(t("conflict.keep"), () => settled(merged(mine, theirs, chosen)), {class: "primary"}) : null));
    return {element: box, focus: () => heading.focus()};
}
