/* What goes out, now or later; with a key that is unlocked for it. And what went out, to be taken back. */
import {ask, button, fill, fresh, h, link, warn} from "./dom.mjs";
import {drop, get, partPath, post} from "./api.mjs";
import {findingList} from "./findings.mjs";
import {changes} from "./import.mjs";
import {kindOf, states, titleOf} from "./list.mjs";
import {Titles} from "./titles.mjs";
import {legible, moment, rfc3339, t, word} from "./words.mjs";

const failed = (place, error) => {
    fill(place, h("p", {class: "finding error"}, error.message, error.mend ? h("span", {class: "mend"}, error.mend) : null), findingList(error.answer.findings || []));
    warn(error.message);
};

function keyField(me, changed) {
    if (!me.key || !me.key.wanted) {
        return h("p", {class: "hint"}, t("key.none"));
    }
    const told = h("div", {role: "status"});
    if (me.key.unlocked) {
        return h("div", {class: "key"}, h("p", null, t("key.open")), button(t("key.lock"), async () => {
            await post("/api/key/lock");
            me.key.unlocked = false;
            changed();
        }), told);
    }
    const password = h("input", {type: "password", id: fresh("key"), autocomplete: "off"});
    const open = h("button", {type: "submit"}, t("key.unlock"));
    return h("form", {class: "key field", on: {submit: async (event) => {
        event.preventDefault();
        if (open.disabled) {
            return;
        }
        open.disabled = true;
        fill(told, t("key.working"));
        try {
            await post("/api/key/unlock", {password: password.value});
            me.key.unlocked = true;
            changed();
        } catch (error) {
            open.disabled = false;
            failed(told, error);
            password.value = "";
            password.focus();
        }
    }}}, h("label", {for: password.id}, t("key.password")), h("p", {class: "hint"}, t("key.what")),
    h("div", {class: "row"}, password, open), told);
}

class Publish {
    constructor(me) {
        this.me = me;
        this.told = h("div", {role: "status"});
        this.key = h("div");
        this.what = h("div");
        this.planned = h("div");
        this.later = h("input", {type: "checkbox", id: fresh("later"), on: {change: () => {
            this.at.hidden = !this.later.checked;
            this.label();
        }}});
        this.time = h("input", {type: "datetime-local", "aria-label": t("publish.at"), on: {input: () => this.label()}});
        this.at = h("div", {class: "field", hidden: true}, this.time);
        this.go = button("", () => this.publish(), {class: "primary"});
        this.element = h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("nav.publish")), this.what,
            this.out = h("section", {class: "sheet out"}, this.key, h("label", {class: "radio", for: this.later.id}, this.later, h("span", null, t("publish.later"))), this.at,
                h("p", {class: "row"}, this.go)), this.told, this.planned);
    }

    async load() {
        const alone = (this.me.approvals || 0) === 0;
        const [{parts}, {scheduled}] = await Promise.all([get("/api/parts"), get("/api/scheduled")]);
        const ready = parts.filter((part) => part.states.includes("approved"));
        const details = await Promise.all(ready.map((part) => get(partPath(part.part))));
        this.ready = ready.map((part, index) => ({part, data: details[index], on: h("input", {type: "checkbox", checked: true, id: fresh("part"), on: {change: () => this.label()}})}))
            .filter((one) => one.data.draft);
        const drafts = parts.filter((part) => part.states.includes("draft") || part.states.includes("waits"));
        fill(this.what, this.ready.length ? h("ul", {class: "lines-list ticks"}, this.ready.map((one) => this.line(one))) :
            h("p", {class: "empty"}, t("publish.nothing")),
        drafts.length ? h("details", {class: "more"}, h("summary", null, t(alone ? "publish.drafts_alone" : "publish.drafts", {count: drafts.length})),
            h("ul", {class: "lines-list"}, drafts.map((part) => h("li", null, link(h("span", {class: "name"}, titleOf(part)), ["parts", part.part]), states(part))))) : null);
        this.draw(scheduled || []);
    }

    line({part, data, on}) {
        const what = data.draft.content === null ? "publish.takes_away" : data.published ? "publish.changes" : "publish.adds";
        return h("li", null, h("label", {class: "radio", for: on.id}, on, h("span", {class: "name"}, titleOf(part))),
            h("span", {class: "facts"}, h("span", null, kindOf(part.kind)), h("span", {class: "does"}, t(what)), h("span", null, part.when || "")),
            h("span", {class: "by"}, t("list.by", {who: data.draft.by, at: moment(data.draft.at)}), (data.approvals || []).map((one) => "　" + t("publish.approved_by", {who: one.by}))),
            link(t("publish.look"), ["review", part.part], {class: "quiet-link", "aria-label": t("publish.look_at", {title: titleOf(part)})}));
    }

    draw(scheduled) {
        fill(this.key, keyField(this.me, () => {
            this.draw(scheduled);
            (this.go.disabled ? this.key.querySelector("input, button") : this.go).focus();
        }));
        fill(this.planned, scheduled.length ? [h("h2", null, t("publish.scheduled")), h("ul", {class: "lines-list"}, scheduled.map((one) => h("li", null,
            h("span", {class: "name"}, moment(one.at)), h("span", {class: "facts"}, h("span", null, (one.parts || []).map((part) => legible(part.title) || part.part || part).join(t("list.and")))),
            h("span", {class: "by"}, one.by || ""), one.why ? h("span", {class: "why"}, one.why) : null,
            button(t("publish.cancel"), async () => {
                await drop("/api/scheduled/" + encodeURIComponent(one.id));
                await this.load();
                this.say(t("publish.cancelled"));
            }))))] : null);
        this.label();
    }

    /* What was done, where the focus goes on: the button that did it may be gone. */
    say(said, more) {
        const place = h("p", {class: "done", tabindex: -1}, said, " ", more);
        fill(this.told, place);
        place.focus();
    }

    when() {
        const [date, time] = this.time.value.split("T");
        return date && time ? rfc3339(date, time.slice(0, 5)) : null;
    }

    label() {
        this.out.hidden = this.ready.length === 0;
        const count = this.ready.filter((one) => one.on.checked).length;
        const at = this.later.checked ? this.when() : null;
        fill(this.go, at ? t("publish.go_at", {count, at: moment(at)}) : t("publish.go", {count}));
        this.go.disabled = count === 0 || (this.later.checked && !at) || Boolean(this.me.key && this.me.key.wanted && !this.me.key.unlocked);
    }

    async publish() {
        const parts = this.ready.filter((one) => one.on.checked).map((one) => ({part: one.part.part, hash: one.data.draft.hash}));
        const at = this.later.checked ? this.when() : undefined;
        this.go.disabled = true;
        fill(this.told, t("publish.working"));
        try {
            const answer = await post("/api/publish", at ? {parts, at} : {parts});
            const said = at ? t("publish.planned", {at: moment(at)}) : t("publish.done", {serial: answer.serial});
            const warning = answer.warning ? h("span", {class: "finding warning"}, answer.warning) : null;
            this.later.checked = false;
            this.at.hidden = true;
            await this.load();
            this.say(said, [warning, at ? null : link(t("publish.where"), ["screens"])]);
        } catch (error) {
            failed(this.told, error);
            this.label();
        }
    }
}

export async function publishView(me) {
    const view = new Publish(me);
    await view.load();
    return {title: t("nav.publish"), element: view.element};
}

const SOME = 3;

function some(names) {
    return names.length > SOME ? t("list.some", {names: names.slice(0, SOME).join(t("list.and")), count: names.length}) : names.join(t("list.and"));
}

/* Each state that was on the walls; any of them comes back as a new one, once it was seen what that would change. */
export async function statesView(me, path, go) {
    const told = h("p", {role: "status"});
    const [{states: all}, {parts}] = await Promise.all([get("/api/states"), get("/api/parts")]);
    const titles = new Titles(parts);
    const may = ["publisher", "admin"].includes(me.role);
    const tried = async (act) => {
        fill(told);
        try {
            await act();
        } catch (error) {
            fill(told, h("span", {class: "finding error"}, error.message, " ", error.mend));
            warn(error.message);
        }
    };
    return {title: t("nav.states"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("nav.states")), h("p", {class: "hint"}, t("states.what")), told,
        (all || []).length ? h("ol", {class: "lines-list states-list"}, all.map((one, index) => {
            const place = h("li", null, h("span", {class: "name"}, index === 0 ? t("states.now", {serial: one.serial}) : t("states.serial", {serial: one.serial})),
                h("span", {class: "by"}, `${moment(one.at)}　${one.by || ""}`),
                h("span", {class: "facts"}, h("span", null, word("why", one.why)), Array.isArray(one.parts) ? titles.of(one.parts, some) : null));
            if (index > 0 && may) {
                const path = `/api/states/${encodeURIComponent(one.serial)}/restore`;
                place.append(button(t("states.restore"), () => tried(async () => {
                    const moved = changes(await get(path));
                    ask(place, {title: t("states.ask", {serial: one.serial, at: moment(one.at)}), text: moved.length ? moved : h("p", null, t("review.same")),
                        yes: t("states.restore"), no: t("answer.no"), act: () => tried(async () => {
                            const answer = await post(path);
                            go(["states"], t("states.restored", {serial: answer.serial}));
                        })});
                }), {"aria-label": t("states.restore_of", {serial: one.serial})}));
            }
            return place;
        })) : h("p", {class: "empty"}, t("states.none")))};
}

