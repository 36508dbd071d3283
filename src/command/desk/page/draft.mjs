/* A draft on its way to the server: kept at each pause, at the latest two seconds behind what was typed, tried again
 * while the network is away, and never written over by another's. */
import {pause} from "./dom.mjs";
import {partPath, put, who} from "./api.mjs";

const RETRY_MS = 3000;
/* What somebody typed is theirs: it waits for them, whoever logs in here meanwhile. */
const away = (person, part) => `desk-unsaved-${person}/${part}`;

/* What the last visit of the same person could not hand over: {base, content}, or null. */
export function left(part) {
    try {
        return JSON.parse(sessionStorage.getItem(away(who(), part)) || "null");
    } catch {
        return null;
    }
}

function keep(person, part, value) {
    try {
        value ? sessionStorage.setItem(away(person, part), JSON.stringify(value)) : sessionStorage.removeItem(away(person, part));
    } catch {
        /* no room in the browser: the server's copy is the one that counts */
    }
}

export const forget = (part) => keep(who(), part, null);

/* told(state, detail): "waits", "saving", "saved", "away", "conflict", "refused", "stranger" (kept in the
 * browser: it comes back behind the login). */
export class Draft {
    constructor(part, base, told) {
        this.part = part;
        this.person = who();
        this.base = base;
        this.told = told;
        this.pause = pause(600, () => this.save(), 1500);
        this.saving = null;
        this.stopped = false;
    }

    soon(content) {
        this.content = content;
        this.unsaved = true;
        keep(this.person, this.part, {base: this.base, content});
        this.told("waits");
        if (!this.stopped) {
            this.pause.soon();
        }
    }

    /* One at a time; what was typed meanwhile goes behind it. */
    async save() {
        if (this.saving) {
            await this.saving;
        }
        if (!this.unsaved || this.stopped || this.isStrange()) {
            return;
        }
        this.saving = this.send();
        await this.saving;
        this.saving = null;
        if (this.unsaved && !this.stopped && !this.pause.waits()) {
            this.pause.soon();
        }
    }

    /* Another is here now, or nobody: under their name it is not sent. */
    isStrange() {
        return who() !== this.person;
    }

    async send() {
        const text = JSON.stringify(this.content);
        this.unsaved = false;
        this.told("saving");
        try {
            const answer = await put(partPath(this.part, "draft"), {base: this.base, content: JSON.parse(text)});
            this.base = answer.revision;
            this.hash = answer.hash;
            if (!this.unsaved) {
                keep(this.person, this.part, null);
                this.told("saved", {...answer, content: JSON.parse(text)});
            }
        } catch (error) {
            this.unsaved = true;
            this.failed(error);
        }
    }

    failed(error) {
        if (error.status === 409) {
            this.stopped = true;
            this.told("conflict", error.answer);
        } else if (error.status === 0 || error.status === 429 || error.status >= 500) {
            this.told("away", error);
            clearTimeout(this.retry);
            this.retry = setTimeout(() => this.save(), RETRY_MS);
        } else if (error.status === 401) {
            this.stopped = true; /* what is kept comes back behind the login: sent from here as well, it would be in its way */
            this.told("stranger", error);
        } else {
            this.told("refused", error);
        }
    }

    /* All that was typed is with the server, or the reason why not has been told. */
    async flush() {
        this.pause.drop();
        await this.save();
        if (this.saving) {
            await this.saving;
        }
        return !this.unsaved;
    }

    finish() {
        clearTimeout(this.retry);
        this.pause.drop();
        if (this.unsaved && !this.stopped) {
            this.save();
        }
    }

    /* The page goes away: what is not saved yet is sent with the last breath. */
    farewell() {
        if (this.unsaved && !this.stopped && !this.saving && !this.isStrange()) {
            put(partPath(this.part, "draft"), {base: this.base, content: this.content}, {keepalive: true}).catch(() => {});
        }
    }
}
