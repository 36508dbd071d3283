/* Who may do what; and what was done. */
import {ask, button, fill, fresh, h, tell, warn} from "./dom.mjs";
import {drop, get, post, put, query} from "./api.mjs";
import {readable} from "./conflict.mjs";
import {instant, moment, t, word} from "./words.mjs";

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
        const role = roles(one.role, {"aria-label": t("people.role_of", {name: one.name}), disabled: one.name === me.name,
            on: {change: () => change(() => put(path, {role: role.value}))}});
        const place = h("li", null, h("span", {class: "name"}, one.name, one.disabled ? h("span", {class: "quiet"}, t("people.off")) : null), role);
        if (one.name !== me.name && !one.disabled) {
            place.append(button(t("people.disable"), () => ask(place, {title: t("people.ask", {name: one.name}), yes: t("people.disable"), no: t("answer.no"), text: null,
                act: () => change(() => drop(path))}), {"aria-label": t("people.disable_of", {name: one.name})}));
        } else if (one.disabled) {
            place.append(button(t("people.enable"), () => change(() => put(path, {disabled: false}))));
        }
        return place;
    };
    return {title: t("nav.people"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("nav.people")), told,
        h("ul", {class: "lines-list people"}, people.map(entry)), h("dl", {class: "roles"}, ROLES.map((role) => [h("dt", null, t("role." + role)), h("dd", null, t("role_may." + role))])),
        adder(again))};
}

const PAGE = 100;

/* The log that only grows; what went past the approvals stands out. */
export async function auditView() {
    const body = h("tbody");
    const more = h("p", {class: "row"});
    let before;
    const date = (entry) => instant(entry.at);
    const load = async () => {
        const {entries} = await get("/api/audit" + query({before, limit: PAGE}));
        let row = null;
        for (const entry of entries || []) {
            before = entry.id;
            const changed = entry.before || entry.after ? h("details", {class: "more"}, h("summary", null, t("audit.detail")),
                h("p", {class: "version-text"}, readable(entry.before), " → ", readable(entry.after))) : null;
            const alarm = entry.urgent || entry.what === "alert";
            row = h("tr", {class: alarm ? "alarm" : null}, h("td", {class: "figures"}, h("time", {datetime: date(entry) ? date(entry).toISOString() : null}, moment(entry.at))),
                h("td", null, entry.who), h("td", null, alarm ? h("strong", null, word("audit", entry.what)) : word("audit", entry.what), entry.part ? ` ${entry.title || entry.part}` : "", changed));
            body.append(row);
        }
        fill(more, (entries || []).length === PAGE ? button(t("audit.more"), load) : null);
    };
    await load();
    return {title: t("nav.audit"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, t("nav.audit")), h("p", {class: "hint"}, t("audit.what")),
        h("table", {class: "plain"}, h("thead", null, h("tr", null, ["audit.when", "audit.who", "audit.act"].map((key) => h("th", {scope: "col"}, t(key))))), body), more)};
}
