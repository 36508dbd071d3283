/* The one way to the server: the token, the language, and what went wrong in words. */
import {language, t, zoneOf} from "./words.mjs";

/* Where 401 is said of what was typed, or of who has not come yet: not of a session that is over. */
const PASSWORDS = ["/api/login", "/api/me", "/api/password"];
let token = "";
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

export function remember(me) {
    token = me.csrf || "";
    zoneOf(me.at);
    return me;
}

/* What to do when the session is over, whoever notices. */
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

export async function call(method, path, more = {}) {
    const response = await send(method, path, more);
    let answer = null;
    try {
        answer = await response.json();
    } catch {
        answer = null;
    }
    if (!response.ok) {
        if (response.status === 401 && !PASSWORDS.includes(path)) {
            strangers();
        }
        throw new Refused(response.status, answer);
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
