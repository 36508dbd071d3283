#include "content/text/markup/normalise_tag.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { NAME_MAX_BYTES = 14, TAG_MAX_BYTES = 4096 };

/* By what they do to the text. */
static const char *const lines[] = { "address", "article", "aside", "blockquote", "br",
    "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tr", "ul" };
static const char *const cells[] = { "td", "th" };
static const char *const raised[] = { "sup" }, *const lowered[] = { "sub" };
static const char *const quoted[] = { "q" };
static const char *const unseen[] = { "audio", "button", "canvas", "del", "form", "iframe",
    "map", "nav", "noscript", "object", "rp", "rt", "rtc", "s", "select", "strike", "template",
    "textarea", "title", "video", "xml" };
static const char *const swallowing[] = { "script", "style", "svg" };
static const char *const plain[] = { "a", "abbr", "acronym", "b", "base", "bdi", "bdo", "big",
    "body", "cite", "code", "col", "colgroup", "dfn", "em", "embed", "font", "head", "html",
    "i", "img", "input", "ins", "kbd", "label", "link", "mark", "marquee", "meta", "nobr", "rb",
    "ruby", "samp", "small", "source", "span", "strong", "tbody", "tfoot", "thead", "time",
    "tt", "u", "var", "wbr" };
static const char own[] = "o:p"; /* and any other name with a prefix, as Word has them */

static const struct {
    enum tag_kind kind;
    const char *const *names;
    size_t count;
} kinds[] = {
#define LIST(kind, names)                                                                      \
    {                                                                                          \
        kind, names, sizeof(names) / sizeof *(names)                                           \
    }
    LIST(TAG_LINE, lines), LIST(TAG_CELL, cells), LIST(TAG_RAISED, raised),
    LIST(TAG_LOWERED, lowered), LIST(TAG_QUOTE, quoted), LIST(TAG_UNSEEN, unseen),
    LIST(TAG_SWALLOW, swallowing), LIST(TAG_PLAIN, plain)
};

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == ':';
}

static void find_kind(struct tag *tag, const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        for (size_t k = 0; k < kinds[i].count; k++) {
            const char *known = kinds[i].names[k];
            if (strlen(known) == length && strncasecmp(known, name, length) == 0) {
                tag->kind = kinds[i].kind;
                tag->name = known;
                return;
            }
        }
    }
    const char *colon = memchr(name, ':', length);
    if (colon && colon > name && isalpha((unsigned char)*name) &&
        isalpha((unsigned char)colon[1])) {
        tag->kind = TAG_PLAIN;
        tag->name = own;
    }
}

/* Behind the first sign that is in no value in quotes; where those do not end, behind the
 * first. */
static const char *close_of(const char *text)
{
    size_t size = strnlen(text, TAG_MAX_BYTES);
    char quote = '\0';
    for (size_t i = 1; i < size; i++) {
        bool opens = (text[i] == '"' || text[i] == '\'') && text[i - 1] == '=';
        if (quote) {
            quote = text[i] == quote ? '\0' : quote;
        } else if (text[i] == '>') {
            return text + i + 1;
        } else if (opens) {
            quote = text[i];
        }
    }
    const char *close = memchr(text, '>', size);
    return close ? close + 1 : NULL;
}

/* "<!--...-->", "<!DOCTYPE html>", "<![if ...]>", "<?xml ...>" */
static struct tag read_declaration(const char *text)
{
    static const char cdata[] = "<![CDATA[";
    struct tag tag = { .kind = TAG_PLAIN };
    if (strncmp(text, cdata, strlen(cdata)) == 0) {
        tag.kind = TAG_OPENING;
        tag.end = text + strlen(cdata);
    } else if (strncmp(text, "<!--", 4) == 0) {
        /* "<!-->" is a whole one; one that was cut off goes on to the end, as in a page. */
        const char *close = strstr(text + 2, "-->");
        tag.end = close ? close + 3 : text + strlen(text);
    } else if (isalpha((unsigned char)text[2]) || (text[1] == '!' && text[2] == '[')) {
        tag.end = close_of(text);
    }
    return tag.end ? tag : (struct tag) { 0 };
}

/* Behind the word at `at`, in either case, white space in it or not; NULL where it is another.
 */
static const char *behind_style(const char *at, const char *end, const char *word)
{
    for (; *word; at++) {
        if (at == end ||
            (!isspace((unsigned char)*at) && tolower((unsigned char)*at) != *word)) {
            return NULL;
        }
        word += !isspace((unsigned char)*at);
    }
    return at;
}

/* By a style, or by the attribute `hidden`: no page shows it. */
static bool is_hidden(const char *tag, const char *end)
{
    static const char *const styles[] = { "display:none", "visibility:hidden", "font-size:0;",
        "font-size:0\"", "font-size:0'", "font-size:0px", "font-size:0pt" };
    bool is_styled = false;
    for (const char *at = tag; at < end; at++) {
        bool begins = isspace((unsigned char)at[-1]);
        const char *behind = begins ? behind_style(at, end, "hidden") : NULL;
        if (behind && strchr(" \t\r\n=>/", *behind)) {
            return true;
        }
        is_styled = is_styled || (begins && behind_style(at, end, "style="));
        for (size_t i = 0; is_styled && i < sizeof styles / sizeof *styles; i++) {
            if (*styles[i] == tolower((unsigned char)*at) && behind_style(at, end, styles[i])) {
                return true;
            }
        }
    }
    return false;
}

struct tag tag_read(const char *text)
{
    struct tag tag = { .closes = text[1] == '/' };
    const char *name = text + 1 + tag.closes;
    size_t length = 0;
    if (text[1] == '!' || text[1] == '?') {
        return read_declaration(text);
    }
    while (length <= NAME_MAX_BYTES && is_name(name[length])) {
        length++;
    }
    if (!strchr(" \t\r\n/>", name[length])) {
        return tag;
    }
    find_kind(&tag, name, length);
    tag.end = tag.kind ? close_of(text) : NULL;
    bool may_hide = tag.kind == TAG_PLAIN || tag.kind == TAG_LINE || tag.kind == TAG_CELL;
    if (tag.end && may_hide && !tag.closes && is_hidden(name + length, tag.end)) {
        tag.kind = TAG_UNSEEN;
    }
    return tag.end ? tag : (struct tag) { 0 };
}

const char *tag_skip(const struct tag *open)
{
    int depth = 1; /* <div hidden><div></div></div> */
    for (const char *at = open->end; (at = strchr(at, '<')); at++) {
        const char *name = at + 1 + (at[1] == '/');
        bool may_be = open->name && tolower((unsigned char)*name) == *open->name;
        struct tag tag = may_be ? tag_read(at) : (struct tag) { 0 };
        if (tag.kind && tag.name == open->name) {
            depth += tag.closes ? -1 : 1;
        }
        if (depth == 0) {
            return tag.end;
        }
    }
    return NULL;
}
