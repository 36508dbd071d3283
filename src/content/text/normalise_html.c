#include "base/utf8.h"
#include "content/text/normalise.h"
#include "content/text/normalise_entities.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_MAX_BYTES = 14, TAG_MAX_BYTES = 4096, ESCAPES_MAX = 3 };

/* By what they do to the text: end a line, enclose what is no text, or nothing. */
static const char *const line_tags[] = { "blockquote", "br", "center", "dd", "div", "dl", "dt",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "section", "table", "tr", "ul" };
static const char *const swallowing_tags[] = { "script", "style", "svg" };
static const char *const plain_tags[] = { "a", "abbr", "b", "big", "code", "em", "embed",
    "font", "i", "iframe", "img", "ins", "mark", "marquee", "o:p", "object", "s", "small",
    "span", "strike", "strong", "sub", "sup", "tbody", "td", "th", "thead", "u", "video",
    "wbr" };

struct tag {
    const char *name; /* NULL: no tag at all, only a sign */
    bool breaks, swallows, closes;
    const char *end;
};

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == ':';
}

static const char *find_name(
    const char *const *names, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) == length && strncasecmp(names[i], name, length) == 0) {
            return names[i];
        }
    }
    return NULL;
}
#define FIND_NAME(names, name, length)                                                         \
    find_name(names, sizeof(names) / sizeof *(names), name, length)

/* The tag that begins at text[0] == '<'. */
static struct tag read_tag(const char *text)
{
    struct tag tag = { .closes = text[1] == '/' };
    const char *name = text + 1 + tag.closes;
    size_t length = 0;
    while (length <= NAME_MAX_BYTES && is_name(name[length])) {
        length++;
    }
    if (!strchr(" \t\r\n/>", name[length])) {
        return tag;
    }
    const char *line = FIND_NAME(line_tags, name, length);
    const char *swallowing = FIND_NAME(swallowing_tags, name, length);
    tag.breaks = line;
    tag.swallows = swallowing;
    tag.name = line ? line : swallowing ? swallowing : FIND_NAME(plain_tags, name, length);
    const char *close = tag.name ? memchr(text, '>', strnlen(text, TAG_MAX_BYTES)) : NULL;
    if (close) {
        tag.end = close + 1;
    } else {
        tag.name = NULL;
    }
    return tag;
}

/* Behind the closing tag of a swallowing one, or the text's end. */
static const char *skip_enclosed(const struct tag *open)
{
    for (const char *at = open->end; (at = strstr(at, "</")); at++) {
        struct tag tag = read_tag(at);
        if (tag.name == open->name) {
            return tag.end;
        }
    }
    return open->end + strlen(open->end);
}

static int compare_names(const void *name, const void *entity)
{
    return strcmp(name, ((const struct entity *)entity)->name);
}

static const struct entity *find_entity(const char *name, size_t length)
{
    char key[NAME_MAX_BYTES + 1];
    memcpy(key, name, length);
    key[length] = '\0';
    return bsearch(
        key, entities, sizeof entities / sizeof *entities, sizeof *entities, compare_names);
}

/* Decodes the entity at text[0] == '&' to at most 4 bytes, never more than it took; 0 when it
 * is only a sign. */
static size_t read_entity(const char *text, char out[4], const char **end)
{
    const char *name = text + 1, *stop = memchr(name, ';', strnlen(name, NAME_MAX_BYTES + 1));
    size_t length = stop ? (size_t)(stop - name) : 0;
    if (length < 2 || length > NAME_MAX_BYTES) {
        return 0;
    }
    *end = stop + 1;
    if (*name == '#') {
        bool is_hex = name[1] == 'x' || name[1] == 'X';
        char *last;
        const char *digits = name + 1 + is_hex;
        bool starts = is_name(*digits) && *digits != ':';
        unsigned long value = starts ? strtoul(digits, &last, is_hex ? 16 : 10) : 0;
        if (!starts || last != stop || value == 0 || value > 0x10FFFF) {
            return 0;
        }
        return utf8_encode((uint32_t)value, out);
    }
    const struct entity *entity = find_entity(name, length);
    return entity ? utf8_encode(entity->character, out) : 0;
}

/* False when there was nothing to do. */
static bool unescape_once(char *text, bool one_line)
{
    char *out = text;
    bool changed = false;
    for (const char *in = text; *in;) {
        const char *end;
        char decoded[4];
        struct tag tag = *in == '<' ? read_tag(in) : (struct tag) { 0 };
        size_t size = *in == '&' ? read_entity(in, decoded, &end) : 0;
        if (tag.name) {
            if (tag.breaks && out > text && out[-1] != '\n') {
                *out++ = one_line ? ' ' : '\n';
            }
            in = tag.swallows && !tag.closes ? skip_enclosed(&tag) : tag.end;
            changed = true;
        } else if (size) {
            memcpy(out, decoded, size);
            out += size;
            in = end;
            changed = true;
        } else {
            *out++ = *in++;
        }
    }
    *out = '\0';
    return changed;
}

/* Some systems escape what is escaped already: &amp;nbsp; and &lt;p&gt; are no text either. */
void normalise_html(char *text, bool one_line)
{
    for (int i = 0; i < ESCAPES_MAX && unescape_once(text, one_line); i++) {
    }
}
