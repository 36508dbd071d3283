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

/* A word for what the server names by a code; the code itself where there is none. */
export function word(group, code) {
    const key = `${group}.${code}`;
    return key in TONGUES[chosen] ? t(key) : String(code ?? "");
}

const two = (number) => String(number).padStart(2, "0");
export const clock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
export const day = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/* Seconds, milliseconds or RFC 3339, as the server has it, as a Date; null for none. */
export function instant(value) {
    if (value === null || value === undefined || value === "") {
        return null;
    }
    const date = typeof value === "number" ? new Date(value < 1e11 ? value * 1000 : value) : new Date(value);
    return Number.isNaN(date.getTime()) ? null : date;
}

/* 今天 14:05, 11月28日 周六 08:00: as people say it; the year where it is another. */
export function moment(value, now = new Date()) {
    const date = instant(value);
    if (!date) {
        return String(value ?? "");
    }
    const days = Math.round((new Date(day(date) + "T12:00") - new Date(day(now) + "T12:00")) / 86400000);
    const near = {"-1": "time.yesterday", 0: "time.today", 1: "time.tomorrow"}[days];
    if (near) {
        return `${t(near)} ${clock(date)}`;
    }
    const month = t("time.months").split(" ")[date.getMonth()];
    const values = {month, day: date.getDate(), weekday: t("time.weekdays").split(" ")[date.getDay()], year: date.getFullYear()};
    const said = t(date.getFullYear() === now.getFullYear() ? "time.day" : "time.day_year", values);
    return `${said} ${clock(date)}`;
}

/* An instant of the form's date and time fields with the browser's offset: what /api takes as RFC 3339. */
export function rfc3339(date) {
    const minutes = -date.getTimezoneOffset();
    const offset = `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
    return `${day(date)}T${clock(date)}:${two(date.getSeconds())}${offset}`;
}
