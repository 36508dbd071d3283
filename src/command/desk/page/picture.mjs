/* A picture of a part: chosen, dragged, pasted or taken with the phone; the server makes of it what the screens need. */
import {button, fill, h, fresh, tell, warn} from "./dom.mjs";
import {framed} from "./form.mjs";
import {mediaUrl, upload} from "./api.mjs";
import {pictures} from "./paste.mjs";
import {t} from "./words.mjs";

const KINDS = "image/*,.heic,.heif,.avif,.svg";

/* The picture at `pointer`. `also(element)` is put below it when there is one (the point that a crop keeps). */
export function picture(form, pointer, label, {hint, required, also} = {}) {
    const shown = h("div", {class: "picture-shown"});
    const state = h("p", {class: "hint", role: "status"});
    const file = h("input", {type: "file", accept: KINDS, class: "file", on: {change: () => take(file.files[0])}});
    const field = framed(pointer, label, file, {hint: hint || t("picture.hint"), required});
    file.after(h("label", {for: file.id, class: "button"}, t("picture.choose")), shown, state);
    field.classList.add("picture");

    async function take(chosen) {
        if (!chosen) {
            return;
        }
        fill(state, t("picture.working", {name: chosen.name}));
        try {
            const answer = await upload(chosen);
            form.put(pointer, answer.file);
            fill(state, t("picture.done", {width: answer.width, height: answer.height}));
            draw();
        } catch (error) {
            fill(state, h("span", {class: "finding error"}, error.message, " ", error.mend || ""));
            warn(error.message);
        }
        file.value = "";
    }

    function draw() {
        const address = form.get(pointer);
        const url = mediaUrl(address);
        fill(shown, address ? (url ? h("img", {src: url, alt: t("picture.alt"), class: "thumb"}) : h("p", {class: "quiet"}, address)) : null,
            address ? button(t("picture.remove"), () => {
                form.put(pointer, undefined);
                fill(state);
                draw();
                file.focus();
            }, {class: "tool"}) : null,
            address && also ? also(url) : null);
    }

    field.addEventListener("dragover", (event) => {
        if ([...event.dataTransfer.items].some((item) => item.kind === "file")) {
            event.preventDefault();
            event.stopPropagation();
            field.classList.add("over");
        }
    });
    field.addEventListener("dragleave", () => field.classList.remove("over"));
    for (const [event, source] of [["drop", "dataTransfer"], ["paste", "clipboardData"]]) {
        field.addEventListener(event, (happened) => {
            field.classList.remove("over");
            const [first] = pictures(happened[source]);
            if (first) {
                happened.preventDefault();
                happened.stopPropagation();
                take(first);
            }
        });
    }
    draw();
    return field;
}

/* What a crop keeps: by a click on the picture, or by two sliders. */
export function focusPoint(form, pointer) {
    return (url) => {
        const point = form.get(pointer);
        const place = Array.isArray(point) ? point.map(Number) : [0.5, 0.5];
        const cross = h("span", {class: "cross", "aria-hidden": "true"});
        const sliders = [0, 1].map((axis) => {
            const slider = h("input", {type: "range", min: 0, max: 100, value: String(Math.round(place[axis] * 100)), id: fresh("focus"),
                on: {input: () => write(axis === 0 ? slider.value / 100 : place[0], axis === 1 ? slider.value / 100 : place[1])}});
            return slider;
        });
        const write = (x, y) => {
            place[0] = Math.round(Math.min(1, Math.max(0, x)) * 100) / 100;
            place[1] = Math.round(Math.min(1, Math.max(0, y)) * 100) / 100;
            form.put(pointer, place[0] === 0.5 && place[1] === 0.5 ? undefined : [...place]);
            draw();
        };
        const draw = () => {
            cross.style.left = place[0] * 100 + "%";
            cross.style.top = place[1] * 100 + "%";
            sliders.forEach((slider, axis) => {
                slider.value = String(Math.round(place[axis] * 100));
            });
        };
        const whole = h("div", {class: "focus-picture", on: {click: (event) => {
            const box = whole.getBoundingClientRect();
            write((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
            tell(t("picture.focus_set"));
        }}}, url ? h("img", {src: url, alt: ""}) : null, cross);
        draw();
        return h("details", {class: "more"}, h("summary", null, t("picture.focus")), h("p", {class: "hint"}, t("picture.focus_hint")), whole,
            sliders.map((slider, axis) => h("div", {class: "slider"},
                h("label", {for: slider.id}, t(axis === 0 ? "picture.across" : "picture.down")), slider)));
    };
}
