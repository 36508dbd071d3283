#include "content/text/markup/normalise_html.h"

#include "base/utf8.h"
#include "content/text/markup/list_marks.h"
#include "content/text/markup/normalise_tag.h"
#include "content/text/markup/reference.h"
#include "content/text/markup/shifted.h"

#include <stdint.h>
#include <string.h>

enum {
    REFERENCE_MAX_BYTES = 40,
    SHIFTED_MAX = 5,
    ESCAPES_MAX = 3,
    UNCLOSED_MAX = 24,
    LOOKS_MAX = 8,
};

/* Decodes the reference at text[0] == '&' to at most 4 bytes, never more than it took; 0 when
 * it is only a sign. What means no character stays one. */
static size_t read_entity(const char *text, char out[4], const char **end)
{
    uint32_t character;
    size_t used = reference_read(text, strnlen(text, REFERENCE_MAX_BYTES), &character);
    if (used == 0 || character == 0xFFFD || (text[used - 1] != ';' && character < ' ')) {
        return 0;
    }
    *end = text + used;
    return utf8_encode(character == 0xA0 ? ' ' : character, out);
}

struct pass {
    char *text, *out;
    const char *in;
    bool one_line, in_cdata;
    /* Names that are not closed any more: nobody looks for that twice. */
    const char *unclosed[UNCLOSED_MAX];
    size_t unclosed_count;
    struct list_marks lists;
    const char *behind_mark; /* of an item whose text comes yet */
};

/* "5</sup>" behind its tag, which takes at least as many bytes as what it comes to. */
static bool put_shifted(struct pass *pass, const struct tag *tag)
{
    size_t count = strcspn(tag->end, "<");
    struct tag close = tag->end[count] ? tag_read(tag->end + count) : (struct tag) { 0 };
    enum shift shift = tag->kind == TAG_RAISED ? SHIFT_RAISED : SHIFT_LOWERED;
    bool has_all = !tag->closes && count > 0 && count <= SHIFTED_MAX && close.closes &&
                   close.kind == tag->kind;
    for (size_t i = 0; has_all && i < count; i++) {
        has_all = shifted_character(tag->end[i], shift);
    }
    char figures[SHIFTED_MAX + 1] = "";
    memcpy(figures, tag->end, has_all ? count : 0);
    for (const char *at = figures; *at; at++) {
        const char *character = shifted_character(*at, shift);
        memcpy(pass->out, character, strlen(character));
        pass->out += strlen(character);
    }
    pass->in = has_all ? close.end : pass->in;
    return has_all;
}

static bool ends_with_any(const struct pass *pass, const char *characters)
{
    return pass->out == pass->text || strchr(characters, pass->out[-1]);
}

/* Behind what it encloses, or NULL where it is not closed. */
static const char *skip_enclosed(struct pass *pass, const struct tag *tag)
{
    for (size_t i = 0; i < pass->unclosed_count; i++) {
        if (pass->unclosed[i] == tag->name) {
            return NULL;
        }
    }
    const char *behind = tag_skip(tag);
    if (!behind && pass->unclosed_count < UNCLOSED_MAX) {
        pass->unclosed[pass->unclosed_count++] = tag->name;
    }
    return behind;
}

/* Ends the line, but for what an item's number stands before; and puts the next number. It may
 * take no more than the tag did, and what was saved before. */
static void put_line(struct pass *pass, const struct tag *tag)
{
    char mark[LIST_MARK_BYTES];
    size_t size = list_marks_follow(&pass->lists, pass->in, tag, mark);
    bool is_item = tag->name && strcmp(tag->name, "li") == 0;
    bool follows_mark = pass->out == pass->behind_mark && !is_item;
    if (pass->out > pass->text && !ends_with_any(pass, "\n") && !follows_mark) {
        *pass->out++ = pass->one_line ? ' ' : '\n';
    }
    size_t room = (size_t)(tag->end - pass->out);
    size -= size > room; /* "10." without its space */
    if (size > 0 && size <= room) {
        memcpy(pass->out, mark, size);
        pass->out += size;
        pass->behind_mark = pass->out;
    }
}

static void put_tag(struct pass *pass, const struct tag *tag)
{
    const char *behind = NULL;
    switch (tag->kind) {
    case TAG_LINE:
        put_line(pass, tag);
        break;
    case TAG_CELL:
        if (!tag->closes && !ends_with_any(pass, " \n")) {
            *pass->out++ = ' ';
        }
        break;
    case TAG_RAISED:
    case TAG_LOWERED:
        if (put_shifted(pass, tag)) {
            return;
        }
        break;
    case TAG_QUOTE: /* no longer than its tag */
        memcpy(pass->out, tag->closes ? "”" : "“", strlen("“"));
        pass->out += strlen("“");
        break;
    case TAG_UNSEEN:
    case TAG_SWALLOW:
        behind = tag->closes ? NULL : skip_enclosed(pass, tag);
        if (!behind && tag->kind == TAG_SWALLOW && !tag->closes) {
            behind = tag->end + strlen(tag->end);
        }
        break;
    case TAG_OPENING:
        pass->in_cdata = true;
        break;
    default:
        break;
    }
    pass->in = behind ? behind : tag->end;
}

/* False when there was nothing to do. */
static bool unescape_once(char *text, bool one_line)
{
    struct pass pass = { .text = text, .out = text, .in = text, .one_line = one_line };
    pass.lists.looks_left = LOOKS_MAX;
    bool changed = false;
    while (*pass.in) {
        const char *end;
        char decoded[4];
        struct tag tag = *pass.in == '<' ? tag_read(pass.in) : (struct tag) { 0 };
        size_t size = *pass.in == '&' ? read_entity(pass.in, decoded, &end) : 0;
        bool ends_cdata = pass.in_cdata && strncmp(pass.in, "]]>", 3) == 0;
        if (tag.kind) {
            put_tag(&pass, &tag);
        } else if (size) {
            memcpy(pass.out, decoded, size);
            pass.out += size;
            pass.in = end;
        } else if (ends_cdata) {
            pass.in += 3;
            pass.in_cdata = false;
        } else {
            *pass.out++ = *pass.in++;
            continue;
        }
        changed = true;
    }
    *pass.out = '\0';
    return changed;
}

/* Some systems escape what is escaped already: &amp;nbsp; and &lt;p&gt; are no text either. */
void normalise_html(char *text, bool one_line)
{
    for (int i = 0; i < ESCAPES_MAX && unescape_once(text, one_line); i++) {
    }
}
