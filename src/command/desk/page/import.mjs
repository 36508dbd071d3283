/* A feed that was written by hand: first what would come and go and what is wrong with it, then a question, then the screens. */
import {ask, button, fill, fresh, h, link, warn} from "./dom.mjs";
import {post} from "./api.mjs";
import {titleOf} from "./list.mjs";
import {findingList} from "./findings.mjs";
import {t} from "./words.mjs";

const CHANGES = ["added", "changed", "removed"];

/* A part as the server names it: by its row, or by its name alone. */
const named = (part) => (typeof part === "string" ? part : titleOf(part));

/* What comes, changes and goes, each with its list. */
export function changes(answer) {
    return CHANGES.filter((key) => (answer[key] || []).length).map((key) => h("section", {class: key}, h("h2", null, t("import." + key, {count: answer[key].length})),
        h("ul", {class: "lines-list"}, answer[key].map((part) => h("li", null, h("span", {class: "name"}, named(part)))))));
}

class Import {
    constructor() {
        this.file = h("input", {type: "file", id: fresh("feed"), accept: ".json,application/json", class: "file", on: {change: () => this.look()}});
        this.told = h("div", {role: "status"});
        this.what = h("div");
        this.element = h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("import.title")), h("p", {class: "hint"}, t("import.what")),
            h("p", {class: "row picture"}, this.file, h("label", {for: this.file.id, class: "button primary"}, t("import.choose"))), this.told, this.what);
    }

    failed(error) {
        fill(this.told, h("p", {class: "finding error"}, error.message, error.mend ? h("span", {class: "mend"}, error.mend) : null), findingList(error.answer.findings || [], true));
        warn(error.message);
    }

    /* Nothing is published by looking. What is looked at is what is sent afterwards, whatever becomes of the file. */
    async look() {
        const [chosen] = this.file.files;
        fill(this.told, t("import.working", {name: chosen.name}));
        fill(this.what);
        try {
            const text = await chosen.text();
            this.show(text, await post("/api/import", {feed: text}));
        } catch (error) {
            this.failed(error);
        }
        this.file.value = "";
    }

    show(text, answer) {
        const findings = answer.findings || [];
        const errors = findings.filter((one) => one.level === "error").length;
        const moved = changes(answer);
        const place = h("div", {class: "import-ask"});
        fill(this.told, h("p", null, errors ? t("import.has_errors", {count: errors}) : moved.length ? t("import.nothing_yet") : t("import.same")));
        fill(this.what, findingList(findings, true), moved, place);
        if (errors || !moved.length) {
            return;
        }
        const removed = (answer.removed || []).length;
        place.append(button(t("import.go"), () => ask(place, {title: t("import.ask"), text: removed ? h("p", null, t("import.goes", {count: removed})) : null,
            yes: t("import.go"), no: t("answer.no"), danger: removed > 0, act: () => this.publish(text)}), {class: "primary"}));
    }

    async publish(text) {
        fill(this.what);
        fill(this.told, t("publish.working"));
        try {
            const answer = await post("/api/import", {feed: text, confirm: true});
            fill(this.told, h("p", {class: "done"}, t("import.done", {serial: answer.serial})), h("p", null, link(t("nav.parts"), ["parts"], {class: "button"})));
        } catch (error) {
            this.failed(error);
        }
    }
}

export async function importView() {
    return {title: t("import.title"), element: new Import().element};
}
