/* In, and what one's own account can do. */
import {button, fill, fresh, h, warn} from "./dom.mjs";
import {post, remember} from "./api.mjs";
import {t} from "./words.mjs";

function field(label, control) {
    control.id = fresh("login");
    return h("div", {class: "field"}, h("label", {for: control.id}, label), control);
}

/* done(me) when the server let somebody in. */
export function loginView(done) {
    const name = h("input", {type: "text", name: "name", autocomplete: "username", autocapitalize: "none", spellcheck: "false", required: true});
    const password = h("input", {type: "password", name: "password", autocomplete: "current-password", required: true});
    const wrong = h("p", {class: "finding error", role: "alert"});
    const go = h("button", {type: "submit", class: "primary"}, t("login.go"));
    const form = h("form", {class: "login", on: {submit: async (event) => {
        event.preventDefault();
        go.disabled = true;
        fill(wrong);
        try {
            done(remember(await post("/api/login", {name: name.value.trim(), password: password.value})));
        } catch (error) {
            fill(wrong, error.message, " ", error.mend);
            password.value = "";
            password.focus();
        }
        go.disabled = false;
    }}}, h("p", {class: "seal", "aria-hidden": "true"}, t("brand.seal")), h("h1", {tabindex: -1}, t("brand.name")),
    h("p", {class: "quiet"}, t("login.what")), field(t("login.name"), name), field(t("login.password"), password), wrong, go);
    return {title: t("login.title"), element: h("div", {class: "login-page"}, form), focus: name};
}

export async function meView(me, path, go, out) {
    const old = h("input", {type: "password", autocomplete: "current-password", required: true});
    const fresh_ = h("input", {type: "password", autocomplete: "new-password", required: true, minlength: 10});
    const told = h("p", {role: "status"});
    const form = h("form", {class: "sheet", on: {submit: async (event) => {
        event.preventDefault();
        try {
            await post("/api/password", {old: old.value, new: fresh_.value});
            fill(told, t("me.changed"));
            old.value = fresh_.value = "";
        } catch (error) {
            fill(told, h("span", {class: "finding error"}, error.message, " ", error.mend));
            warn(error.message);
        }
    }}}, h("h2", null, t("me.password")), field(t("me.old"), old), field(t("me.new"), fresh_), told,
    h("button", {type: "submit", class: "primary"}, t("me.change")));
    return {title: t("nav.me"), element: h("div", {class: "page narrow"}, h("h1", {tabindex: -1}, me.name),
        h("p", {class: "quiet"}, t("role." + me.role), t("mark.colon"), t("role_may." + me.role)), form,
        h("section", {class: "sheet"}, h("h2", null, t("me.sessions")), h("p", {class: "hint"}, t("me.sessions_what")),
            h("p", {class: "row"}, button(t("nav.logout"), () => out("/api/logout")), button(t("me.everywhere"), () => out("/api/logout-everywhere")))))};
}
