/* The rows of an agenda, and a table with its columns; cells of a spreadsheet can be pasted into either. */
import {add, fresh, h, tell} from "./dom.mjs";
import {framed, line, when} from "./form.mjs";
import {cells} from "./paste.mjs";
import {Rows} from "./rows.mjs";
import {t} from "./words.mjs";

export function agenda(form) {
    const rows = new Rows(form, "/rows", {
        label: t("agenda.rows"), hint: t("agenda.hint"), class: "lines agenda", still: true, adders: [[t("agenda.add"), () => ({time: "", title: ""})]],
        name: (row, index) => row.title || t("rows.name", {place: index + 1}),
        make: (at) => h("div", {class: "cells"}, line(form, at + "/time", t("agenda.time"), {placeholder: "09:00-10:30"}),
            line(form, at + "/title", t("agenda.title")), line(form, at + "/place", t("agenda.place"))),
    });
    rows.list.addEventListener("paste", (event) => spread(event, rows, (texts) => ({time: texts[0] || "", title: texts[1] || "", place: texts[2]})));
    return rows.element;
}

/* Several rows that are pasted into one come behind it, or in its place where it is empty. */
function spread(event, rows, make) {
    const found = cells(event.clipboardData);
    const item = event.target.closest("li");
    if (!found || !item || event.target.tagName === "TEXTAREA") {
        return;
    }
    event.preventDefault();
    const index = [...rows.list.children].indexOf(item);
    const empty = !Object.values(rows.values()[index]).flat().some((value) => value !== "" && value !== undefined && value !== null);
    if (empty) {
        rows.values().splice(index, 1);
    }
    rows.insert(empty ? index : index + 1, ...found.map(make));
    tell(t("rows.pasted", {count: found.length}));
}

/* A cell's text as the feed has it: a number where its column has numbers and it is written most simply. */
function cellValue(text, column) {
    const simple = /^-?\d{1,15}(\.\d*[1-9])?$/.test(text) && String(Number(text)) === text;
    return column && column.type === "number" && simple ? Number(text) : text;
}

class Table {
    constructor(form) {
        this.form = form;
        this.columns = new Rows(form, "/columns", {
            label: t("table.columns"), class: "lines", still: true, adders: [[t("table.add_column"), () => ({label: ""})]],
            name: (column, index) => column.label || t("table.column_name", {place: index + 1}),
            make: (at) => this.column(at),
        });
        this.rows = new Rows(form, "/rows", {
            label: t("table.rows"), hint: t("table.hint"), class: "lines", still: true,
            adders: [[t("table.add_row"), () => ({cells: []})], [t("table.add_group"), () => ({group: ""})]],
            name: (row, index) => row.group || String((row.cells || [])[0] ?? "") || t("rows.name", {place: index + 1}),
            make: (at, row) => this.row(at, row),
        });
        this.rows.list.addEventListener("paste", (event) =>
            spread(event, this.rows, (texts) => ({cells: texts.map((text, index) => cellValue(text, this.all()[index]))})));
        const later = () => this.count !== this.shape() && this.redraw();
        form.onChange(later);
        this.count = this.shape();
    }

    all() {
        return this.form.get("/columns") || [];
    }

    shape() {
        return this.all().length;
    }

    redraw() {
        this.count = this.shape();
        this.rows.draw();
    }

    column(at) {
        const name = fresh("type");
        const select = h("select", {id: name, on: {change: () => this.form.put(at + "/type", select.value)}},
            ["", "number", "time", "departure"].map((type) => h("option", {value: type, selected: (this.form.get(at + "/type") || "") === type},
                t("table.type_" + (type || "text")))));
        const label = line(this.form, at + "/label", t("table.column"));
        label.querySelector("input").addEventListener("change", () => this.redraw());
        return h("div", {class: "cells"}, label, framed(at + "/type", t("table.type"), select), line(this.form, at + "/unit", t("table.unit")));
    }

    row(at, row) {
        if ("group" in row) {
            return line({get: (p) => this.form.get(p), put: (p, value) => {
                this.form.get(at).group = value;
                this.form.changed();
            }}, at + "/group", t("table.group"));
        }
        return [h("div", {class: "cells"}, this.all().map((column, index) => this.cell(at, index, column))),
            h("details", {class: "more", open: Boolean(row.state || row.until)}, h("summary", null, t("table.row_more")),
                h("div", {class: "pair"}, line(this.form, at + "/state", t("table.state"), {hint: t("table.state_hint")}),
                    when(this.form, at + "/until", t("table.until"))))];
    }

    cell(at, index, column) {
        return line({get: (p) => this.form.get(p), put: (p, value) => {
            const texts = this.form.get(at).cells || (this.form.get(at).cells = []);
            while (texts.length <= index) {
                texts.push("");
            }
            texts[index] = cellValue(value, column);
            this.form.changed();
        }}, `${at}/cells/${index}`, column.label || t("table.column_name", {place: index + 1}));
    }
}

export function table(form) {
    const both = new Table(form);
    return add(h("div"), both.columns.element, both.rows.element,
        h("div", {class: "pair"}, when(form, "/as_of", t("table.as_of"), {hint: t("table.as_of_hint")}),
            line(form, "/max_age", t("table.max_age"), {hint: t("table.max_age_hint"), placeholder: "4h"})),
        line(form, "/empty", t("table.empty"), {hint: t("table.empty_hint")}));
}

