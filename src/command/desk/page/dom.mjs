/* Elements without markup: every text from people becomes a text node here and nowhere else. */
import {isForeign} from "./words.mjs";

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "readOnly", "indeterminate",
    "open", "tabIndex", "multiple", "draggable"]);
const marked = new WeakSet();
let count = 0;

/* What people wrote in another language than the page's says so, for who has it read aloud. */
function mark(element, text) {
    if (!element.lang && isForeign(text)) {
        element.lang = "zh-Hans";
        marked.add(element);
    }
}

/* h("button", {type: "button", on: {click}}, "text", child, null, [more]). Of the properties, null,
 * undefined and false are left out. Markup, styles and handlers in attributes are refused. */
export function h(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
        if (value === null || value === undefined || value === false) {
            continue;
        }
        if (name === "on") {
            for (const [event, handler] of Object.entries(value)) {
                element.addEventListener(event, handler);
            }
        } else if (PROPERTIES.has(name)) {
            element[name] = value;
            name === "value" && mark(element, value);
        } else if (/^(style|srcdoc|innerHTML|outerHTML|on.+)$/i.test(name)) {
            throw new Error("not an attribute for h(): " + name);
        } else {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
    add(element, ...children);
    return element;
}

export function add(element, ...children) {
    for (const child of children.flat(Infinity)) {
        if (child !== null && child !== undefined && child !== false) {
            element.append(child instanceof Node ? child : String(child));
            child instanceof Node || mark(element, child);
        }
    }
    return element;
}

export function fill(element, ...children) {
    element.replaceChildren();
    if (marked.delete(element)) {
        element.removeAttribute("lang");
    }
    return add(element, ...children);
}

/* An id that nothing else on the page has: labels need one. */
export function fresh(name) {
    count += 1;
    return `${name}-${count}`;
}

export function button(text, act, more) {
    return h("button", {type: "button", ...more, on: {click: act}}, text);
}

/* An address of an own page of the desk: parts of it come from the server and are escaped. */
export function link(text, to, more) {
    return h("a", {href: "#/" + to.map(encodeURIComponent).join("/"), ...more}, text);
}

/* Said to screen readers, and to nobody's eyes: what is seen says it beside what it is about. */
export function tell(text) {
    document.getElementById("told").textContent = text;
}

export function warn(text) {
    document.getElementById("warned").textContent = text;
}

/* Runs after `ms` without another call, and at the latest `most` after the first one. */
export function pause(ms, act, most = Infinity) {
    let timer = 0;
    let first = 0;
    const run = () => {
        timer = 0;
        first = 0;
        act();
    };
    return {
        soon() {
            const now = Date.now();
            first = first || now;
            clearTimeout(timer);
            timer = setTimeout(run, Math.max(0, Math.min(ms, first + most - now)));
        },
        now() {
            if (timer) {
                clearTimeout(timer);
                run();
            }
        },
        drop() {
            clearTimeout(timer);
            timer = 0;
            first = 0;
        },
        waits: () => timer !== 0,
    };
}

/* A question where it arises, with the focus on the answer that harms nothing. No window over the page. With `stays` it is
 * there until act() says that it is done; closed() is told when it goes. */
export function ask(place, {title, text, yes, no, danger, act, stays, closed}) {
    const before = document.activeElement;
    const name = fresh("ask");
    const close = () => {
        box.remove();
        closed && closed();
        if (before && before.isConnected) {
            before.focus();
        }
    };
    const refuse = button(no, close);
    const about = text ? add(h("div", {id: fresh("about")}), text) : null;
    const box = h("div", {class: danger ? "ask danger" : "ask", role: "group", "aria-labelledby": name, "aria-describedby": about && about.id,
        on: {keydown: (event) => event.key === "Escape" && close()}},
    h("p", {id: name, class: "ask-title"}, title), about,
    h("p", {class: "row"}, refuse, button(yes, async () => {
        stays || close();
        const done = await act();
        stays && done && close();
    }, {class: "primary"})));
    for (const other of place.querySelectorAll(":scope > .ask")) {
        other.remove();
    }
    place.append(box);
    box.scrollIntoView({block: "nearest"});
    refuse.focus();
    return box;
}
