/* The first slide of what stands in a list, small. Made when its row comes into sight, one at a time and behind all else;
 * kept by the version that it shows. A row is as high without it: nothing moves when it comes. */
import {h} from "./dom.mjs";
import {post} from "./api.mjs";
import {own} from "./preview.mjs";
import {day} from "./words.mjs";

const SIZE = "480x270";
const kept = new Map();

export class Peeks {
    constructor() {
        this.over = new AbortController();
        this.sight = new IntersectionObserver((rows) => this.met(rows), {rootMargin: "120px"});
        this.begin();
    }

    /* A list is drawn anew: of the rows before nobody wants anything. */
    begin() {
        this.sight.disconnect();
        this.rows = new Map();
        this.wanted = new Set();
    }

    of(part) {
        const image = h("img", {class: "slide", alt: "", hidden: true, on: {load: () => {
            image.hidden = false;
        }, error: () => kept.delete(row.version)}});
        const place = h("span", {class: "peek", "aria-hidden": "true"}, image);
        const row = {part, image, version: [part.part, part.revision, part.at, day(new Date())].join(" ")};
        this.rows.set(place, row);
        this.sight.observe(place);
        return place;
    }

    met(rows) {
        for (const {target, isIntersecting} of rows) {
            const row = this.rows.get(target);
            row && (isIntersecting ? this.wanted.add(row) : this.wanted.delete(row));
        }
        this.make();
    }

    async make() {
        if (this.making) {
            return;
        }
        this.making = true;
        for (const row of this.next()) {
            const url = kept.get(row.version) || await this.ask(row);
            if (this.over.signal.aborted) {
                return;
            }
            if (url) {
                kept.set(row.version, url);
                row.image.src = url;
            }
        }
        this.making = false;
    }

    /* Each once: what fails is asked for with the next list. */
    * next() {
        for (let [row] = this.wanted; row; [row] = this.wanted) {
            this.wanted.delete(row);
            yield row;
        }
    }

    async ask({part}) {
        try {
            const {slides} = await post("/api/preview", {part: part.part, sizes: [SIZE], aside: true}, {signal: this.over.signal});
            const [first] = own(slides, part.kind);
            return first ? first.url : "";
        } catch {
            return "";
        }
    }

    finish() {
        this.over.abort();
        this.sight.disconnect();
    }
}
