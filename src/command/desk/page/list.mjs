/* What there is: by what it does now, found by words or by screen. */
import {fill, fresh, h, link, pause} from "./dom.mjs";
import {get, query} from "./api.mjs";
import {legible, moment, t, word} from "./words.mjs";

/* In the order in which they ask for something to be done. */
export const STATES = ["held", "waits", "approved", "draft", "plays", "comes", "over"];
const STANDING = ["site", "hotlines", "links"];
let kept = {q: "", screen: "", state: ""};

export function states(part) {
    return h("span", {class: "states"}, STATES.filter((state) => (part.states || []).includes(state)).map((state) =>
        h("span", {class: "state " + state}, t("state." + state))));
}

const first = (part) => STATES.find((state) => (part.states || []).includes(state)) || "draft";
/* What the page has no word for is not told by its code. */
export const kindOf = (kind) => (word("kind", kind) === kind ? t("kind.other") : word("kind", kind));
export const called = (content) => legible(content && content.title) || t("part.untitled");
export function titleOf(part) {
    const standing = STANDING.find((name) => name === part.kind || name === part.part);
    return legible(part.title) || (standing ? kindOf(standing) : t("part.untitled"));
}

export class List {
    constructor(me, {compact, chosen} = {}) {
        this.me = me;
        this.compact = compact;
        this.chosen = chosen;
        this.asked = 0;
        this.results = h("div", {class: "results"});
        this.count = h("p", {class: "quiet result-count", role: "status"});
        this.later = pause(250, () => this.load());
        this.slow = pause(1500, () => this.load());
        const text = this.control("list.search", h("input", {type: "search", value: kept.q, autocomplete: "off"}), "q", "input");
        const screen = this.control("list.screen", h("select", null, h("option", {value: ""}, t("list.any_screen")), (me.screens || []).map((name) =>
            h("option", {value: name, selected: kept.screen === name}, name))), "screen", "change");
        const state = this.control("list.state", h("select", null, h("option", {value: ""}, t("list.any_state")), STATES.map((name) =>
            h("option", {value: name, selected: kept.state === name}, t("state." + name)))), "state", "change");
        this.element = h("div", {class: compact ? "parts compact" : "parts"},
            h("div", {class: "finder", role: "search"}, text, compact ? null : [screen, state]),
            compact ? h("p", null, link(t("list.new"), ["new"], {class: "button"})) : null, this.count, this.results);
    }

    control(key, control, member, event) {
        control.id = fresh(member);
        control.addEventListener(event, () => {
            kept = {...kept, [member]: control.value};
            this.later.soon();
        });
        return h("div", {class: "find"}, h("label", {for: control.id}, t(key)), control);
    }

    soon() {
        this.slow.soon();
    }

    async load() {
        this.asked += 1;
        const mine = this.asked;
        try {
            const asked = this.compact ? {q: kept.q} : kept;
            const {parts} = await get("/api/parts" + query(asked));
            if (mine === this.asked) {
                this.draw(parts);
            }
        } catch (error) {
            fill(this.count, error.message);
        }
    }

    draw(parts) {
        const items = parts.filter((part) => !STANDING.includes(part.kind));
        const standing = parts.filter((part) => STANDING.includes(part.kind));
        const groups = STATES.map((state) => [state, items.filter((part) => first(part) === state)]).filter(([, found]) => found.length);
        fill(this.count, items.length ? t("list.count", {count: items.length}) : t(kept.q || kept.screen || kept.state ? "list.none_found" : "list.nothing"));
        const focused = this.results.contains(document.activeElement) && document.activeElement.getAttribute("href");
        fill(this.results, groups.map(([state, found]) => [h("h2", null, t("group." + state), h("span", {class: "figures"}, ` ${found.length}`)),
            h("ul", null, found.map((part) => this.entry(part)))]),
        standing.length ? [h("h2", null, t("kind.standing")), h("ul", null, standing.map((part) => this.entry(part)))] : null);
        if (focused) {
            [...this.results.querySelectorAll("a")].find((one) => one.getAttribute("href") === focused)?.focus();
        }
    }

    entry(part) {
        const here = part.part === this.chosen;
        const standing = STANDING.includes(part.kind);
        return h("li", {class: here ? "here" : null}, link(h("span", {class: "name"}, titleOf(part)), ["parts", part.part], {"aria-current": here ? "true" : null}),
            states(part),
            standing ? null : h("span", {class: "facts"}, h("span", null, kindOf(part.kind)),
                h("span", null, part.when || "")),
            part.why ? h("span", {class: "why"}, part.why) : null,
            this.compact || !part.by ? null : h("span", {class: "by"}, t("list.by", {who: part.by, at: moment(part.at)})));
    }
}

export async function listView(me) {
    const list = new List(me);
    await list.load();
    return {title: t("nav.parts"), element: h("div", {class: "page"}, h("div", {class: "page-head"}, h("h1", {tabindex: -1}, t("nav.parts")),
        link(t("list.new"), ["new"], {class: "button primary"})), list.element)};
}

