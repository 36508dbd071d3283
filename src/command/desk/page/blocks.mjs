/* The body of an article: headings, paragraphs, pictures, in an order that can be changed; what is pasted out of
 * another program becomes blocks. */
import {fill, h, tell} from "./dom.mjs";
import {line} from "./form.mjs";
import {fileOf, fromClipboard, pictures} from "./paste.mjs";
import {picture} from "./picture.mjs";
import {Rows} from "./rows.mjs";
import {upload} from "./api.mjs";
import {t} from "./words.mjs";

const sort = (block) => ("image" in block ? "image" : "heading" in block ? "heading" : "text");
const NEW = {
    text: () => ({text: ""}),
    heading: () => ({heading: ""}),
    image: () => ({image: "", caption: ""}),
};

/* An empty block keeps its member: it is a place to write in, or to put a picture. */
function kept(form, pointer) {
    return {get: (at) => form.get(at), put: (at, value) => {
        form.get(pointer)[at.slice(pointer.length + 1)] = value ?? "";
        form.changed();
    }};
}

function make(form, pointer, block) {
    const kind = sort(block);
    const here = kept(form, pointer);
    if (kind === "image") {
        return [picture(here, pointer + "/image", t("block.image")), line(here, pointer + "/caption", t("block.caption"))];
    }
    const field = line(here, `${pointer}/${kind}`, t("block." + kind), {rows: kind === "text" ? 3 : null});
    field.classList.add("block-" + kind);
    return field;
}

class Body {
    constructor(form, pointer, retitle) {
        this.form = form;
        this.retitle = retitle;
        this.note = h("p", {class: "hint", role: "status"});
        this.rows = new Rows(form, pointer, {
            label: t("field.body"), hint: t("block.hint"), class: "blocks",
            make: (at, block) => make(form, at, block),
            name: (block, index) => t("block.name", {kind: t("block." + sort(block)), place: index + 1}),
            adders: Object.keys(NEW).map((kind) => [t("block.add_" + kind), NEW[kind]]),
        });
        this.rows.adders.after(this.note);
        this.rows.list.addEventListener("paste", (event) => this.paste(event));
        this.rows.element.addEventListener("dragover", (event) => {
            if ([...event.dataTransfer.items].some((item) => item.kind === "file")) {
                event.preventDefault();
            }
        });
        this.rows.element.addEventListener("drop", (event) => {
            const files = pictures(event.dataTransfer);
            if (files.length) {
                event.preventDefault();
                this.pictures(files, this.index(event.target) + 1 || this.rows.values().length);
            }
        });
        this.rows.list.addEventListener("keydown", (event) => this.key(event));
    }

    index(target) {
        const item = target.closest && target.closest("li");
        return item ? [...this.rows.list.children].indexOf(item) : -1;
    }

    /* Enter in a heading goes on below it; Ctrl and Enter in a paragraph begins another. */
    key(event) {
        const heading = event.target.closest(".block-heading");
        if (event.key === "Enter" && !event.isComposing && (heading ? event.target.tagName === "INPUT" : event.ctrlKey)) {
            event.preventDefault();
            this.rows.insert(this.index(event.target) + 1, NEW.text());
        }
    }

    async pictures(files, index) {
        let place = index;
        for (const file of files) {
            fill(this.note, t("picture.working", {name: file.name}));
            try {
                const answer = await upload(file);
                this.rows.insert(place, {image: answer.file});
                place += 1;
                fill(this.note, t("picture.done", {width: answer.width, height: answer.height}));
            } catch (error) {
                fill(this.note, h("span", {class: "finding error"}, error.message, " ", error.mend || ""));
            }
        }
    }

    async paste(event) {
        const files = pictures(event.clipboardData);
        const index = this.index(event.target);
        const found = fromClipboard(event.clipboardData);
        if (!found && files.length) {
            event.preventDefault();
            event.stopPropagation();
            await this.pictures(files, index + 1);
            return;
        }
        if (!found || event.target.type === "file") {
            return;
        }
        event.preventDefault();
        await this.take(found, index);
    }

    /* The first great heading is the title, where there is none yet. */
    async take(found, index) {
        const blocks = [...found.blocks];
        const title = !this.form.get("/title") && blocks[0] && blocks[0].level === 1 ? blocks.shift().heading : "";
        const made = [];
        for (const block of blocks) {
            if (block.data) {
                const file = fileOf(block.data);
                const answer = file ? await upload(file).catch(() => null) : null;
                answer ? made.push({image: answer.file}) : (found.lost += 1);
            } else {
                made.push(block.heading ? {heading: block.heading} : {text: block.text});
            }
        }
        const here = this.rows.values()[index];
        const empty = here && "text" in here && !here.text;
        if (empty) {
            this.rows.values().splice(index, 1);
        }
        this.rows.insert(empty ? index : index + 1, ...made);
        const said = t("block.pasted", {count: made.length}) + (found.lost ? t("block.lost", {count: found.lost}) : "");
        fill(this.note, said);
        tell(said);
        if (title) {
            this.retitle(title);
        }
    }
}

export function body(form, pointer, retitle) {
    if (!Array.isArray(form.get(pointer)) || form.get(pointer).length === 0) {
        form.content.body = [NEW.text()];
    }
    return new Body(form, pointer, retitle).rows.element;
}
