/* Telephone numbers: as one types, what the screens will make of them appears below. */
import {button, fill, h, pause} from "./dom.mjs";
import {framed, line, when} from "./form.mjs";
import {Rows} from "./rows.mjs";
import {post} from "./api.mjs";
import {t} from "./words.mjs";

/* Below a field with numbers: how its text is read. */
function reading(text) {
    const place = h("div", {class: "reading", role: "status"});
    let asked = 0;
    const look = pause(350, async () => {
        asked += 1;
        const mine = asked;
        const value = text().trim();
        if (!value) {
            fill(place);
            return;
        }
        const answer = await post("/api/phone", {text: value}).catch((error) => ({numbers: [], note: error.message}));
        if (mine !== asked) {
            return;
        }
        fill(place, answer.numbers.length ? h("p", null, t("phone.read_as")) : h("p", {class: "finding error"}, t("phone.none")),
            answer.numbers.length ? h("ul", null, answer.numbers.map((number) => h("li", {class: "number"}, number.text))) : null,
            answer.note ? h("p", {class: "finding warning"}, answer.note) : null);
    });
    return {place, look};
}

function written(form, pointer, label, hint) {
    const value = form.get(pointer);
    const control = h("textarea", {rows: 1, value: value === undefined || value === null ? "" : String(value), on: {input: () => {
        form.put(pointer, control.value);
        look.soon();
    }}});
    const {place, look} = reading(() => control.value);
    const field = framed(pointer, label, control, {hint, required: true});
    field.append(place);
    control.value && look.soon();
    return field;
}

/* Numbers are one string, or a list of strings and of numbers with a note of their own. */
function numbers(form, pointer, redraw) {
    const value = form.get(pointer);
    if (!Array.isArray(value)) {
        return [written(form, pointer, t("phone.numbers"), t("phone.hint")), button(t("phone.split"), () => {
            form.put(pointer, value === undefined ? [{number: ""}] : [{number: value}, {number: ""}]);
            redraw();
        }, {class: "add"})];
    }
    value.forEach((entry, index) => {
        if (entry === null || typeof entry !== "object") {
            value[index] = {number: entry};
        }
    });
    return new Rows(form, pointer, {
        label: t("phone.numbers"), class: "plain", adders: [[t("phone.add_number"), () => ({number: ""})]],
        name: (entry, index) => t("phone.number_name", {place: index + 1}),
        make: (at) => h("div", {class: "pair"}, written(form, at + "/number", t("phone.number")), line(form, at + "/note", t("phone.note"))),
    }).element;
}

/* At `/`: the content of this part is the array itself. */
export function hotlines(form) {
    const rows = new Rows(form, "", {
        label: t("kind.hotlines"), bare: true, hint: t("phone.order"), adders: [[t("phone.add"), () => ({label: "", numbers: ""})]],
        name: (hotline, index) => hotline.label || t("phone.name", {place: index + 1}),
        make: (at) => [line(form, at + "/label", t("field.label")), numbers(form, at + "/numbers", () => rows.draw()),
            h("div", {class: "pair"}, line(form, at + "/hours", t("phone.hours"), {hint: t("phone.hours_hint")}),
                when(form, at + "/verified_until", t("field.verified_until"), {dateOnly: true}))],
    });
    return rows.element;
}

export function links(form) {
    return new Rows(form, "", {
        label: t("kind.links"), bare: true, hint: t("link.hint"), adders: [[t("link.add"), () => ({label: "", url: ""})]],
        name: (entry, index) => entry.label || t("link.name", {place: index + 1}),
        make: (at) => [line(form, at + "/label", t("field.label")),
            line(form, at + "/url", t("field.url"), {type: "url", inputmode: "url", required: true, placeholder: "https://"})],
    }).element;
}
