/* What a form is about: the content of one part, changed in place by JSON pointers (RFC 6901), with members
 * that the page does not know left as they are; and findings beside the fields that they are about. */
import {add, fill, fresh, h} from "./dom.mjs";
import {t} from "./words.mjs";

const steps = (pointer) => pointer.split("/").slice(1).map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));

export function at(content, pointer) {
    return steps(pointer).reduce((value, step) => (value === null || value === undefined ? undefined : value[step]), content);
}

/* undefined takes the member away, and with it an object in between that nothing is left in. */
export function set(content, pointer, value) {
    const path = steps(pointer);
    const last = path.pop();
    const above = [];
    let place = content;
    path.forEach((step, index) => {
        if (place[step] === null || typeof place[step] !== "object") {
            if (value === undefined) {
                return;
            }
            place[step] = /^\d+$/.test(path[index + 1] ?? last) ? [] : {};
        }
        above.push([place, step]);
        place = place[step];
    });
    if (value !== undefined) {
        place[last] = value;
        return;
    }
    if (Array.isArray(place)) {
        place.splice(Number(last), 1);
        return;
    }
    delete place[last];
    for (const [parent, step] of above.reverse()) {
        if (!Array.isArray(parent) && parent[step] && !Array.isArray(parent[step]) && Object.keys(parent[step]).length === 0) {
            delete parent[step];
        }
    }
}

/* The same value, whatever the order of its members. */
export function same(a, b) {
    if (a === null || b === null || typeof a !== "object" || typeof b !== "object") {
        return a === b;
    }
    const names = Object.keys(a);
    return Array.isArray(a) === Array.isArray(b) && names.length === Object.keys(b).length && names.every((name) => name in b && same(a[name], b[name]));
}

export class Form {
    constructor(content, kind, part) {
        this.content = content;
        this.kind = kind;
        this.part = part;
        this.element = h("div", {class: "form"});
        this.general = h("div", {class: "findings general", "data-pointer": ""});
        this.findings = [];
        this.listeners = [];
        /* What has to be understood before the content is whole: each gives the control that was not, or null. */
        this.readers = [];
    }

    async settle() {
        const wrong = await Promise.all(this.readers.map((read) => read()));
        return wrong.find((control) => control && control.isConnected) || null;
    }

    get(pointer) {
        return at(this.content, pointer);
    }

    put(pointer, value) {
        set(this.content, pointer, value === "" || value === null ? undefined : value);
        this.changed();
    }

    changed() {
        this.listeners.forEach((listener) => listener());
    }

    onChange(listener) {
        this.listeners.push(listener);
    }

    errors() {
        return this.findings.filter((finding) => finding.level === "error");
    }

    warnings() {
        return this.findings.filter((finding) => finding.level === "warning");
    }

    /* What was typed and cannot be read stands with its field alone: it is in no content that the server could judge. */
    unread() {
        return [...this.element.querySelectorAll("[data-reader][aria-invalid=true]")].map((control) => {
            const field = control.closest("[data-pointer]");
            const said = [...field.querySelectorAll(".finding.error")].pop();
            return {level: "error", pointer: field.dataset.pointer, field, text: said ? said.textContent.trim() : ""};
        });
    }

    onUnread(act) {
        new MutationObserver(act).observe(this.element, {subtree: true, attributeFilter: ["aria-invalid"]});
    }

    places() {
        return [...this.element.querySelectorAll("[data-pointer]"), this.general];
    }

    /* Each finding stands with the field that it is about. */
    show(findings) {
        this.findings = findings.map((finding) => this.missing(finding));
        const places = this.places();
        for (const place of places) {
            const list = place === this.general ? place : place.querySelector(":scope > .findings");
            if (list) {
                fill(list);
            }
            for (const control of place.querySelectorAll(":scope > input, :scope > textarea, :scope > select")) {
                control.dataset.reader || control.removeAttribute("aria-invalid");
            }
        }
        for (const finding of this.findings) {
            this.place(finding, places);
        }
    }

    /* A member that is not there is told of what it should stand in; here its field is empty and asks for it. */
    missing(finding) {
        const name = finding.code === "missing-member" && /"([a-z_]+)"/.exec(finding.text);
        const pointer = name && `${finding.pointer}/${name[1]}`;
        const there = pointer && this.element.querySelector(`[data-pointer="${CSS.escape(pointer)}"]`);
        return there ? {...finding, pointer, text: t("finding.missing"), mend: "", code: ""} : finding;
    }

    /* Of the places the one whose pointer is the longest that this one begins with. */
    nearest(pointer, places) {
        let best = this.general;
        for (const place of places) {
            const own = place.dataset.pointer;
            if ((pointer === own || pointer.startsWith(own + "/")) && own.length > best.dataset.pointer.length) {
                best = place;
            }
        }
        return best;
    }

    place(finding, places) {
        const best = this.nearest(finding.pointer || "", places);
        const list = best === this.general ? best : best.querySelector(":scope > .findings");
        add(list, h("p", {class: "finding " + finding.level},
            h("strong", null, t("finding." + finding.level)), " ", finding.text,
            finding.mend ? h("span", {class: "mend"}, " ", finding.mend) : null));
        finding.field = best === this.general ? null : best;
        finding.level === "error" && this.unfold(best);
        if (finding.level === "error" && finding.field) {
            for (const control of best.querySelectorAll(":scope > input, :scope > textarea, :scope > select")) {
                control.setAttribute("aria-invalid", "true");
            }
        }
    }

    unfold(field) {
        for (let up = field.closest("details:not([open])"); up; up = up.parentElement.closest("details:not([open])")) {
            up.open = true;
        }
    }

    /* The first thing that can be mended, under the cursor. */
    focusFinding(finding) {
        this.focusField(finding.field || this.general);
    }

    focusPointer(pointer) {
        this.focusField(this.nearest(pointer, this.places()));
    }

    focusField(field) {
        const control = field.querySelector("input, textarea, select, button");
        this.unfold(field);
        field.scrollIntoView({block: "center"});
        (control || this.element.querySelector("input, textarea, button")).focus({preventScroll: true});
    }
}

/* A field: label, the control, a hint, and room for findings, tied together for screen readers. */
export function framed(pointer, label, control, {hint, required, plain} = {}) {
    const name = control.id || fresh("field");
    control.id = name;
    const findings = h("div", {class: "findings", id: name + "-findings"});
    const note = hint ? h("p", {class: "hint", id: name + "-hint"}, hint) : null;
    control.setAttribute("aria-describedby", (hint ? name + "-hint " : "") + name + "-findings");
    if (required) {
        control.setAttribute("aria-required", "true");
    }
    return h("div", {class: plain ? "field plain" : "field", "data-pointer": pointer},
        h("label", {for: name}, label, required ? h("span", {class: "needed"}, t("field.needed")) : null), control, note, findings);
}

export function grow(area) {
    area.style.height = "auto";
    area.style.height = area.scrollHeight + 2 + "px";
}

/* A line, or with rows a text that grows with what is written. */
export function line(form, pointer, label, {rows, type, ...more} = {}) {
    const value = form.get(pointer);
    const control = h(rows ? "textarea" : "input", {type: rows ? null : type || "text", rows, value: value === undefined || value === null ? "" : String(value),
        inputmode: more.inputmode, autocomplete: "off", placeholder: more.placeholder, on: {input: () => {
            form.put(pointer, more.number && /^-?\d+$/.test(control.value.trim()) ? Number(control.value) : control.value);
            rows && grow(control);
        }}});
    if (rows) {
        requestAnimationFrame(() => grow(control));
    }
    return framed(pointer, label, control, more);
}

/* One of few, all seen: [["info", "一般"], ...]; `absent`, or else the first, is what an absent member means. */
export function choice(form, pointer, label, options, {hint, absent} = {}) {
    const name = fresh("choice");
    const now = String(form.get(pointer) ?? absent ?? options[0][0]);
    return h("fieldset", {class: "field choice", "data-pointer": pointer}, h("legend", null, label),
        h("div", {class: "choices"}, options.map(([value, text]) => h("label", {class: "radio"},
            h("input", {type: "radio", name, value, checked: value === now, on: {change: () => form.put(pointer, value)}}),
            h("span", null, text)))),
        hint ? h("p", {class: "hint"}, hint) : null, h("div", {class: "findings"}));
}

export function tick(form, pointer, label, {hint} = {}) {
    const name = fresh("tick");
    const control = h("input", {type: "checkbox", id: name, checked: form.get(pointer) === true,
        on: {change: () => form.put(pointer, control.checked ? true : undefined)}});
    return h("div", {class: "field tick", "data-pointer": pointer},
        h("label", {class: "radio", for: name}, control, h("span", null, label)),
        hint ? h("p", {class: "hint"}, hint) : null, h("div", {class: "findings"}));
}

/* A date and, where it has one, a time of day: 2026-11-28 or 2026-11-28T08:00. What is written in another way (with an
 * offset, in words) stays as it is until somebody writes it anew. */
export function when(form, pointer, label, {hint, required, dateOnly} = {}) {
    const value = String(form.get(pointer) ?? "");
    const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::00)?)?$/.exec(value);
    if (value && !parts) {
        return line(form, pointer, label, {hint: hint || t("field.moment_other"), required});
    }
    const date = h("input", {type: "date", value: parts ? parts[1] : "", max: "9999-12-31"});
    const time = h("input", {type: "time", value: (parts && parts[2]) || "", "aria-label": t("field.time_of", {label})});
    const write = () => form.put(pointer, date.value && time.value ? `${date.value}T${time.value}` : date.value);
    date.addEventListener("input", write);
    time.addEventListener("input", write);
    const field = framed(pointer, label, date, {hint, required});
    if (!dateOnly) {
        date.after(time);
        field.classList.add("moment");
    }
    return field;
}
