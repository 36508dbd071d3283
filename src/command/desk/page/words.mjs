/* What the page says, in the language that was chosen on it: Chinese first. */
import zh from "./words.zh.mjs";
import en from "./words.en.mjs";

const TONGUES = {zh, en};
let chosen = "zh";
try {
    chosen = localStorage.getItem("desk-language") === "en" ? "en" : "zh";
} catch {
    chosen = "zh";
}

export const language = () => chosen;

export function choose(name) {
    chosen = TONGUES[name] ? name : "zh";
    try {
        localStorage.setItem("desk-language", chosen);
    } catch {
        /* a browser that keeps nothing asks again next time */
    }
    document.documentElement.lang = chosen === "zh" ? "zh-Hans" : "en";
}

export function t(key, values = {}) {
    const text = TONGUES[chosen][key];
    if (text === undefined) {
        return key;
    }
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/* More of it is Chinese than not, on a page in English. */
export function isForeign(text) {
    const count = (script) => (String(text).match(script) || []).length;
    return chosen === "en" && count(/\p{Script=Han}/gu) > count(/\p{Script=Latin}/gu);
}

/* Neither blanks nor marks without a shape are a title; those that turn the text around it are left out of one; and a row,
 * a heading or a question has no room for more. The whole stands in its field and in the review. */
const UNSEEN = /^[\s\p{Cc}\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const TITLE_MAX = 100;

export function legible(text) {
    const shown = String(text ?? "").replace(TURNING, "").slice(0, 4 * TITLE_MAX);
    const letters = [...shown];
    return UNSEEN.test(shown) ? "" : letters.length > TITLE_MAX ? letters.slice(0, TITLE_MAX).join("") + "……" : shown;
}

/* A word for what the server names by a code; the code itself where there is none. */
export function word(group, code) {
    const key = `${group}.${code}`;
    return key in TONGUES[chosen] ? t(key) : String(code ?? "");
}

/* The campus's clocks, wherever the browser is: the offset of what the server said last. Dates below are
 * shifted by it, and read by their UTC parts. */
let offset = -new Date().getTimezoneOffset();

export function zoneOf(text) {
    const parts = /T.*(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(text || "");
    if (parts) {
        offset = parts[1] ? (parts[1] === "-" ? -1 : 1) * (60 * Number(parts[2]) + Number(parts[3])) : 0;
    }
}

const two = (number) => String(number).padStart(2, "0");
const campus = (date) => new Date(date.getTime() + offset * 60000);
const iso = (date) => campus(date).toISOString();
export const clock = (date) => iso(date).slice(11, 16);
export const day = (date) => iso(date).slice(0, 10);

/* What a field of a date and one of a time say, as an instant; RFC 3339 as /api takes it. */
export function rfc3339(date, time) {
    const minutes = Math.abs(offset);
    return `${date}T${time || "00:00"}:00${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/* Milliseconds or RFC 3339, as the server has it, as a Date; null for none. */
export function instant(value) {
    const date = value === null || value === undefined || value === "" ? null : new Date(value);
    return date && !Number.isNaN(date.getTime()) ? date : null;
}

/* 今天 14:05, 11月28日 周六 08:00: as people say it; the year where it is another. What is written without
 * an offset is the campus's already. */
export function moment(value, now = new Date()) {
    const local = typeof value === "string" && /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(value);
    const date = local ? instant(rfc3339(value.slice(0, 10), value.slice(11, 16))) : instant(value);
    if (!date) {
        return String(value ?? "");
    }
    const days = Math.round((Date.parse(day(date)) - Date.parse(day(now))) / 86400000);
    const near = {"-1": "time.yesterday", 0: "time.today", 1: "time.tomorrow"}[days];
    if (near) {
        return `${t(near)} ${clock(date)}`;
    }
    const there = campus(date);
    const year = there.getUTCFullYear();
    const values = {month: t("time.months").split(" ")[there.getUTCMonth()], day: there.getUTCDate(), year,
        weekday: t("time.weekdays").split(" ")[there.getUTCDay()]};
    return `${t(year === campus(now).getUTCFullYear() ? "time.day" : "time.day_year", values)} ${clock(date)}`;
}
