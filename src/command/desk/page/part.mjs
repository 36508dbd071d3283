/* One part being written: the list, the form, the slide; three pages under one bar where there is no room. */
import {add, ask, button, fill, h, link, tell, warn} from "./dom.mjs";
import {alarm, takeDown} from "./alert.mjs";
import {drop, get, partPath, post} from "./api.mjs";
import {conflict} from "./conflict.mjs";
import {Draft, forget, left} from "./draft.mjs";
import {Mending} from "./findings.mjs";
import {Form, same} from "./form.mjs";
import {fields, KINDS} from "./kinds.mjs";
import {called, kindOf, List} from "./list.mjs";
import {Preview} from "./preview.mjs";
import {clock, instant, moment, t} from "./words.mjs";

const LONG = 24;
const copy = (value) => JSON.parse(JSON.stringify(value));
/* As KINDS made it: the server has put an id to it, and nobody anything. */
function isBlank(content, kind) {
    const {id, kind: own, ...rest} = content;
    return Boolean(id && own) && JSON.stringify(rest) === JSON.stringify(KINDS[kind].blank());
}

class Editor {
    constructor(me, part, go) {
        this.me = me;
        this.part = part;
        this.go = go;
        this.list = new List(me, {compact: true, chosen: part});
        this.column = h("div", {class: "column"});
        this.slides = h("div", {class: "slides-pane"});
        this.mending = new Mending(part, (finding) => this.mend(null, finding));
        this.tabs = ["list", "form", "slides"].map((name) => button(t("pane." + name), () => this.pane(name), {class: "tab", "data-pane": name}));
        this.element = h("div", {class: "desk", "data-pane": "form"}, h("nav", {class: "panes", "aria-label": t("pane.title")}, this.tabs),
            h("aside", {class: "list-pane", "aria-label": t("pane.list")}, this.list.element), this.column, this.slides);
        this.foot = h("div", {class: "foot"});
        this.low = new ResizeObserver(() => this.keepClear());
        this.low.observe(this.foot);
        this.over = new AbortController();
        this.farewell = () => this.draft && this.draft.farewell();
        addEventListener("pagehide", this.farewell);
        this.pane("form");
    }

    /* What stays at the foot covers nothing that has the focus, however high it is. */
    keepClear() {
        document.documentElement.style.scrollPaddingBottom = getComputedStyle(this.foot).position === "sticky" ? this.foot.offsetHeight + 16 + "px" : "";
    }

    pane(name) {
        this.element.dataset.pane = name;
        this.tabs.forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.pane === name)));
    }

    async open() {
        this.list.load();
        this.data = await get(partPath(this.part));
        const unsaved = left(this.part);
        const kept = this.data.draft && this.data.draft.content;
        const content = unsaved ? unsaved.content : kept || (this.data.published && this.data.published.content) || KINDS[this.data.kind].blank();
        this.show(copy(content), unsaved ? unsaved.base : this.revision());
        if (unsaved) {
            this.draft.soon(this.form.content);
            tell(t("part.came_back"));
        }
        this.watch();
    }

    revision() {
        return this.data.revision || 0;
    }

    /* The form of that content, drawn anew; it goes on from that revision. */
    show(content, base) {
        this.draft && this.draft.finish();
        this.preview && this.preview.finish();
        const {standing} = KINDS[this.data.kind] || {};
        this.known = copy(content);
        this.form = new Form(content, this.data.kind, this.part);
        this.draft = new Draft(this.part, base, (state, detail) => this.told(state, detail));
        this.preview = new Preview(this.me, this.part, {kind: this.data.kind, findings: (findings) => this.found(findings)});
        this.form.onUnread(() => this.tally());
        this.untouched = Boolean(KINDS[this.data.kind]) && isBlank(content, this.data.kind);
        this.form.onChange(() => {
            this.untouched = false;
            this.draft.soon(this.form.content);
            this.preview.soon(this.form.content);
            standing || this.head(called(this.form.content));
        });
        fill(this.slides, this.preview.element);
        this.lay();
        this.preview.soon(this.form.content);
    }

    lay() {
        const {standing} = KINDS[this.data.kind] || {};
        this.heading = h("h1", {tabindex: -1});
        this.head(standing ? t("kind." + this.data.kind) : called(this.form.content));
        this.saved = h("p", {class: "saved"});
        this.acted = "";
        this.others = h("p", {class: "others", role: "status"});
        this.actions = h("div", {class: "actions"});
        this.fieldsPlace = h("div");
        fill(this.form.element, this.form.general, this.fieldsPlace);
        this.fill();
        fill(this.column, h("header", {class: "part-head"}, h("div", {class: "kind-line"}, h("p", {class: "kind"}, standing ? t("kind.standing") : kindOf(this.data.kind)), this.saved),
            this.heading, this.others), this.words(), this.form.element, fill(this.foot, this.mending.list, this.actions, this.mending.count));
        this.act();
    }

    /* A long title leaves room for the form below it. */
    head(title) {
        fill(this.heading, title).classList.toggle("long", title.length > LONG);
    }

    fill() {
        fill(this.fieldsPlace, fields(this.form, this.me.screens || [], () => this.fill()));
    }

    /* Where it stands, on the screens and in the desk, and what a reviewer wrote when it came back. */
    words() {
        const {draft, published, words} = this.data;
        const said = (words || []).map((one) => h("blockquote", null, h("p", null, one.text), h("footer", null, `${one.by}　${moment(one.at)}`)));
        const states = [published ? t("part.published", {serial: published.serial}) : "",
            !draft ? "" : draft.content === null ? t("part.removing") : draft.submitted ? t("part.submitted", {needs: this.missing()}) : ""];
        return h("div", {class: "standing-words"}, states.filter(Boolean).map((state) => h("p", {class: "quiet"}, state)), said);
    }

    missing() {
        return Math.max(0, (this.data.needs || 0) - (this.data.approvals || []).length);
    }

    told(state, detail) {
        const now = clock(new Date());
        this.saved.dataset.state = state;
        if (state === "saved") {
            fill(this.saved, t("saved.saved", {at: now}), detail.warning ? " " + detail.warning : null);
            this.known = detail.content;
            this.data.draft = {content: this.form.content, revision: detail.revision, hash: detail.hash, by: this.me.name, at: detail.at, submitted: false, mine: true};
            this.data.approvals = [];
            this.act();
            this.list.soon();
        } else if (state === "conflict") {
            this.clash(detail);
        } else {
            fill(this.saved, t("saved." + state), state === "away" || state === "refused" ? " " + detail.message : null);
        }
        if (["away", "refused", "stranger"].includes(state)) {
            warn(t("saved." + state));
        }
    }

    clash(answer) {
        /* It went on, by a publication or a review, and nobody has written anything else. */
        if (same(answer.theirs.content, this.known)) {
            this.draft.base = answer.theirs.revision;
            this.draft.stopped = false;
            this.draft.soon(this.draft.content);
            return;
        }
        fill(this.saved, t("saved.conflict"));
        const mine = this.draft.content;
        const box = conflict(mine, answer, async (content) => {
            forget(this.part);
            this.data.draft = {...(this.data.draft || {}), ...answer.theirs};
            this.show(copy(content === null ? mine : content), answer.theirs.revision);
            if (content !== answer.theirs.content) {
                this.draft.soon(this.form.content);
                await this.draft.flush();
            }
            this.heading.focus();
            tell(t("conflict.done"));
        });
        this.form.element.inert = true;
        this.column.querySelectorAll(".conflict").forEach((old) => old.remove());
        this.form.element.before(box.element);
        this.pane("form");
        box.focus();
    }

    /* Nothing is held against a form that nobody has written in yet. */
    found(found) {
        this.form.show(this.untouched ? [] : found);
        this.tally();
    }

    tally() {
        this.mending.show([...this.form.unread(), ...this.form.findings]);
    }

    /* Drawn anew only where it would be another, so that a focus on it stays. */
    act() {
        const {draft, published} = this.data;
        const now = JSON.stringify([draft && [draft.submitted, draft.content === null, this.missing()], Boolean(published)]);
        if (now === this.acted) {
            return;
        }
        this.acted = now;
        const focused = this.actions.contains(document.activeElement);
        const {standing} = KINDS[this.data.kind] || {};
        const alone = (this.me.approvals || 0) === 0;
        const urgent = this.data.kind === "alert" && this.me.role === "admin" && draft && draft.content !== null;
        const main = urgent ? button(t("alert.now"), () => alarm(this), {class: "primary"}) :
            draft && !draft.submitted ? button(t(alone ? "part.ready" : "part.submit"), () => this.submit(), {class: "primary"}) :
            draft && this.missing() === 0 && this.rank("publisher") ? link(t("part.to_publish"), ["publish"], {class: "button primary"}) : null;
        fill(this.actions, main, draft ? button(t("part.drop"), () => this.discard()) : null,
            !published || standing ? null : this.data.kind === "alert" && this.rank("admin") ? button(t("alert.down"), () => takeDown(this), {class: "danger"}) :
                button(t("part.remove"), () => this.remove()),
            draft && draft.submitted && this.rank("reviewer") ? link(t("part.to_review"), ["review", this.part], {class: "button"}) : null,
            link(t("part.versions"), ["versions", this.part], {class: "quiet-link"}));
        if (focused) {
            this.actions.querySelector("button, a").focus();
        }
    }

    rank(role) {
        const order = ["editor", "reviewer", "publisher", "admin"];
        return order.indexOf(this.me.role) >= order.indexOf(role);
    }

    /* All that was typed is read, saved and looked at, and nothing in it is wrong; else the cursor is where it can be mended. */
    async whole() {
        this.untouched = false;
        const wrong = await this.form.settle();
        if (wrong) {
            this.tally();
            this.mending.open(true);
            this.mend(wrong);
            return false;
        }
        this.preview.later.drop();
        await Promise.all([this.draft.flush(), this.preview.look()]);
        if (this.draft.stopped || this.draft.unsaved) {
            return false;
        }
        const [first] = this.form.errors();
        if (first) {
            warn(t("part.has_errors", {count: this.form.errors().length}));
            this.mend(null, first);
        }
        return !first;
    }

    /* An inert form takes no focus. */
    mend(control, finding) {
        this.form.element.inert = false;
        this.pane("form");
        control ? this.form.focusField(control.closest("[data-pointer]")) : this.form.focusFinding(finding);
    }

    /* Errors keep from it and warnings ask, by the findings of what is there now. */
    async submit() {
        if (!await this.whole()) {
            return;
        }
        const warnings = this.form.warnings();
        if (warnings.length) {
            ask(this.actions, {title: t("part.has_warnings", {count: warnings.length}), yes: t("part.submit_anyway"), no: t("part.mend"),
                text: h("ul", null, warnings.map((one) => h("li", null, one.text))), act: () => this.handIn()});
            return;
        }
        await this.handIn();
    }

    async handIn() {
        await this.try(async () => {
            await post(partPath(this.part, "submit"), {revision: this.draft.base});
            await this.again();
            const done = this.missing() > 0 ? t("part.handed_in", {needs: this.missing()}) : t("part.is_ready");
            fill(this.saved, done);
            tell(done);
            if (this.missing() === 0 && this.rank("publisher")) {
                this.go(["publish"], done);
            }
        });
    }

    async try(act) {
        try {
            await act();
        } catch (error) {
            fill(this.saved, h("span", {class: "finding error"}, error.message, " ", error.mend || ""));
            warn(error.message);
        }
    }

    async again() {
        this.data = await get(partPath(this.part));
        this.draft.base = Math.max(this.draft.base, this.revision()); /* what was typed meanwhile may be saved already */
        this.column.querySelector(".standing-words").replaceWith(this.words());
        this.act();
        this.list.load();
    }

    discard() {
        ask(this.actions, {title: t("part.drop_ask"), text: t("part.drop_what"), yes: t("part.drop"), no: t("answer.keep"), act: () => this.try(async () => {
            this.draft.pause.drop();
            this.draft.stopped = true;
            await drop(partPath(this.part, "draft"));
            forget(this.part);
            this.go(["parts"], t("part.dropped"));
        })});
    }

    remove() {
        ask(this.actions, {title: t("part.remove_ask"), text: t("part.remove_what"), yes: t("part.remove"), no: t("answer.keep"), act: () => this.try(async () => {
            this.draft.stopped = true;
            const answer = await post(partPath(this.part, "remove"));
            await post(partPath(this.part, "submit"), {revision: answer.revision});
            this.go(["parts"], t("part.leaves"));
        })});
    }

    /* Who else is here, and whether they saved: asked so that the answer waits until there is one. */
    async watch() {
        let after = this.revision();
        while (!this.over.signal.aborted) {
            try {
                const news = await get(`${partPath(this.part)}?after=${after}&wait=20`, {signal: this.over.signal});
                after = news.revision || after;
                this.met(news);
            } catch (error) {
                if (error.name === "AbortError" || error.status === 401 || error.status === 404) {
                    return;
                }
            }
            await new Promise((resume) => setTimeout(resume, 1000));
        }
    }

    /* What happened to the part elsewhere. What is being typed here is not touched: saving it shows both. */
    met(news) {
        const others = (news.editors || []).filter((one) => one.name !== this.me.name);
        fill(this.others, others.length ? t("part.others", {names: others.map((one) => one.name).join(t("list.and"))}) : "");
        const {unsaved, saving, stopped, base} = this.draft;
        if (unsaved || saving || stopped || news.revision < base) {
            return;
        }
        const content = (news.draft && news.draft.content) || (news.published && news.published.content);
        this.data = news;
        this.draft.base = news.revision;
        if (content && !same(content, this.known)) {
            this.renew(content, news.draft);
            return;
        }
        this.column.querySelector(".standing-words").replaceWith(this.words());
        this.actions.querySelector(".ask") || this.act();
    }

    /* The form with another's content, the cursor in the same field. */
    renew(content, draft) {
        const where = document.activeElement;
        const field = where.closest("[data-pointer]");
        const selector = field && this.form.element.contains(field) ? `[data-pointer="${CSS.escape(field.dataset.pointer)}"] :is(input, textarea, select)` : "";
        this.show(copy(content), this.draft.base);
        if (draft) {
            this.saved.dataset.state = "saved";
            fill(this.saved, t("part.fresh", {who: draft.by, at: clock(instant(draft.at) || new Date())}));
        }
        if (!where.isConnected) {
            ((selector && this.form.element.querySelector(selector)) || this.heading).focus();
        }
    }

    async leave() {
        this.over.abort();
        this.low.disconnect();
        document.documentElement.style.scrollPaddingBottom = "";
        removeEventListener("pagehide", this.farewell);
        this.preview && this.preview.finish();
        if (this.draft) {
            await this.form.settle();
            await this.draft.flush();
            this.draft.finish();
        }
    }
}

/* With a pointer behind the part: at that field. */
export async function partView(me, [part, pointer], go) {
    const editor = new Editor(me, part, go);
    await editor.open();
    return {element: editor.element, title: editor.heading.textContent, focus: editor.heading, leave: () => editor.leave(),
        reach: () => pointer && editor.form.focusPointer(pointer)};
}

/* What to write: a word and a sentence for each kind. */
export async function newView(me, path, go) {
    const place = h("p", {role: "alert"});
    const make = async (kind) => {
        try {
            const made = await post("/api/parts", {kind, content: {...KINDS[kind].blank(), kind}});
            go(["parts", made.part]);
        } catch (error) {
            fill(place, error.message);
        }
    };
    const kinds = Object.keys(KINDS).filter((kind) => !KINDS[kind].standing);
    return {title: t("new.title"), element: add(h("div", {class: "page narrow"}), h("h1", {tabindex: -1}, t("new.title")), place,
        h("ul", {class: "kinds"}, kinds.map((kind) => h("li", null, button(h("span", {class: "kind-name"}, t("kind." + kind)), () => make(kind), {"aria-describedby": "new-" + kind}),
            h("p", {class: "hint", id: "new-" + kind}, t("new." + kind))))), me.role === "admin" ? h("p", {class: "row"}, link(t("import.title"), ["import"], {class: "quiet-link"})) : null)};
}
