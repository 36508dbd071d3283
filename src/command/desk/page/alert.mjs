/* An alert by one person alone: out, or off the screens. What the box shows is what it is about: the form is locked while it
 * asks, and the server is told the hash of what was shown. */
import {ask, fill, fresh, h, warn} from "./dom.mjs";
import {get, post} from "./api.mjs";
import {called} from "./list.mjs";
import {moment, t} from "./words.mjs";

/* What no alert goes out without, told in its field before anybody is asked. */
function missing(form) {
    return ["/title", "/show/until"].filter((pointer) => !String(form.get(pointer) ?? "").trim())
        .map((pointer) => ({level: "error", pointer, text: t("finding.missing")}));
}

/* The key's password where it is locked: asked in the box, so that nothing is left to do behind it. */
class Lock {
    constructor(me) {
        this.me = me;
        this.password = h("input", {type: "password", id: fresh("key"), autocomplete: "off"});
        this.element = h("div", {class: "field"}, h("label", {for: this.password.id}, t("key.password")), this.password);
    }

    async look() {
        this.me.key = (await get("/api/me")).key;
        this.element.hidden = !this.shut();
    }

    shut() {
        return Boolean(this.me.key && this.me.key.wanted && !this.me.key.unlocked);
    }

    ready() {
        return !this.shut() || this.password.value !== "";
    }

    async open() {
        if (this.shut()) {
            await post("/api/key/unlock", {password: this.password.value});
            this.me.key.unlocked = true;
            this.element.hidden = true;
        }
    }
}

function shown(content) {
    const {screens, until} = content.show || {};
    const places = screens ? [].concat(screens).join(t("list.and")) : t("when.everywhere");
    return [[content.text, content.instruction, content.contact].filter(Boolean).map((text) => h("p", {class: "version-text"}, text)),
        h("p", null, t("alert.where", {where: places, until: moment(until)}))];
}

/* The box: what it is about, a tick, and the key's password where that is locked. `send()` does it, and gives what to say. */
function question(editor, lock, {title, text, yes, sure, send}) {
    const form = editor.form.element;
    const tick = h("input", {type: "checkbox", id: fresh("alarm-sure"), class: "alarm-sure", on: {change: () => ready()}});
    const told = h("p", {class: "finding error", role: "alert"});
    const act = async () => {
        go.disabled = true;
        fill(told);
        fill(editor.saved, t("publish.working"));
        try {
            await lock.open();
            const said = await send();
            fill(editor.saved, said);
            warn(said);
            return true;
        } catch (error) {
            fill(editor.saved);
            fill(told, error.message, " ", error.mend || "");
            await lock.look().catch(() => {});
            ready();
            return false;
        }
    };
    const box = ask(editor.actions, {danger: true, title, yes, no: t("answer.no"), stays: true,
        text: [text, h("p", null, t("alert.logged")), lock.element, h("label", {class: "radio"}, tick, h("span", null, sure)), told],
        closed: () => {
            form.inert = editor.draft.stopped;
        }, act});
    const go = box.querySelector(".primary");
    const ready = () => {
        go.disabled = !tick.checked || !lock.ready();
    };
    lock.password.addEventListener("input", ready);
    ready();
}

/* Locked from the press on: what is still being read or saved is waited for, and nothing is typed meanwhile. */
export async function alarm(editor) {
    const {form} = editor;
    form.element.inert = true;
    const absent = await form.settle() ? [] : missing(form);
    /* Two versions side by side keep it locked. */
    const release = () => {
        form.element.inert = editor.draft.stopped;
    };
    if (absent.length || !await editor.whole()) {
        release();
        if (absent.length) {
            editor.untouched = false;
            editor.preview.finish(); /* an answer under way would take these away */
            editor.found([...form.findings.filter((one) => !absent.some(({pointer}) => pointer === one.pointer)), ...absent]);
            editor.mend(null, form.findings.find((one) => one.pointer === absent[0].pointer));
        }
        return;
    }
    const lock = new Lock(editor.me);
    await lock.look().catch(() => {});
    const {draft} = editor.data;
    if (editor.form !== form || editor.draft.stopped || !draft) {
        release();
        return;
    }
    const content = JSON.parse(JSON.stringify(form.content));
    question(editor, lock, {title: t("alert.ask", {title: called(content)}), text: shown(content), yes: t("alert.now"), sure: t("alert.sure"),
        send: async () => {
            const answer = await post("/api/alert", {content, part: editor.part, hash: draft.hash, confirm: true});
            await editor.again();
            return t("alert.out", {serial: answer.serial});
        }});
}

/* Off the screens, at once and alone. The box shows what hangs there, whatever the form has; and that is what the hash is of. */
export async function takeDown(editor) {
    const lock = new Lock(editor.me);
    await lock.look().catch(() => {});
    const {content, hash} = editor.data.published;
    editor.form.element.inert = true;
    question(editor, lock, {title: t("alert.down_ask", {title: called(content)}), text: shown(content), yes: t("alert.down"), sure: t("alert.down_sure"),
        send: async () => {
            const answer = await post(`/api/alerts/${encodeURIComponent(editor.part.slice(2))}/takedown`, {hash, confirm: true});
            const said = t("alert.is_down", {serial: answer.serial});
            editor.data.draft ? await editor.again() : editor.go(["parts"], said);
            return said;
        }});
}
