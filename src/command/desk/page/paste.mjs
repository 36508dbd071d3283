/* What was copied out of Word, WeChat's editor or a web page, as the blocks of an article. The document that is read
 * is inert: nothing of it runs, loads or is put into the page; only its words come out. */

const HEADING = /^H[1-6]$/;
const BLOCK = new Set(["P", "DIV", "SECTION", "ARTICLE", "BLOCKQUOTE", "LI", "UL", "OL", "TABLE", "TBODY", "THEAD", "TR", "FIGURE",
    "FIGCAPTION", "HEADER", "FOOTER", "MAIN", "ASIDE", "CENTER", "PRE", "DL", "DT", "DD", "BODY"]);
const NOTHING = new Set(["SCRIPT", "STYLE", "HEAD", "META", "LINK", "TITLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "SVG", "BUTTON",
    "INPUT", "SELECT", "TEXTAREA", "O:P", "AUDIO", "VIDEO", "XML"]);
const HEADING_MAX = 30;

function tidy(text) {
    return text.replace(/[\u200b\u200c\u2060\ufeff]/g, "").replace(/[ \t\r\n\u00a0]+/g, " ").replace(/^[ \u3000]+|[ \u3000]+$/g, "");
}

const styled = (element) => (element.getAttribute("style") || "").replace(/\s+/g, "").toLowerCase();

function isBold(element) {
    const weight = /font-weight:(bold|[6-9]00)/.test(styled(element));
    return weight || element.tagName === "B" || element.tagName === "STRONG";
}

/* Whether all words of a short paragraph are bold, as people make headings who know of no styles. */
function allBold(element) {
    const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let any = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!tidy(node.data)) {
            continue;
        }
        any = true;
        let up = node.parentElement;
        while (up && up !== element.parentElement && !isBold(up)) {
            up = up.parentElement;
        }
        if (!up || up === element.parentElement) {
            return false;
        }
    }
    return any;
}

function isHeading(element, text) {
    const style = styled(element);
    const outline = /mso-outline-level:[1-6]/.test(style) || /MsoTitle|MsoHeading/i.test(element.className);
    const short = [...text].length <= HEADING_MAX && !/[。！？；，：.!?;,]$/.test(text);
    return HEADING.test(element.tagName) || outline || (short && !/^(LI|TR|DIV|BODY)$/.test(element.tagName) && allBold(element));
}

class Reader {
    constructor() {
        this.blocks = [];
        this.run = "";
        this.lost = 0;
    }

    /* The words so far become a paragraph, or with `element` whatever that is. */
    end(element) {
        const lines = this.run.split("\u2028").map(tidy).filter(Boolean);
        this.run = "";
        for (const text of lines) {
            const heading = element && lines.length === 1 && isHeading(element, text);
            this.blocks.push(heading ? {heading: text, level: Number(element.tagName[1]) || 2} : {text});
        }
    }

    image(element) {
        const address = element.getAttribute("src") || "";
        if (address.startsWith("data:image/")) {
            this.end(null);
            this.blocks.push({data: address, caption: ""});
        } else if (!/(^|[^\d])1px/.test(styled(element))) {
            this.lost += 1;
        }
    }

    row(element) {
        const cells = [...element.children].map((cell) => tidy(cell.textContent)).filter(Boolean);
        this.run += cells.join("　");
        this.end(null);
    }

    walk(node) {
        for (const child of node.childNodes) {
            if (child.nodeType === Node.TEXT_NODE) {
                this.run += child.data;
            } else if (child.nodeType === Node.ELEMENT_NODE) {
                this.element(child);
            }
        }
    }

    element(element) {
        const tag = element.tagName.toUpperCase();
        const style = styled(element);
        if (NOTHING.has(tag) || /display:none|mso-list:ignore|visibility:hidden/.test(style)) {
            return;
        }
        if (tag === "BR") {
            this.run += "\u2028";
        } else if (tag === "IMG") {
            this.image(element);
        } else if (tag === "TR") {
            this.end(null);
            this.row(element);
        } else if (BLOCK.has(tag) || HEADING.test(tag)) {
            this.end(null);
            this.walk(element);
            this.end(element);
        } else {
            this.walk(element);
        }
    }
}

/* {blocks: [{heading, level} | {text} | {data, caption}], lost: pictures that did not come along}. */
export function fromHtml(html) {
    const reader = new Reader();
    const page = new DOMParser().parseFromString(html, "text/html");
    reader.walk(page.body);
    reader.end(null);
    return {blocks: reader.blocks, lost: reader.lost};
}

export function fromText(text) {
    return {blocks: text.split(/\r\n|\r|\n|\u2028|\u2029/).map(tidy).filter(Boolean).map((words) => ({text: words})), lost: 0};
}

/* Of what was pasted: blocks where it is more than one paragraph, null where a text field takes it as it is. */
export function fromClipboard(data) {
    const html = data.getData("text/html");
    const found = html ? fromHtml(html) : fromText(data.getData("text/plain"));
    const rich = found.blocks.length > 1 || found.blocks.some((block) => !("text" in block)) || (found.lost > 0 && found.blocks.length > 0);
    return rich ? found : null;
}

export function pictures(data) {
    return [...(data.files || [])].filter((file) => file.type.startsWith("image/") || /\.(heic|heif|avif)$/i.test(file.name));
}

/* A picture that was copied with its bytes in its address, as a file. */
export function fileOf(address) {
    const parts = /^data:([\w/+.-]+);base64,(.*)$/s.exec(address);
    if (!parts) {
        return null;
    }
    const bytes = Uint8Array.from(atob(parts[2].replace(/\s+/g, "")), (character) => character.charCodeAt(0));
    return new File([bytes], "pasted", {type: parts[1]});
}

/* Cells of a spreadsheet: rows of texts, or null where it is one text alone. */
export function cells(data) {
    const text = data.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    return /[\t\n]/.test(text) ? text.split("\n").map((row) => row.split("\t").map(tidy)) : null;
}
