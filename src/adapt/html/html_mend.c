#include "adapt/html/html_mend.h"

#include "adapt/html/html_shortcode.h"
#include "base/utf8.h"
#include "content/text/markup/reference.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { ATTRIBUTES_MAX = 64, VALUE_MAX_BYTES = 4096, NAME_MAX_BYTES = 64 };

struct mend {
    const char *text;
    size_t size, at;
    struct bytes *out;
    uint32_t unclosed; /* bits of those of `swallowing` that no end tag is left for */
    bool has_tags, in_cdata, failed;
};

/* What they enclose is no text, whatever it looks like: of the first even where they do not
 * end. */
static const char *const swallowing[] = { "script", "style", "svg", "noscript", "template",
    "textarea", "title", "iframe", "noembed", "noframes", "xmp", "object", "video", "audio",
    "canvas", "select", "map", "xml" };
enum { SWALLOW_ALL = 3 };

/* Elements of HTML 5 that enclose nothing and say nothing: the parser takes them for open. */
static const char *const empty[] = { "source", "track", "wbr", "keygen", "command", "embed" };

static void put(struct mend *mend, const char *data, size_t size)
{
    mend->failed = mend->failed || !bytes_append(mend->out, data, size);
}

static void put_character(struct mend *mend, uint32_t character)
{
    char encoded[4];
    if (character == '<') {
        put(mend, "&lt;", 4);
    } else if (character == '&') {
        put(mend, "&amp;", 5);
    } else if (character >= ' ' || character == '\n' || character == '\t') {
        put(mend, encoded, utf8_encode(character, encoded));
    }
}

static bool begins(const struct mend *mend, size_t at, const char *word)
{
    size_t length = strlen(word);
    return mend->size - at >= length && strncasecmp(mend->text + at, word, length) == 0;
}

/* Behind the next `mark`, or the end. */
static size_t behind(const struct mend *mend, size_t at, const char *mark)
{
    const char *found = memmem(mend->text + at, mend->size - at, mark, strlen(mark));
    return found ? (size_t)(found - mend->text) + strlen(mark) : mend->size;
}

/* "<!--", "<![CDATA[", "<![if", "<!DOCTYPE", "<?xml" */
static bool skip_declaration(struct mend *mend)
{
    size_t at = mend->at;
    if (begins(mend, at, "<!--")) {
        /* "<!-->" is a whole one, as Word ends its conditions. */
        mend->at = behind(mend, at + 2, "-->");
    } else if (begins(mend, at, "<![CDATA[")) {
        mend->at = at + strlen("<![CDATA[");
        mend->in_cdata = true;
    } else if (begins(mend, at, "<!") || begins(mend, at, "<?")) {
        mend->at = behind(mend, at, ">");
    } else {
        return false;
    }
    mend->has_tags = true;
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* What ends a value that has no quotes. */
static bool is_value(char c)
{
    return !is_space(c) && c != '>';
}

/* Copies one attribute that begins at text[at], and gives where it ends; it is put only where
 * it is short enough and has a name. */
static size_t put_attribute(struct mend *mend, size_t at, bool is_wanted)
{
    const char *text = mend->text;
    size_t name = at, value, length = 0;
    while (at < mend->size && is_value(text[at]) && text[at] != '=' &&
           (text[at] != '/' || at == name)) {
        at++;
    }
    size_t name_length = at - name, next = at;
    while (next < mend->size && is_space(text[next])) {
        next++;
    }
    value = next;
    if (next < mend->size && text[next] == '=') {
        value = next + 1;
        while (value < mend->size && is_space(text[value])) {
            value++;
        }
        char quote = value < mend->size ? text[value] : '\0';
        if (quote == '"' || quote == '\'') {
            const char *end = memchr(text + value + 1, quote, mend->size - value - 1);
            at = end ? (size_t)(end - text) + 1 : mend->size;
            value++;
            length = at - value - (end ? 1 : 0);
        } else {
            for (at = value; at < mend->size && is_value(text[at]); at++) {
            }
            length = at - value;
        }
    }
    if (is_wanted && name_length > 0 && name_length <= NAME_MAX_BYTES &&
        isalpha((unsigned char)text[name])) {
        put(mend, " ", 1);
        put(mend, text + name, name_length);
        put(mend, "=\"", 2);
        for (size_t i = 0; length <= VALUE_MAX_BYTES && i < length; i++) {
            const char *c = text + value + i;
            put(mend, *c == '"' ? "&quot;" : c, *c == '"' ? 6 : 1);
        }
        put(mend, "\"", 1);
    }
    return at > name ? at : at + 1;
}

/* Where the tag whose attributes begin there ends, or the size. */
static size_t put_attributes(struct mend *mend, size_t at)
{
    for (int count = 0; at < mend->size && mend->text[at] != '>';) {
        if (is_space(mend->text[at]) || mend->text[at] == '/') {
            at++;
        } else {
            at = put_attribute(mend, at, count++ < ATTRIBUTES_MAX);
        }
    }
    return at;
}

/* Its place in the list, or -1. */
static int find_name(const char *const *names, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) == length && strncasecmp(name, names[i], length) == 0) {
            return (int)i;
        }
    }
    return -1;
}
#define FIND(names, name, length)                                                              \
    find_name(names, sizeof(names) / sizeof *(names), name, length)

/* Behind the end tag of that name; where there is none, the end or behind the start tag. */
static size_t behind_element(struct mend *mend, size_t at, int which)
{
    const char *name = swallowing[which];
    size_t close = at, length = strlen(name);
    while (
        !(mend->unclosed & 1U << which) && (close = behind(mend, close, "</")) < mend->size) {
        if (mend->size - close > length && strncasecmp(mend->text + close, name, length) == 0 &&
            !isalnum((unsigned char)mend->text[close + length])) {
            return behind(mend, close, ">");
        }
    }
    mend->unclosed |= 1U << which;
    return which < SWALLOW_ALL ? mend->size : at;
}

/* A tag at text[at] == '<'. One that does not end is no text either. */
static bool mend_tag(struct mend *mend)
{
    size_t name = mend->at + 1, before = mend->out->size;
    bool is_end = name < mend->size && mend->text[name] == '/';
    name += is_end;
    if (name >= mend->size || !isalpha((unsigned char)mend->text[name])) {
        return false;
    }
    size_t at = name;
    while (at < mend->size && is_value(mend->text[at]) && mend->text[at] != '/') {
        at++;
    }
    size_t length = at - name;
    bool is_sane = length <= NAME_MAX_BYTES;
    put(mend, is_end ? "</" : "<", is_end ? 2 : 1);
    put(mend, mend->text + name, is_sane ? length : 0);
    at = is_end ? behind(mend, at, ">") : put_attributes(mend, at);
    bool has_end = is_end ? at > 0 && mend->text[at - 1] == '>' : at < mend->size;
    bool is_empty = !is_end && has_end && mend->text[at - 1] == '/';
    at += !is_end && has_end;
    int swallows = has_end ? FIND(swallowing, mend->text + name, length) : -1;
    if (!is_sane || !has_end || swallows >= 0 || FIND(empty, mend->text + name, length) >= 0) {
        mend->out->size = before;
    } else {
        put(mend, ">", 1);
    }
    if (swallows >= 0 && !is_end && !is_empty) {
        at = behind_element(mend, at, swallows);
    }
    mend->has_tags = true;
    mend->at = has_end ? at : mend->size;
    return true;
}

static bool mend_shortcode(struct mend *mend)
{
    struct html_shortcode code = html_shortcode(mend->text + mend->at, mend->size - mend->at);
    if (code.size == 0) {
        return false;
    }
    if (code.is_caption) {
        const char *tag = code.is_end ? "</figure>" : "<figure>";
        put(mend, tag, strlen(tag));
    }
    mend->has_tags = true;
    mend->at += code.size;
    return true;
}

static void mend_reference(struct mend *mend)
{
    uint32_t character;
    size_t used = reference_read(mend->text + mend->at, mend->size - mend->at, &character);
    if (used) {
        put_character(mend, character);
        mend->at += used;
    } else {
        put(mend, "&", 1);
        mend->at++;
    }
}

static bool end_cdata(struct mend *mend)
{
    if (!mend->in_cdata || !begins(mend, mend->at, "]]>")) {
        return false;
    }
    mend->in_cdata = false;
    mend->at += 3;
    return true;
}

/* What begins with a sign that may mean something. */
static void mend_sign(struct mend *mend)
{
    char c = mend->text[mend->at];
    if (c == '&') {
        mend_reference(mend);
        return;
    }
    bool is_taken = c == '<'   ? skip_declaration(mend) || mend_tag(mend)
                    : c == '[' ? mend_shortcode(mend)
                               : end_cdata(mend);
    if (!is_taken) {
        put_character(mend, (unsigned char)c);
        mend->at++;
    }
}

bool html_mend(struct bytes *out, const char *html, size_t size, bool *has_tags)
{
    struct mend mend = { .text = html, .size = size, .out = out };
    while (mend.at < size && !mend.failed) {
        const char *at = html + mend.at;
        size_t plain = 0;
        while (mend.at + plain < size && !strchr("<&[]", at[plain])) {
            plain++;
        }
        put(&mend, at, plain);
        mend.at += plain;
        if (mend.at < size) {
            mend_sign(&mend);
        }
    }
    *has_tags = mend.has_tags;
    return !mend.failed;
}
