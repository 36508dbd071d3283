/* When and where: a sentence in plain words, what was understood of it, and the rule itself for who wants it exactly. */
import {fill, fresh, h, pause, tell} from "./dom.mjs";
import {framed, line, when as momentField} from "./form.mjs";
import {post} from "./api.mjs";
import {t} from "./words.mjs";

/* What a sentence says anew; all other members of a rule are kept. Screens of before are in the answer where it names none. */
const SAID = ["from", "until", "days", "hours", "windows", "screens"];

function list(value) {
    return Array.isArray(value) ? value : value ? [value] : [];
}

class When {
    constructor(form, pointer, screens) {
        this.form = form;
        this.pointer = pointer;
        this.screens = [...new Set([...screens, ...list(form.get(pointer + "/screens")).map((tag) => tag.replace(/^!/, ""))])];
        this.asked = 0;
        this.says = h("p", {class: "says", role: "status"});
        this.text = h("input", {type: "text", autocomplete: "off", enterkeyhint: "done", "data-reader": "when", on: {input: () => this.later.soon()}});
        this.later = pause(400, () => {
            this.reading = this.read();
        });
        this.field = framed(pointer, t("when.sentence"), this.text, {hint: t(screens.length ? "when.hint" : "when.hint_all", {tag: screens[0]})});
        this.wrong = h("div", {role: "status"});
        this.field.append(this.wrong, this.says);
        form.readers.push(() => this.settle());
        this.exact = h("div", {class: "exact"});
        this.places = h("div");
        this.element = h("fieldset", {class: "field group when"}, h("legend", null, t("when.title")), this.field, this.places,
            h("details", {class: "more"}, h("summary", null, t("when.exact")), this.exact));
        this.draw();
        this.say();
    }

    /* What was typed last is read before anything is done with the content. */
    async settle() {
        if (this.later.waits()) {
            this.later.drop();
            this.reading = this.read();
        }
        await this.reading;
        return this.text.getAttribute("aria-invalid") === "true" ? this.text : null;
    }

    /* The sentence as a rule. An older answer than the last question is let go of; where screens were ticked meanwhile it is asked anew. */
    async read(text = this.text.value.trim()) {
        this.asked += 1;
        const mine = this.asked;
        if (!text) {
            this.well();
            await this.say();
            return;
        }
        try {
            const screens = list(this.form.get(this.pointer + "/screens"));
            const answer = await post("/api/when", {text, show: {screens}});
            if (mine !== this.asked) {
                return;
            }
            if (String(screens) !== String(list(this.form.get(this.pointer + "/screens")))) {
                await this.read(text);
                return;
            }
            const rule = {...(this.form.get(this.pointer) || {})};
            SAID.forEach((member) => delete rule[member]);
            this.form.put(this.pointer, {...rule, ...answer.show});
            this.well();
            fill(this.says, t("when.understood"), " ", h("strong", null, answer.says));
            this.draw();
        } catch (error) {
            if (mine === this.asked) {
                this.text.setAttribute("aria-invalid", "true");
                fill(this.wrong, h("p", {class: "finding error"}, error.message, " ", error.mend || ""));
                await this.say("when.still");
            }
        }
    }

    well() {
        fill(this.wrong);
        this.text.removeAttribute("aria-invalid");
    }

    /* What the rule is, whatever stands in the sentence. */
    async say(key = "when.now") {
        this.asked += 1;
        const mine = this.asked;
        try {
            const answer = await post("/api/when/say", {show: this.form.get(this.pointer) || {}});
            if (mine === this.asked) {
                fill(this.says, t(key), " ", key === "when.now" ? h("strong", null, answer.says) : answer.says);
            }
        } catch (error) {
            if (mine === this.asked) {
                fill(this.says, error.message);
            }
        }
    }

    put(pointer, value) {
        this.form.put(pointer, value);
        this.sayLater = this.sayLater || pause(300, () => this.say());
        this.sayLater.soon();
    }

    draw() {
        const rule = {...this.form, get: (at) => this.form.get(at), put: (at, value) => this.put(at, value)};
        const at = this.pointer;
        fill(this.places, this.choices());
        fill(this.exact,
            h("div", {class: "pair"}, momentField(rule, at + "/from", t("when.from")), momentField(rule, at + "/until", t("when.until"), {hint: t("when.until_hint")})),
            h("div", {class: "pair"}, line(rule, at + "/days", t("when.days"), {hint: t("when.days_hint")}),
                line(rule, at + "/hours", t("when.hours"), {hint: t("when.hours_hint")})),
            h("div", {class: "pair"}, line(rule, at + "/priority", t("when.priority"), {hint: t("when.priority_hint"), number: true, inputmode: "numeric"}),
                line(rule, at + "/weight", t("when.weight"), {hint: t("when.weight_hint"), number: true, inputmode: "numeric"})),
            this.form.get(at + "/windows") ? h("p", {class: "hint"}, t("when.windows")) : null);
    }

    choices() {
        if (this.screens.length === 0) {
            return null;
        }
        const now = list(this.form.get(this.pointer + "/screens"));
        const name = fresh("everywhere");
        const write = (tag, on) => {
            const tags = list(this.form.get(this.pointer + "/screens")).filter((one) => one !== tag && one !== "!" + tag);
            this.put(this.pointer + "/screens", on ? [...tags, tag] : tags.length ? tags : undefined);
            this.text.value = "";
            this.well();
            everywhere.checked = list(this.form.get(this.pointer + "/screens")).length === 0;
            tell(everywhere.checked ? t("when.everywhere") : t("when.only", {tags: list(this.form.get(this.pointer + "/screens")).join(t("list.and"))}));
        };
        const everywhere = h("input", {type: "checkbox", id: name, checked: now.length === 0, on: {change: () => {
            this.put(this.pointer + "/screens", undefined);
            this.draw();
            this.places.querySelector("input").focus();
        }}});
        return h("fieldset", {class: "field choice", "data-pointer": this.pointer + "/screens"}, h("legend", null, t("when.where")),
            h("div", {class: "choices"},
                h("label", {class: "radio", for: name}, everywhere, h("span", null, t("when.everywhere"))),
                this.screens.map((tag) => {
                    const box = h("input", {type: "checkbox", checked: now.includes(tag), on: {change: () => write(tag, box.checked)}});
                    return h("label", {class: "radio"}, box, h("span", null, now.includes("!" + tag) ? t("when.not_there", {tag}) : tag));
                })),
            h("div", {class: "findings"}));
    }
}

export function when(form, pointer, screens) {
    return new When(form, pointer, screens).element;
}
