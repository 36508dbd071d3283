/* What parts are called; those that are gone, by the last of their versions that had anything in it. */
import {fill, h} from "./dom.mjs";
import {get, partPath} from "./api.mjs";
import {titleOf} from "./list.mjs";
import {t} from "./words.mjs";

export class Titles {
    constructor(parts) {
        this.known = new Map(parts.map((part) => [part.part, titleOf(part)]));
        this.rows = new Map();
        this.asked = new Map();
        this.sight = new IntersectionObserver((rows) => rows.filter((row) => row.isIntersecting).forEach(({target}) => this.met(target)));
    }

    /* An element that says their names; said() makes one text of them. Asked for when somebody sees it. */
    of(parts, said) {
        const name = (part) => this.known.get(part) || t("states.gone");
        const row = {parts: parts.filter((part) => !this.known.has(part)), draw: () => fill(place, said(parts.map(name)))};
        const place = h("span");
        row.draw();
        if (row.parts.length) {
            this.rows.set(place, row);
            this.sight.observe(place);
        }
        return place;
    }

    async met(place) {
        const row = this.rows.get(place);
        this.sight.unobserve(place);
        await Promise.all(row.parts.map((part) => this.find(part)));
        row.draw();
    }

    find(part) {
        this.asked.has(part) || this.asked.set(part, this.ask(part));
        return this.asked.get(part);
    }

    async ask(part) {
        try {
            const {versions} = await get(partPath(part, "versions"));
            const last = versions.find((one) => one.content);
            last && this.known.set(part, titleOf(last.content));
        } catch {
            /* it stays what it was called without */
        }
    }
}
