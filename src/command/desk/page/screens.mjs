/* What plays when on a screen, at any minute; and which feed each screen has. */
import {fill, fresh, h, link, pause, tell} from "./dom.mjs";
import {get, query} from "./api.mjs";
import {titleOf} from "./list.mjs";
import {clock, day, instant, legible, moment, rfc3339, t} from "./words.mjs";

const HOURS = 24;
const MINUTES = HOURS * 60;

class Timeline {
    constructor(me) {
        this.asked = 0;
        const now = new Date();
        const minutes = Number(clock(now).slice(0, 2)) * 60 + Number(clock(now).slice(3));
        this.screen = h("select", {id: fresh("screen"), on: {change: () => this.load()}}, h("option", {value: ""}, t("timeline.any")),
            (me.screens || []).map((name) => h("option", {value: name}, name)));
        this.date = h("input", {type: "date", id: fresh("date"), value: day(now), on: {change: () => this.load()}});
        this.time = h("input", {type: "time", id: fresh("time"), value: clock(now), on: {input: () => this.set(this.time.value)}});
        this.slider = h("input", {type: "range", min: 0, max: MINUTES - 1, id: fresh("minute"), "aria-label": t("timeline.minute"), class: "minute",
            value: String(minutes), on: {input: () => this.set(null)}});
        this.hand = h("span", {class: "hand", "aria-hidden": "true"});
        this.rows = h("div", {class: "spans"});
        this.slides = h("div", {class: "programme"});
        this.title = h("h2", {hidden: true});
        this.state = h("p", {class: "quiet", role: "status"});
        this.later = pause(250, () => this.programme());
        const field = (label, control) => h("div", {class: "find"}, h("label", {for: control.id}, t(label)), control);
        this.element = h("div", {class: "page"}, h("h1", {tabindex: -1}, t("nav.timeline")),
            h("div", {class: "finder"}, field("list.screen", this.screen), field("timeline.date", this.date), field("timeline.time", this.time)),
            h("div", {class: "timeline"}, this.rows, this.slider), this.title, this.state, this.slides);
    }

    at() {
        return rfc3339(this.date.value || day(new Date()), this.time.value);
    }

    set(text) {
        if (text === null) {
            const minute = Number(this.slider.value);
            this.time.value = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        } else if (/^\d\d:\d\d/.test(text)) {
            this.slider.value = String(Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)));
        }
        this.slider.setAttribute("aria-valuetext", this.time.value);
        this.place();
        this.later.soon();
    }

    place() {
        this.hand.style.left = (100 * Number(this.slider.value)) / MINUTES + "%";
    }

    async load() {
        this.asked += 1;
        const mine = this.asked;
        const from = rfc3339(this.date.value || day(new Date()));
        const {spans} = await get("/api/timeline" + query({screen: this.screen.value, from, hours: HOURS}));
        if (mine === this.asked) {
            this.draw(instant(from), spans || []);
            this.set(this.time.value);
        }
    }

    /* One line a part, with a bar for each time that it plays in; read aloud as words. */
    draw(from, spans) {
        const parts = new Map();
        for (const span of spans) {
            parts.set(span.part, [...(parts.get(span.part) || []), span]);
        }
        const share = (value, absent) => (value ? Math.min(1, Math.max(0, (instant(value) - from) / (MINUTES * 60000))) : absent);
        const bar = (span) => {
            const [start, end] = [share(span.from, 0), share(span.until, 1)];
            const element = h("span", {class: "span " + span.kind}, h("span", {class: "aloud"}, this.words(span)));
            element.style.left = 100 * start + "%";
            element.style.width = Math.max(0.3, 100 * (end - start)) + "%";
            return element;
        };
        const hours = [0, 6, 12, 18, 24].map((hour) => {
            const mark = h("span", {class: "hour"}, `${hour}:00`);
            mark.classList.toggle("last", hour === HOURS);
            mark.style.left = (100 * hour) / HOURS + "%";
            return mark;
        });
        fill(this.rows, h("div", {class: "scale", "aria-hidden": "true"}, hours, this.hand), parts.size ? h("ul", null, [...parts].map(([part, all]) => h("li", null,
            link(h("span", {class: "name"}, titleOf(all[0])), ["parts", part]), h("span", {class: "track"}, all.map(bar))))) :
            h("p", {class: "empty"}, t("timeline.nothing")));
    }

    words(span) {
        const day_ = (value) => (value ? moment(value) : "");
        return !span.from && !span.until ? t("timeline.always") : t("timeline.from_until", {from: day_(span.from) || t("timeline.before"), until: day_(span.until) || t("timeline.after")});
    }

    async programme() {
        const at = this.at();
        this.turn = (this.turn || 0) + 1;
        const mine = this.turn;
        const slow = setTimeout(() => mine === this.turn && fill(this.state, t("preview.working")), 300);
        try {
            const {slides} = await get("/api/programme" + query({screen: this.screen.value, at}));
            if (mine !== this.turn) {
                return;
            }
            const seconds = slides.reduce((sum, slide) => sum + slide.dwell_ms / 1000, 0);
            fill(this.title, t("timeline.at", {at: moment(at)}));
            this.title.hidden = false;
            fill(this.state, t("timeline.cycle", {count: slides.length, seconds: Math.round(seconds)}));
            fill(this.slides, slides.map((slide) => h("figure", null, slide.url ? h("img", {src: slide.url, alt: "", class: "slide", loading: "lazy"}) : null,
                h("figcaption", null, slide.part ? link(titleOf(slide), ["parts", slide.part]) : legible(slide.title), h("span", {class: "quiet"}, " " + t("timeline.dwell", {seconds: Math.round(slide.dwell_ms / 1000)}))))));
            tell(t("timeline.cycle", {count: slides.length, seconds: Math.round(seconds)}));
        } catch (error) {
            mine === this.turn && fill(this.state, error.message);
        } finally {
            clearTimeout(slow);
        }
    }
}

export async function timelineView(me) {
    const view = new Timeline(me);
    await view.load();
    return {title: t("nav.timeline"), element: view.element};
}

export async function screensView(me) {
    const {screens} = await get("/api/screens");
    const rows = (screens || []).map((one) => h("tr", null, h("th", {scope: "row"}, one.name), h("td", {class: "figures"}, one.serial ?? "—"),
        h("td", null, one.behind ? h("span", {class: "state waits"}, t("screens.behind")) : h("span", {class: "state plays"}, t("screens.fresh"))),
        h("td", null, one.at ? moment(one.at) : "—")));
    return {title: t("nav.screens"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("nav.screens")),
        h("p", {class: "hint"}, t("screens.what", {serial: me.serial ?? "—"})),
        rows.length ? h("table", {class: "plain"}, h("thead", null, h("tr", null, ["screens.name", "screens.serial", "screens.state", "screens.asked"].map((key) => h("th", {scope: "col"}, t(key))))), h("tbody", null, rows)) :
            h("p", {class: "empty"}, t("screens.none")))};
}
