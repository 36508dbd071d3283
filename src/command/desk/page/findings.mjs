/* What is wrong, the worst first, each with what to do about it; and each leads to the field that it is about. */
import {button, fill, fresh, h, link, tell} from "./dom.mjs";
import {titleOf} from "./list.mjs";
import {t} from "./words.mjs";

const SEVERITY = ["error", "warning", "info"];
const worstFirst = (findings) => [...findings].sort((a, b) => SEVERITY.indexOf(a.level) - SEVERITY.indexOf(b.level));

/* What a finding of a whole feed is about, as an address: the part, and the place in it. */
function placeOf({part, pointer}) {
    const within = (pointer || "").replace(/^\/(items\/\d+|site|hotlines|links)(?=\/|$)/, "");
    return ["parts", part, ...(within ? [within] : [])];
}

/* Of a whole feed. `apart`: its parts are not (yet) those of the desk, and nothing leads there. */
export function findingList(findings, apart = false) {
    return h("ul", {class: "finding-list"}, worstFirst(findings).map((one) => h("li", {class: "finding " + one.level},
        h("strong", null, t("finding." + one.level)), " ",
        one.part && !apart ? link([titleOf(one), t("mark.colon"), one.text], placeOf(one)) :
            [one.title ? [titleOf(one), t("mark.colon")] : null, one.text],
        one.mend ? h("span", {class: "mend"}, one.mend) : null)));
}

/* Of the form: how many there are, and on a press all of them. reach(finding) puts the focus into its field. */
export class Mending {
    constructor(part, reach) {
        this.part = part;
        this.reach = reach;
        this.all = [];
        this.said = "";
        this.count = h("p", {class: "counts"});
        this.list = h("ul", {class: "finding-list mending", id: fresh("mending"), hidden: true, on: {keydown: (event) => event.key === "Escape" && this.open(false)}});
    }

    show(findings) {
        const focused = this.count.contains(document.activeElement);
        this.all = worstFirst(findings.filter((one) => one.level !== "info"));
        const counts = ["error", "warning"].map((level) => [level, this.all.filter((one) => one.level === level).length]).filter(([, count]) => count);
        const said = counts.map(([level, count]) => t(`count.${level}s`, {count})).join(t("list.and"));
        if (said !== this.said && said) {
            tell(said);
        }
        this.said = said;
        this.toggle = said ? button(said, () => this.open(this.list.hidden), {class: `count ${counts[0][0]}s`, "aria-controls": this.list.id}) : null;
        fill(this.count, this.toggle || h("span", {class: "quiet"}, t("count.none")));
        this.draw();
        if (focused && this.toggle) {
            this.toggle.focus();
        }
    }

    /* An entry that has the focus is drawn with it again. */
    draw() {
        const at = [...this.list.querySelectorAll("a")].indexOf(document.activeElement);
        fill(this.list, this.all.map((one) => this.entry(one)));
        this.open(Boolean(this.toggle) && !this.list.hidden);
        const links = this.list.querySelectorAll("a");
        if (at >= 0 && !this.list.hidden) {
            links[Math.min(at, links.length - 1)].focus();
        }
    }

    entry(one) {
        const field = one.field && one.field.querySelector(":scope > label, :scope > legend");
        const leads = link([field ? [field.firstChild.textContent, t("mark.colon")] : null, one.text], ["parts", this.part, ...(one.pointer ? [one.pointer] : [])],
            {on: {click: (event) => {
                event.preventDefault();
                this.open(false);
                this.reach(one);
            }}});
        return h("li", {class: "finding " + one.level}, h("strong", null, t("finding." + one.level)), " ", leads, one.mend ? h("span", {class: "mend"}, one.mend) : null);
    }

    open(on) {
        const inside = this.list.contains(document.activeElement);
        this.list.hidden = !on;
        if (this.toggle) {
            this.toggle.setAttribute("aria-expanded", String(on));
            on || !inside || this.toggle.focus();
        }
    }
}
