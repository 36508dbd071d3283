/* One row a kind: its fields, in the order in which one thinks of them. */
import {h} from "./dom.mjs";
import {choice, line, tick, when as moment} from "./form.mjs";
import {body} from "./blocks.mjs";
import {focusPoint, picture} from "./picture.mjs";
import {hotlines, links} from "./hotlines.mjs";
import {agenda, table} from "./tables.mjs";
import {Rows} from "./rows.mjs";
import {when} from "./when.mjs";
import {t} from "./words.mjs";

const title = (form, more) => line(form, "/title", t("field.title"), more);
const url = (form) => line(form, "/url", t("field.url"), {hint: t("field.url_hint"), type: "url", inputmode: "url", placeholder: "https://"});
const options = (group, names) => names.map((name) => [name, t(`${group}.${name}`)]);

function article(form, redraw) {
    return [title(form, {required: true}),
        h("div", {class: "pair"}, line(form, "/source", t("field.source")), moment(form, "/published", t("field.published"), {dateOnly: true})),
        body(form, "/body", (text) => {
            form.put("/title", text);
            redraw();
        })];
}

function notice(form) {
    return [title(form, {hint: t("notice.title_hint")}), line(form, "/text", t("field.text"), {rows: 4, hint: t("notice.text_hint")}),
        choice(form, "/level", t("field.level"), options("level", ["info", "important", "urgent"]))];
}

function pictureKind(form) {
    return [picture(form, "/image", t("field.image"), {required: true, also: focusPoint(form, "/focus")}),
        title(form, {hint: t("picture.title_hint")}),
        choice(form, "/fit", t("field.fit"), options("fit", ["cover", "contain"]))];
}

function countdown(form) {
    return [title(form, {required: true, hint: t("countdown.title_hint")}), moment(form, "/to", t("countdown.to"), {required: true}),
        line(form, "/after", t("countdown.after"), {hint: t("countdown.after_hint")})];
}

function agendaKind(form) {
    return [title(form, {required: true}), moment(form, "/date", t("agenda.date"), {dateOnly: true, hint: t("agenda.date_hint")}), agenda(form)];
}

function alert(form) {
    return [h("p", {class: "notice danger"}, t("alert.what")), title(form, {required: true}),
        choice(form, "/severity", t("alert.severity"), options("severity", ["extreme", "severe", "moderate", "minor"]), {absent: "severe"}),
        line(form, "/text", t("field.text"), {rows: 3}), line(form, "/instruction", t("alert.instruction"), {rows: 2}),
        line(form, "/contact", t("alert.contact")),
        tick(form, "/banner", t("alert.banner"), {hint: t("alert.banner_hint")}), tick(form, "/test", t("alert.test"), {hint: t("alert.test_hint")}),
        tick(form, "/clear", t("alert.clear"))];
}

function site(form) {
    return [line(form, "/name", t("site.name"), {required: true}), line(form, "/welcome", t("site.welcome"), {rows: 1}),
        picture(form, "/logo", t("site.logo"), {hint: t("site.logo_hint")}),
        new Rows(form, "/footer", {
            label: t("site.footer"), hint: t("site.footer_hint"), class: "lines", still: true, adders: [[t("site.add_footer"), () => ""]],
            name: (text, index) => text || t("rows.name", {place: index + 1}),
            make: (at, text, index) => line({get: () => form.get(at), put: (p, value) => {
                form.get("/footer")[index] = value;
                form.changed();
            }}, at, t("site.footer_line", {place: index + 1})),
        }).element];
}

/* fields(form, redraw) is the form; blank is what a new one begins as; `standing` ones are always there,
 * once; `coded` ones show the code of their address. */
export const KINDS = {
    notice: {fields: notice, coded: true, blank: () => ({title: "", text: ""})},
    article: {fields: article, coded: true, blank: () => ({title: "", body: [{text: ""}]})},
    picture: {fields: pictureKind, blank: () => ({image: ""})},
    table: {fields: (form) => [title(form, {required: true}), table(form)],
        blank: () => ({title: "", columns: [{label: ""}, {label: ""}], rows: [{cells: []}]})},
    agenda: {fields: agendaKind, blank: () => ({title: "", rows: [{time: "", title: ""}]})},
    countdown: {fields: countdown, blank: () => ({title: "", to: ""})},
    alert: {fields: alert, blank: () => ({title: "", severity: "severe"})},
    hotlines: {fields: hotlines, blank: () => [], standing: true},
    links: {fields: links, blank: () => [], standing: true},
    site: {fields: site, blank: () => ({name: ""}), standing: true},
};

/* All fields of a part: its kind's, when and where, and what few need. An unknown kind shows what it has as it is. */
export function fields(form, screens, redraw) {
    const kind = KINDS[form.kind];
    if (!kind) {
        return [h("p", {class: "hint"}, t("kind.unknown", {kind: form.kind})), h("pre", {class: "raw"}, JSON.stringify(form.content, null, 2))];
    }
    const own = kind.fields(form, redraw);
    return kind.standing ? own : [own, when(form, "/show", screens), h("details", {class: "more"}, h("summary", null, t("field.more")),
        kind.coded ? url(form) : null,
        h("div", {class: "pair"}, form.kind === "alert" ? null : moment(form, "/verified_until", t("field.verified_until"), {dateOnly: true, hint: t("field.verified_hint")}),
            line(form, "/lang", t("field.lang"), {hint: t("field.lang_hint"), placeholder: "zh-Hans"})))];
}
