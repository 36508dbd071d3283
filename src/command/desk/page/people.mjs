/* Who may do what; and what was done. */
import {ask, button, fill, fresh, h, tell, warn} from "./dom.mjs";
import {get, post, put, query} from "./api.mjs";
import {readable} from "./conflict.mjs";
import {Titles} from "./titles.mjs";
import {legible, moment, t, word} from "./words.mjs";

const ROLES = ["editor", "reviewer", "publisher", "admin"];

function roles(now, more) {
    return h("select", more, ROLES.map((role) => h("option", {value: role, selected: role === now}, t("role." + role))));
}

function adder(done) {
    const name = h("input", {type: "text", id: fresh("name"), required: true, autocomplete: "off", maxlength: 100});
    const password = h("input", {type: "password", id: fresh("password"), required: true, autocomplete: "new-password"});
    const role = roles("editor", {id: fresh("role")});
    const told = h("p", {role: "alert"});
    const field = (label, control, hint) => h("div", {class: "field"}, h("label", {for: control.id}, label), control, hint ? h("p", {class: "hint"}, hint) : null);
    return h("form", {class: "sheet", on: {submit: async (event) => {
        event.preventDefault();
        fill(told);
        try {
            await post("/api/people", {name: name.value.trim(), role: role.value, password: password.value});
            tell(t("people.added", {name: name.value}));
            done();
        } catch (error) {
            fill(told, h("span", {class: "finding error"}, error.message, " ", error.mend));
        }
    }}}, h("h2", null, t("people.add")), h("div", {class: "pair"}, field(t("login.name"), name), field(t("people.role"), role)),
    field(t("login.password"), password, t("people.password_hint")), told, h("button", {type: "submit", class: "primary"}, t("people.add")));
}

export async function peopleView(me, path, go) {
    const {people} = await get("/api/people");
    const told = h("p", {role: "status"});
    const again = () => go(["people"]);
    const change = async (act) => {
        try {
            await act();
            again();
        } catch (error) {
            fill(told, h("span", {class: "finding error"}, error.message, " ", error.mend));
            warn(error.message);
        }
    };
    const entry = (one) => {
        const path = "/api/people/" + encodeURIComponent(one.name);
        /* A choice is not yet a change: who chooses by arrow keys comes past all of them. */
        const set = button(t("people.set_role"), () => change(() => put(path, {role: role.value})), {hidden: true});
        const role = roles(one.role, {"aria-label": t("people.role_of", {name: one.name}), disabled: one.name === me.name, on: {change: () => {
            set.hidden = role.value === one.role;
        }}});
        const place = h("li", null, h("span", {class: "name"}, one.name, one.disabled ? h("span", {class: "quiet"}, t("people.off")) : null), h("div", {class: "role"}, role, set));
        if (one.name !== me.name && !one.disabled) {
            place.append(button(t("people.disable"), () => ask(place, {title: t("people.ask", {name: one.name}), yes: t("people.disable"), no: t("answer.no"), text: null,
                act: () => change(() => put(path, {disabled: true}))}), {"aria-label": t("people.disable_of", {name: one.name})}));
        } else if (one.disabled) {
            place.append(button(t("people.enable"), () => change(() => put(path, {disabled: false}))));
        }
        place.append(password(one, path));
        return place;
    };
    /* For who forgot theirs: all their sessions end with it. */
    const password = (one, path) => {
        const text = h("input", {type: "password", id: fresh("password"), required: true, autocomplete: "new-password"});
        return h("details", {class: "more"}, h("summary", null, t("people.new_password")), h("form", {class: "field", on: {submit: (event) => {
            event.preventDefault();
            change(async () => {
                await put(path, {password: text.value});
                tell(t("people.password_set", {name: one.name}));
            });
        }}}, h("label", {for: text.id}, t("people.new_password_of", {name: one.name})), h("div", {class: "row"}, text, h("button", {type: "submit"}, t("me.change")))));
    };
    return {title: t("nav.people"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("nav.people")), told,
        h("ul", {class: "lines-list people"}, people.map(entry)), h("dl", {class: "roles"}, ROLES.map((role) => [h("dt", null, t("role." + role)), h("dd", null, t("role_may." + role))])),
        adder(again))};
}

const PAGE = 100;

/* What the log keeps as JSON, for a person to read. */
function inWords(text) {
    try {
        return readable(JSON.parse(text));
    } catch {
        return text;
    }
}

/* What a part was called when it was done; "" where the line has no content. */
function titleThen(entry) {
    for (const text of [entry.after, entry.before]) {
        try {
            const {title, text: body, label, name} = JSON.parse(text);
            const found = [title, body, label, name].find((one) => typeof one === "string" && one);
            if (found) {
                return legible(found);
            }
        } catch {
            /* a hash, a remark, or nothing */
        }
    }
    return "";
}

/* The log that only grows; what went past the approvals stands out. */
export async function auditView() {
    const {parts} = await get("/api/parts");
    const titles = new Titles(parts);
    const named = (entry, what = entry.what || "") => (what.startsWith("i-") && titleThen(entry)) || (/^serial \d+$/.test(what) ? t("states.serial", {serial: what.slice(7)}) :
        !/^(person-|password$)/.test(entry.act) && (titles.known.has(what) || what.startsWith("i-")) ? titles.of([what], ([name]) => name) : what);
    const body = h("tbody");
    const more = h("p", {class: "row"});
    let before;
    const load = async () => {
        const {entries} = await get("/api/audit" + query({before, limit: PAGE}));
        for (const entry of entries || []) {
            before = entry.id;
            const changed = entry.before || entry.after ? h("details", {class: "more"}, h("summary", null, t("audit.detail")),
                h("p", {class: "version-text"}, entry.before ? h("del", null, inWords(entry.before)) : null, "\n", entry.after ? h("ins", null, inWords(entry.after)) : null)) : null;
            body.append(h("tr", {class: entry.loud ? "alarm" : null}, h("td", {class: "figures"}, h("time", {datetime: new Date(entry.at).toISOString()}, moment(entry.at))),
                h("td", null, entry.who), h("td", null, entry.loud ? h("strong", null, word("audit", entry.act)) : word("audit", entry.act), " ", named(entry), changed)));
        }
        const again = (entries || []).length === PAGE ? button(t("audit.more"), load) : null;
        const focused = more.contains(document.activeElement);
        fill(more, again);
        focused && (again || [...body.querySelectorAll("summary")].pop() || document.querySelector("h1")).focus();
    };
    await load();
    return {title: t("nav.audit"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("nav.audit")), h("p", {class: "hint"}, t("audit.what")),
        h("table", {class: "plain log"}, h("thead", null, h("tr", null, ["audit.when", "audit.who", "audit.act"].map((key) => h("th", {scope: "col"}, t(key))))), body), more)};
}
