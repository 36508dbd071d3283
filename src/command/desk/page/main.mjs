/* The frame: who is here, the bar, and which page the address names. */
import {button, fill, h, link, tell, warn} from "./dom.mjs";
import {get, onStranger, post, remember} from "./api.mjs";
import {listView} from "./list.mjs";
import {importView} from "./import.mjs";
import {loginView, meView} from "./login.mjs";
import {newView, partView} from "./part.mjs";
import {auditView, peopleView} from "./people.mjs";
import {publishView, statesView} from "./publish.mjs";
import {reviewsView, reviewView, versionsView} from "./review.mjs";
import {screensView, timelineView} from "./screens.mjs";
import {choose, language, t} from "./words.mjs";

const ORDER = ["editor", "reviewer", "publisher", "admin"];

/* An address's first word: its view with nothing behind it, with something behind it, who may, whether the bar has it. */
const PAGES = {
    parts: {view: listView, one: partView, least: "editor", bar: true},
    review: {view: reviewsView, one: reviewView, least: "reviewer", bar: true},
    publish: {view: publishView, least: "publisher", bar: true},
    timeline: {view: timelineView, least: "editor", bar: true},
    screens: {view: screensView, least: "editor", bar: true},
    states: {view: statesView, least: "editor", bar: true},
    audit: {view: auditView, least: "admin", bar: true},
    people: {view: peopleView, least: "admin", bar: true},
    import: {view: importView, least: "admin"},
    new: {view: newView, least: "editor"},
    versions: {one: versionsView, least: "editor"},
    me: {view: meView, least: "editor"},
};

const bar = document.getElementById("bar");
const main = document.getElementById("main");
let me = null;
let here = null;
let turn = 0;
let done = "";

const may = (page) => me && ORDER.indexOf(me.role) >= ORDER.indexOf(page.least);
const path = () => location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);

/* `said` stands at the head of the page that it leads to: what was done is not told to screen readers alone. */
function go(to, said = "") {
    done = said;
    const hash = "#/" + to.map(encodeURIComponent).join("/");
    if (location.hash === hash) {
        show();
    } else {
        location.hash = hash;
    }
}

function tongue() {
    return button(t("nav.other_language"), () => {
        choose(language() === "zh" ? "en" : "zh");
        show();
    }, {class: "quiet-link", lang: language() === "zh" ? "en" : "zh-Hans"});
}

function drawBar(name) {
    document.getElementById("skip").textContent = t("nav.skip");
    if (!me) {
        fill(bar, h("p", {class: "brand"}), tongue());
        return;
    }
    const links = Object.entries(PAGES).filter(([, page]) => page.bar && may(page)).map(([key]) =>
        h("li", null, link(t("nav." + key), [key], {"aria-current": key === name ? "page" : null})));
    const menu = button(t("nav.menu"), () => {
        const open = bar.classList.toggle("open");
        menu.setAttribute("aria-expanded", String(open));
    }, {class: "menu", "aria-expanded": "false", "aria-controls": "nav"});
    bar.classList.remove("open");
    fill(bar, h("p", {class: "brand"}, link([h("span", {class: "seal", "aria-hidden": "true"}, t("brand.seal")), t("brand.name")], ["parts"])), menu,
        h("nav", {id: "nav", "aria-label": t("nav.title")}, h("ul", null, links),
            h("div", {class: "who"}, tongue(), link(me.name, ["me"], {class: "quiet-link"}), button(t("nav.logout"), () => out("/api/logout"), {class: "quiet-link"}))));
}

async function out(address) {
    if (here && here.leave) {
        await here.leave();
        here = null;
    }
    await post(address).catch(() => {});
    remember({});
    me = null;
    location.hash = "";
    show();
}

async function view(words) {
    if (!me) {
        return loginView((answer) => {
            me = answer;
            show();
        });
    }
    const page = PAGES[words[0]] || PAGES.parts;
    const make = words.length > 1 ? page.one : page.view;
    if (!make || !may(page)) {
        return {title: t("nav.not_here"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("nav.not_here")), link(t("nav.parts"), ["parts"]))};
    }
    return make(me, words.slice(1), go, out);
}

/* The page that the address names, in the place of the one before, which hands over what it has first. */
async function show() {
    turn += 1;
    const mine = turn;
    const words = path();
    const said = done;
    done = "";
    if (here && here.leave) {
        await here.leave();
    }
    here = null;
    drawBar(PAGES[words[0]] ? words[0] : "parts");
    const slow = setTimeout(() => mine === turn && fill(main, h("p", {class: "quiet opening"}, t("page.opening"))), 300);
    let made;
    try {
        made = await view(words);
    } catch (error) {
        made = error.status === 401 ? null : {title: t("page.failed"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("page.failed")),
            h("p", null, error.message, " ", error.mend || ""), button(t("page.again"), show))};
    }
    clearTimeout(slow);
    if (mine !== turn || !made) {
        made && made.leave && made.leave();
        return;
    }
    here = made;
    fill(main, made.element);
    said && (made.element.querySelector(".page-head") || made.element.querySelector("h1")).after(h("p", {class: "done"}, said));
    warn("");
    document.body.classList.toggle("stranger", !me);
    document.title = `${made.title} · ${t("brand.name")}`;
    scrollTo(0, 0);
    (made.focus || made.element.querySelector("h1") || main).focus({preventScroll: true});
    made.reach && made.reach();
    tell([made.title, said].filter(Boolean).join(t("mark.stop")));
}

/* The session is over: what was typed is kept in the browser and comes back behind the login. */
onStranger(() => {
    if (me) {
        me = null;
        if (here && here.leave) {
            here.leave().catch(() => {});
            here = null;
        }
        show();
    }
});

/* The address is the page's own: it is not left for a place in it. */
document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
});
choose(language());
addEventListener("hashchange", show);
get("/api/me").then((answer) => {
    me = remember(answer);
}).catch(() => {
    me = null;
}).finally(show);
