/* What there is: by what it does now, found by words or by screen. */
import {button, fill, fresh, h, link, pause} from "./dom.mjs";
import {get, query} from "./api.mjs";
import {Peeks} from "./peek.mjs";
import {legible, moment, t, word} from "./words.mjs";

/* In the order in which they ask for something to be done. */
export const STATES = ["held", "late", "waits", "planned", "approved", "draft", "plays", "comes", "over"];
const GROUPS = ["held", "late", "returned", "waits", "approved", "planned", "draft", "plays", "comes", "over"];
const INSTANT = /\d{4}-\d{2}-\d{2}T[\d:]+(Z|[+-]\d{2}:\d{2})/g;
const STANDING = ["site", "hotlines", "links"];
let kept = {q: "", screen: "", group: ""};

/* `but`: what stands above it already. */
export function states(part, but = "") {
    return h("span", {class: "states"}, STATES.filter((state) => state !== but && (part.states || []).includes(state)).map((state) =>
        h("span", {class: "state " + state}, t("state." + state))));
}

const groupOf = (part) => (GROUPS.includes(part.group) ? part.group : STATES.find((state) => (part.states || []).includes(state)) || "draft");
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
        this.parts = [];
        this.peeks = compact ? null : new Peeks();
        this.results = h("div", {class: "results"});
        this.count = h("p", {class: "quiet result-count", role: "status"});
        this.groups = h("div", {class: "groups", role: "group", "aria-label": t("list.state")});
        this.later = pause(250, () => this.load());
        this.slow = pause(1500, () => this.load());
        const text = this.control("list.search", h("input", {type: "search", value: kept.q, autocomplete: "off"}), "q", "input");
        const screen = this.control("list.screen", h("select", null, h("option", {value: ""}, t("list.any_screen")), (me.screens || []).map((name) =>
            h("option", {value: name, selected: kept.screen === name}, name))), "screen", "change");
        this.element = h("div", {class: compact ? "parts compact" : "parts"},
            h("div", {class: "finder", role: "search"}, text, compact ? null : screen),
            compact ? h("p", null, link(t("list.new"), ["new"], {class: "button"})) : this.groups, this.count, this.results);
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
            const {parts} = await get("/api/parts" + query(this.compact ? {q: kept.q} : {q: kept.q, screen: kept.screen}));
            if (mine === this.asked) {
                this.parts = parts;
                this.draw();
            }
        } catch (error) {
            fill(this.count, error.message);
        }
    }

    draw() {
        const items = this.parts.filter((part) => !STANDING.includes(part.kind));
        const standing = this.parts.filter((part) => STANDING.includes(part.kind));
        const groups = GROUPS.map((group) => [group, items.filter((part) => groupOf(part) === group)]).filter(([, found]) => found.length);
        const chosen = !this.compact && groups.some(([group]) => group === kept.group) ? kept.group : "";
        const shown = chosen ? groups.filter(([group]) => group === chosen) : groups;
        fill(this.count, items.length ? t("list.count", {count: items.length}) : t(kept.q || (!this.compact && kept.screen) ? "list.none_found" : "list.nothing"));
        this.count.classList.toggle("aloud", !this.compact && items.length > 0);
        this.choices(groups, items.length, chosen);
        const focused = this.results.contains(document.activeElement) && document.activeElement.getAttribute("href");
        this.peeks && this.peeks.begin();
        fill(this.results, shown.map(([group, found]) => this.section(t("group." + group), found, group)),
            standing.length && !chosen ? this.section(t("kind.standing"), standing, "plays") : null);
        if (focused) {
            [...this.results.querySelectorAll("a")].find((one) => one.getAttribute("href") === focused)?.focus();
        }
    }

    /* How many there are of each, and one of them alone on a press. */
    choices(groups, count, chosen) {
        const focused = this.groups.contains(document.activeElement) && document.activeElement.dataset.group;
        const one = (group, text, number) => button([text, h("span", {class: "figures"}, ` ${number}`)], () => {
            kept = {...kept, group};
            this.draw();
        }, {class: "tab", "data-group": group, "aria-pressed": String(group === chosen)});
        fill(this.groups, groups.length > 1 ? [one("", t("list.all"), count), groups.map(([group, found]) => one(group, t("group." + group), found.length))] : null);
        if (focused !== false) {
            const again = [...this.groups.children].find((tab) => tab.dataset.group === focused) || this.groups.firstElementChild;
            again && again.focus();
        }
    }

    /* Beside the form a group's name is no heading: those of the page begin with the part's. */
    section(name, parts, group) {
        const heading = h(this.compact ? "p" : "h2", {class: "group-name", id: fresh("group")}, name, h("span", {class: "figures"}, ` ${parts.length}`));
        return [heading, h("ul", {"aria-labelledby": heading.id}, parts.map((part) => this.entry(part, group)))];
    }

    entry(part, group) {
        const here = part.part === this.chosen;
        const standing = STANDING.includes(part.kind);
        return h("li", {class: here ? "here" : null}, this.peeks ? this.peeks.of(part) : null,
            link(h("span", {class: "name"}, titleOf(part)), ["parts", part.part], {"aria-current": here ? "true" : null}),
            states(part, group),
            standing ? null : h("span", {class: "facts"}, h("span", null, kindOf(part.kind)),
                h("span", null, part.when || "")),
            part.planned ? h("span", {class: "facts"}, t("list.planned", {at: moment(part.planned.at), who: part.planned.by}), part.planned.waits_for_key ? " " + t("list.waits_for_key") : null) : null,
            part.why ? h("span", {class: group === "held" || group === "late" ? "why" : "why quiet"}, part.why.replace(INSTANT, (one) => moment(one))) : null,
            this.compact || !part.by ? null : h("span", {class: "by"}, t("list.by", {who: part.by, at: moment(part.at)})));
    }

    leave() {
        this.asked += 1;
        this.later.drop();
        this.slow.drop();
        this.peeks && this.peeks.finish();
    }
}

export async function listView(me) {
    const list = new List(me);
    await list.load();
    return {title: t("nav.parts"), element: h("div", {class: "page"}, h("div", {class: "page-head"}, h("h1", {tabindex: -1}, t("nav.parts")),
        link(t("list.new"), ["new"], {class: "button primary"})), list.element), leave: () => list.leave()};
}

