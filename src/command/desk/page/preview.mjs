/* The slides of a part as the program makes them, lying and standing, beside the form. */
import {button, fill, h, pause} from "./dom.mjs";
import {post} from "./api.mjs";
import {t} from "./words.mjs";

const SIZES = ["1920x1080", "1080x1920"];
const lies = (size) => {
    const [width, height] = size.split("x").map(Number);
    return width >= height;
};

/* Of the slides of a feed with one part alone those that are about it: the welcome comes with any feed. */
export function own(slides, kind) {
    const wanted = kind === "site" ? "welcome" : kind;
    const alike = (slides || []).filter((slide) => slide.kind === wanted);
    return alike.length ? alike : (slides || []).filter((slide) => slide.kind !== "welcome");
}

const AGAIN_MS = 700;
const AGAIN_MOST = 8;

/* Of what one person asks for one part the newest is made alone: the same part in another of their windows. It is asked
 * again after a while that no two windows share. */
async function askSlides(body, signal) {
    for (let tries = 0; ; tries += 1) {
        try {
            return await post("/api/preview", body, {signal});
        } catch (error) {
            if (error.status !== 409 || tries === AGAIN_MOST) {
                throw error;
            }
        }
        await new Promise((resume) => setTimeout(resume, AGAIN_MS * (1 + tries * Math.random())));
        if (signal) {
            signal.throwIfAborted();
        }
    }
}

/* Asked at a pause in typing; an answer that comes behind a newer question is let go of. */
export class Preview {
    constructor(me, part, {kind, findings}) {
        this.sizes = me.sizes && me.sizes.length ? me.sizes : SIZES;
        this.part = part;
        this.kind = kind;
        this.findings = findings;
        this.asked = 0;
        this.pages = {};
        this.state = h("p", {class: "preview-state", role: "status"});
        this.shapes = this.sizes.map((size) => this.shape(size));
        const last = this.shapes[this.shapes.length - 1];
        last.element.querySelector("figcaption").append(this.state);
        this.element = h("section", {class: "wall", "aria-label": t("preview.title")}, this.shapes.map((shape) => shape.element));
        this.later = pause(300, () => this.look(), 1500);
    }

    shape(size) {
        const kind = lies(size) ? "lying" : "standing";
        const image = h("img", {alt: "", class: "slide", hidden: true});
        const empty = h("div", {class: "slide nothing"});
        const page = h("p", {class: "pager"});
        const [width, height] = size.split("x");
        empty.style.aspectRatio = `${width} / ${height}`;
        return {size, kind, image, empty, page, shown: 0, slides: [],
            element: h("figure", {class: "shape " + kind}, h("div", {class: "frame"}, image, empty),
                h("figcaption", null, h("span", null, t("preview." + kind)), page))};
    }

    soon(content) {
        this.content = content;
        this.later.soon();
    }

    async look() {
        this.asked += 1;
        const mine = this.asked;
        this.stop && this.stop.abort();
        this.stop = new AbortController();
        const slow = setTimeout(() => mine === this.asked && fill(this.state, t("preview.working")), 300);
        try {
            const answer = await askSlides({part: this.part, content: this.content, sizes: this.sizes}, this.stop.signal);
            if (mine === this.asked) {
                this.take(answer);
            }
        } catch (error) {
            if (mine === this.asked && error.name !== "AbortError") {
                fill(this.state, t("preview.failed"), " ", error.message, " ", button(t("preview.again"), () => this.look(), {class: "tool"}));
            }
        } finally {
            clearTimeout(slow);
        }
    }

    take(answer) {
        this.answer = answer;
        let count = 0;
        for (const shape of this.shapes) {
            shape.slides = own(answer.slides, this.kind).filter((slide) => slide.size === shape.size);
            shape.shown = Math.min(shape.shown, Math.max(0, shape.slides.length - 1));
            count += shape.slides.length;
            this.draw(shape);
        }
        fill(this.state, count ? t("preview.true") : t("preview.none"));
        this.findings(answer.findings || []);
    }

    draw(shape) {
        const slide = shape.slides[shape.shown];
        const count = shape.slides.length;
        shape.empty.hidden = Boolean(slide);
        fill(shape.empty, slide ? null : t("preview.none_here"));
        shape.image.hidden = !slide;
        if (slide) {
            shape.image.src = slide.url;
            shape.image.alt = t("preview.alt", {shape: t("preview." + shape.kind), page: shape.shown + 1, pages: count});
        }
        const turn = (by) => {
            shape.shown += by;
            this.draw(shape);
            const again = shape.page.querySelector(by < 0 ? "button:first-of-type" : "button:last-of-type");
            (again.disabled ? shape.page.querySelector("button:not([disabled])") : again).focus();
        };
        fill(shape.page, count > 1 ? [button(t("preview.back"), () => turn(-1), {class: "tool", disabled: shape.shown === 0}),
            h("span", {class: "figures"}, `${shape.shown + 1} / ${count}`),
            button(t("preview.next"), () => turn(1), {class: "tool", disabled: shape.shown === count - 1})] : null);
    }

    finish() {
        this.asked += 1;
        this.later.drop();
        this.stop && this.stop.abort();
    }
}

/* The slides of a content, once, in a row: for the review's before and after. */
export async function slidesOf({part, kind}, content, sizes) {
    if (!content) {
        return h("p", {class: "quiet nothing-here"}, t("preview.not_there"));
    }
    try {
        const answer = await askSlides({part, content, sizes});
        const slides = own(answer.slides, kind);
        return slides.length ? h("div", {class: "slides"}, slides.map((slide) => h("img", {src: slide.url, class: "slide",
            alt: t("preview.alt", {shape: t("preview." + (lies(slide.size) ? "lying" : "standing")), page: slide.page, pages: slide.pages})}))) :
            h("p", {class: "quiet nothing-here"}, t("preview.none_here"));
    } catch (error) {
        return h("p", {class: "finding error"}, error.message);
    }
}
