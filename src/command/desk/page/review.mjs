/* What waits for a second pair of eyes: what changed in words, the slides before and after, yes or no with a reason. */
import {add, button, fill, fresh, h, link, warn} from "./dom.mjs";
import {get, partPath, post} from "./api.mjs";
import {readable} from "./conflict.mjs";
import {at} from "./form.mjs";
import {called, kindOf, titleOf} from "./list.mjs";
import {slidesOf} from "./preview.mjs";
import {moment, t, word} from "./words.mjs";

export async function reviewsView(me) {
    const {parts} = await get("/api/parts?state=waits");
    return {title: t("nav.review"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("nav.review")),
        h("p", {class: "hint"}, t("review.what", {count: me.approvals})),
        parts.length === 0 ? h("p", {class: "empty"}, t("review.none")) : h("ul", {class: "lines-list"}, parts.map((part) =>
            h("li", null, link(h("span", {class: "name"}, titleOf(part)), ["review", part.part]),
                h("span", {class: "by"}, t("list.by", {who: part.by, at: moment(part.at)})),
                h("span", {class: "facts"}, h("span", null, kindOf(part.kind)), h("span", null, part.when || ""))))))};
}

/* What one of few is called on the form it is chosen on. */
const CHOSEN = ["level", "severity", "fit"];
/* Nobody wrote these, or they are told as one sentence. */
const APART = ["id", "kind", "show"];

function spoken(name, value) {
    return CHOSEN.includes(name) && typeof value === "string" ? word(name, value) : readable(value);
}

/* A row has texts as they are and all else as JSON: which of the two, its content says. */
function valueOf(row, which, content) {
    const text = row[which];
    if (typeof text !== "string" || at(content, row.pointer) === text) {
        return text;
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

async function sentence(content) {
    return content ? (await post("/api/when/say", {show: content.show || {}})).says : "";
}

/* What a reviewer reads: of a new part its fields by their names; of a changed one what changed; when and where as it is said. */
async function rowsOf({published, draft}, rows) {
    const before = published && published.content;
    const after = draft && draft.content;
    if (!after) {
        return [];
    }
    const list = Array.isArray(after);
    const told = before ? rows.filter((row) => !/^\/show(\/|$)/.test(row.pointer)).map((row) => ({...row,
        before: spoken(row.pointer.slice(1), valueOf(row, "before", before)), after: spoken(row.pointer.slice(1), valueOf(row, "after", after))})) :
        Object.keys(after).filter((name) => list || !APART.includes(name)).map((name) => ({
            label: list ? t("rows.name", {place: Number(name) + 1}) : word("member", name), before: "", after: spoken(name, after[name])}));
    const [was, is] = list ? ["", ""] : await Promise.all([sentence(before), sentence(after)]);
    return was === is ? told : [...told, {label: t("when.title"), before: was, after: is}];
}

/* A text with what was struck and what is new in it, by spans {text, was|is} where the server found them. */
function side(row, which) {
    const spans = (row.spans || []).filter((span) => !span.kind || span.kind === "same" || span.kind === which);
    if (!spans.length) {
        return row[which];
    }
    return spans.map((span) => (span.kind === which ? h(which === "before" ? "del" : "ins", null, span.text) : span.text));
}

function differences(rows) {
    if (rows.length === 0) {
        return h("p", {class: "quiet"}, t("review.same"));
    }
    return h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": t("review.differences")}, h("table", {class: "difference"},
        h("thead", null, h("tr", null, ["review.member", "review.before", "review.after"].map((key) => h("th", {scope: "col"}, t(key))))),
        h("tbody", null, rows.map((row) => h("tr", null, h("th", {scope: "row"}, row.label || row.pointer),
            h("td", {class: "was", "data-label": t("review.before")}, side(row, "before")),
            h("td", {class: "is", "data-label": t("review.after")}, side(row, "after")))))));
}

function beforeAfter(data, me) {
    const place = h("div", {class: "before-after"});
    const size = (me.sizes || ["1920x1080"])[0];
    /* One behind the other: of what one person asks for one part, the newest is made alone. */
    let before = Promise.resolve();
    const column = (key, content) => {
        const slides = h("div", null, h("p", {class: "quiet"}, t("preview.working")));
        before = before.then(() => slidesOf(data, content, [size])).then((made) => fill(slides, made));
        return h("section", null, h("h3", null, t(key)), slides);
    };
    return add(place, column("review.before", data.published && data.published.content), column("review.after", data.draft && data.draft.content));
}

export async function reviewView(me, [part], go) {
    const [data, difference] = await Promise.all([get(partPath(part)), get(partPath(part, "difference"))]);
    const told = h("p", {role: "status"});
    const reason = h("textarea", {rows: 2, id: fresh("reason")});
    const draft = data.draft;
    const own = draft && draft.mine;
    const removed = Boolean(draft) && draft.content === null;
    const rows = await rowsOf(data, difference.rows || []);
    const act = async (path, body, done) => {
        try {
            await post(partPath(part, path), {hash: draft.hash, ...body});
            go(["review"], t(done));
        } catch (error) {
            fill(told, h("span", {class: "finding error"}, error.message, " ", error.mend));
            warn(error.message);
        }
    };
    const back = () => {
        if (!reason.value.trim()) {
            fill(told, h("span", {class: "finding error"}, t("review.why_needed")));
            reason.focus();
            return;
        }
        act("return", {text: reason.value.trim()}, "review.returned");
    };
    const title = removed ? t("review.removal", {title: data.published ? called(data.published.content) : kindOf(data.kind)}) :
        called(draft && draft.content) === t("part.untitled") ? kindOf(data.kind) : called(draft.content);
    const verdict = !draft || !draft.submitted ? h("p", {class: "empty"}, t("review.nothing_waits")) :
        own ? h("p", {class: "notice"}, t("review.own")) : h("div", {class: "verdict"},
            h("div", {class: "field"}, h("label", {for: reason.id}, t("review.reason")), reason), told,
            h("p", {class: "row"}, button(t("review.return"), back), button(t("review.approve"), () => act("approve", {}, "review.approved"), {class: "primary"})));
    return {title, element: h("div", {class: "page"}, h("p", {class: "kind"}, kindOf(data.kind)), h("h1", {tabindex: -1}, title),
        draft ? h("p", {class: "quiet"}, t("list.by", {who: draft.by, at: moment(draft.at)}), "　",
            t("review.count", {count: (data.approvals || []).length, needs: data.needs}),
            (data.approvals || []).map((one) => h("span", {class: "by"}, `　${one.by} ${moment(one.at)}`))) : null,
        h("h2", null, t(data.published ? "review.differences" : "review.content")), removed ? h("p", null, t(data.published ? "review.takes_away" : "review.gone_already")) : differences(rows), h("h2", null, t("review.slides")), beforeAfter(data, me), verdict,
        h("p", null, link(t("review.open"), ["parts", part], {class: "quiet-link"})))};
}

/* Every version of a part that was kept: none is ever lost. */
export async function versionsView(me, [part]) {
    const {versions} = await get(partPath(part, "versions"));
    return {title: t("part.versions"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("part.versions")),
        h("p", null, link(t("review.open"), ["parts", part], {class: "quiet-link"})),
        h("ol", {class: "lines-list", reversed: true}, (versions || []).map((one) => h("li", null,
            h("span", {class: "name"}, one.content ? called(one.content) : t("part.removing")),
            h("span", {class: "by"}, t("list.by", {who: one.by, at: moment(one.at)}), one.why ? "　" + word("why", one.why) : ""),
            one.content ? h("details", {class: "more"}, h("summary", null, t("versions.show")), h("p", {class: "version-text"}, readable(one.content))) : null))))};
}
