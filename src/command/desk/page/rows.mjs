/* A list whose entries are written, moved (keyboard and drag), taken away and brought back. */
import {add, button, fill, h, tell} from "./dom.mjs";
import {t} from "./words.mjs";

/* make(pointer, value, index) gives an entry's fields; name(value, index) is what it is called aloud; adders are
 * [[text, () => value], ...]; class is the list's; a bare one
 * has its label for screen readers alone; one with `still` shows the buttons that move only when asked to. The list is drawn anew after each change of its order. */
export class Rows {
    constructor(form, pointer, options) {
        this.form = form;
        this.pointer = pointer;
        this.options = options;
        this.list = h("ol", {class: `rows ${options.class || ""} ${options.still ? "still" : ""}`});
        this.undo = h("p", {class: "undo"});
        this.adders = h("p", {class: "adders"}, options.adders.map(([text, blank]) =>
            button(text, () => this.insert(this.values().length, blank()), {class: "add"})), options.still ? this.mover() : null);
        this.element = h("fieldset", {class: options.bare ? "field group bare" : "field group", "data-pointer": pointer}, h("legend", null, options.label),
            options.hint ? h("p", {class: "hint"}, options.hint) : null, this.list, this.undo, this.adders,
            h("div", {class: "findings"}));
        this.draw();
    }

    mover() {
        const toggle = button(t("rows.order"), () => {
            const off = this.list.classList.toggle("still");
            toggle.setAttribute("aria-pressed", String(!off));
        }, {class: "tool", "aria-pressed": "false"});
        return toggle;
    }

    values() {
        const values = this.form.get(this.pointer);
        return Array.isArray(values) ? values : [];
    }

    draw() {
        fill(this.list, this.values().map((value, index) => this.entry(value, index)));
        this.form.show(this.form.findings);
    }

    entry(value, index) {
        const {make, name} = this.options;
        const count = this.values().length;
        const called = name(value, index);
        const item = h("li", {"data-pointer": `${this.pointer}/${index}`, on: {keydown: (event) => this.key(event, index)}});
        const handle = h("span", {class: "handle", draggable: true, "aria-hidden": "true", title: t("rows.drag")}, t("rows.drag"));
        this.drags(item, handle, index);
        add(item, h("div", {class: "entry"}, make(`${this.pointer}/${index}`, value, index)),
            h("div", {class: "tools", role: "group", "aria-label": called}, handle,
                this.tool("up", called, index === 0, () => this.move(index, index - 1, "up")),
                this.tool("down", called, index === count - 1, () => this.move(index, index + 1, "down")),
                this.tool("remove", called, false, () => this.remove(index, called))),
            h("div", {class: "findings"}));
        return item;
    }

    tool(act, called, off, run) {
        return button(t("rows." + act), run, {class: "tool", "data-act": act, disabled: off, "aria-label": t("rows." + act + "_of", {name: called})});
    }

    /* Alt with an arrow moves the entry that is being written in. */
    key(event, index) {
        const to = index + ({ArrowUp: -1, ArrowDown: 1}[event.key] || 0);
        if (event.altKey && to !== index && to >= 0 && to < this.values().length) {
            event.preventDefault();
            event.stopPropagation();
            this.move(index, to, null);
        }
    }

    drags(item, handle, index) {
        handle.addEventListener("dragstart", (event) => {
            event.dataTransfer.setData("text/plain", "");
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setDragImage(item, 8, 8);
            this.dragged = index;
            item.classList.add("dragged");
        });
        handle.addEventListener("dragend", () => {
            this.dragged = undefined;
            item.classList.remove("dragged");
        });
        item.addEventListener("dragover", (event) => {
            if (this.dragged !== undefined) {
                event.preventDefault();
                item.classList.toggle("over", this.dragged !== index);
            }
        });
        item.addEventListener("dragleave", () => item.classList.remove("over"));
        item.addEventListener("drop", (event) => {
            if (this.dragged !== undefined && this.dragged !== index) {
                event.preventDefault();
                event.stopPropagation();
                const from = this.dragged;
                this.dragged = undefined;
                this.move(from, index, null);
            }
        });
    }

    move(from, to, act) {
        const values = this.values();
        values.splice(to, 0, values.splice(from, 1)[0]);
        this.form.changed();
        this.draw();
        this.focus(to, act);
        tell(t("rows.moved", {place: to + 1, count: values.length}));
    }

    /* Behind the button that was pressed, so that it can be pressed again; else where one writes. */
    focus(index, act) {
        const item = this.list.children[index];
        const tool = act && item.querySelector(`[data-act="${act}"]:not([disabled])`);
        const first = tool || item.querySelector("textarea, input:not([type=file]), select") || item.querySelector("button:not([disabled])");
        first && first.focus();
    }

    insert(index, ...values) {
        if (!Array.isArray(this.form.get(this.pointer))) {
            this.form.put(this.pointer, []);
        }
        this.values().splice(index, 0, ...values);
        this.form.changed();
        this.draw();
        this.focus(index, null);
    }

    remove(index, called) {
        const [taken] = this.values().splice(index, 1);
        this.form.changed();
        this.draw();
        const back = button(t("rows.undo"), () => {
            fill(this.undo);
            this.insert(Math.min(index, this.values().length), taken);
        });
        fill(this.undo, t("rows.removed", {name: called}), " ", back);
        back.focus();
        tell(t("rows.removed", {name: called}));
    }
}
