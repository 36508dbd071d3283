/* The one way to the server: the token, the language, and what went wrong in words. */
import {language, t, zoneOf} from "./words.mjs";

/* Where 401 is said of what was typed, or of who has not come yet: not of a session that is over. */
const PASSWORDS = ["/api/login", "/api/me", "/api/password"];
let token = "";
let person = "";
let strangers = () => {};

export class Refused extends Error {
    constructor(status, answer) {
        const told = (answer && answer.error) || {};
        super(told.text || t(status === 0 ? "error.network" : "error.status", {status}));
        this.status = status;
        this.mend = told.mend || "";
        this.pointer = told.pointer || "";
        this.answer = answer || {};
    }
}

/* Whose session this page writes in; "" for nobody's. */
export const who = () => person;

export function remember(me) {
    token = me.csrf || "";
    person = me.name || "";
    zoneOf(me.at);
    return me;
}

/* What to do when the session is over, or another's, whoever notices. */
export function onStranger(act) {
    strangers = act;
}

async function send(method, path, {body, type, signal, keepalive}) {
    const headers = {"Accept": "application/json", "X-Language": language()};
    if (method !== "GET") {
        headers["X-CSRF-Token"] = token;
    }
    if (body !== undefined) {
        headers["Content-Type"] = type || "application/json";
    }
    try {
        return await fetch(path, {method, headers, signal, keepalive, credentials: "same-origin", cache: "no-store",
            body: body === undefined || type ? body : JSON.stringify(body)});
    } catch (error) {
        if (error.name === "AbortError") {
            throw error;
        }
        throw new Refused(0, null);
    }
}

/* All tabs have one session. Where it was begun anew in another one, this page goes on if it is the same person's. */
async function isOurs() {
    try {
        const me = await (await send("GET", "/api/me", {})).json();
        if (me.name !== person || me.csrf === token) {
            return me.name === person;
        }
        token = me.csrf;
        return true;
    } catch {
        return true;
    }
}

function strange() {
    remember({});
    strangers();
}

/* Who comes back to this tab is told before they type, not when it cannot be saved. */
document.addEventListener("visibilitychange", async () => {
    if (!document.hidden && person && !await isOurs()) {
        strange();
    }
});

export async function call(method, path, more = {}) {
    const before = token;
    let response = await send(method, path, more);
    let status = response.status;
    if (status === 403 && method !== "GET" && person) {
        if (!await isOurs()) {
            status = 401;
        } else if (token !== before) {
            response = await send(method, path, more);
            status = response.status;
        }
    }
    let answer = null;
    try {
        answer = await response.json();
    } catch {
        answer = null;
    }
    if (!response.ok) {
        if (status === 401 && !PASSWORDS.includes(path)) {
            strange();
        }
        throw new Refused(status, answer);
    }
    return answer || {};
}

export const get = (path, more) => call("GET", path, more);
export const post = (path, body = {}, more = {}) => call("POST", path, {body, ...more});
export const put = (path, body, more = {}) => call("PUT", path, {body, ...more});
export const drop = (path, body) => call("DELETE", path, body === undefined ? {} : {body});

export function partPath(part, ...more) {
    return ["/api/parts", encodeURIComponent(part), ...more].join("/");
}

/* "?a=1&b=2" of those that are filled in. */
export function query(values) {
    const filled = Object.entries(values).filter(([, value]) => value !== "" && value !== undefined && value !== null);
    return filled.length ? "?" + new URLSearchParams(filled) : "";
}

/* Where the desk itself serves a picture that the feed calls media/NAME; others are not ours to show. */
export function mediaUrl(address) {
    const name = /^media\/([^/?#]+)$/.exec(address || "");
    return name ? "/api/media/" + encodeURIComponent(decodeURI(name[1])) : "";
}

export const upload = (file, signal) =>
    call("POST", "/api/media", {body: file, type: file.type || "application/octet-stream", signal});
