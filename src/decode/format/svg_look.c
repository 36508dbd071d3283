/* What an SVG is told by, and what of it would not be drawn, by looking at its tags. The parser
 * behind this file sees them again; what it would take that is not noticed here is refused by
 * the sandbox. */
#include "base/translated.h"
#include "decode/format/format.h"

#include <string.h>
#include <strings.h>

/* How much may stand in front of its first tag. */
enum { LOOKED_AT = 64 * 1024 };

struct span {
    const char *at, *end;
};

static size_t left_of(const struct span *span)
{
    return span->at < span->end ? (size_t)(span->end - span->at) : 0;
}

static bool begins(const struct span *span, const char *word)
{
    size_t size = strlen(word);
    return left_of(span) >= size && memcmp(span->at, word, size) == 0;
}

/* Behind that word, or to the end. */
static void skip_behind(struct span *span, const char *word)
{
    const char *found = memmem(span->at, left_of(span), word, strlen(word));
    span->at = found ? found + strlen(word) : span->end;
}

static bool is_blank(char letter)
{
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

/* XML 1.0 section 2.8; a document type may have declarations in brackets. */
static void skip_type(struct span *span)
{
    while (span->at < span->end && *span->at != '>' && *span->at != '[') {
        span->at++;
    }
    if (span->at < span->end && *span->at == '[') {
        skip_behind(span, "]");
    }
    skip_behind(span, ">");
}

/* The tag's own name without its prefix; `span` stands on its "<" or "</". */
static struct span name_of(const struct span *span)
{
    struct span name = { span->at + 1, span->at + 1 };
    name.at += name.at < span->end && *name.at == '/';
    name.end = name.at;
    while (
        name.end < span->end && !is_blank(*name.end) && *name.end != '>' && *name.end != '/') {
        name.at = *name.end == ':' ? name.end + 1 : name.at;
        name.end++;
    }
    return name;
}

static bool is_name(const struct span *name, const char *word)
{
    return left_of(name) == strlen(word) && begins(name, word);
}

bool format_is_svg(const struct decode_input *input)
{
    size_t size = input->size < LOOKED_AT ? input->size : LOOKED_AT;
    struct span span = { (const char *)input->data, (const char *)input->data + size };
    span.at += begins(&span, "\xEF\xBB\xBF") ? 3 : 0;
    for (;;) {
        while (span.at < span.end && is_blank(*span.at)) {
            span.at++;
        }
        if (begins(&span, "<?")) {
            skip_behind(&span, "?>");
        } else if (begins(&span, "<!--")) {
            skip_behind(&span, "-->");
        } else if (begins(&span, "<!DOCTYPE")) {
            skip_type(&span);
        } else {
            const struct span name = name_of(&span);
            return begins(&span, "<") && is_name(&name, "svg");
        }
    }
}

/* Whether a tag's picture is in the file: of a kind that is drawn, or another part of it. */
static bool is_at_hand(const struct span *tag)
{
    static const char *const here[] = { "#", "data:image/png", "data:image/jpeg",
        "data:image/jpg", "\"", "'" };
    struct span span = *tag;
    for (;;) {
        skip_behind(&span, "href");
        while (span.at < span.end && (is_blank(*span.at) || *span.at == '=')) {
            span.at++;
        }
        if (span.at == span.end) {
            return true;
        }
        span.at += *span.at == '"' || *span.at == '\'';
        bool is_here = false;
        for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
            is_here = is_here || begins(&span, here[i]);
        }
        if (!is_here) {
            return false;
        }
    }
}

/* The tag that begins there, behind its name, to its end; `span` goes behind it. */
static struct span take_tag(struct span *span, const struct span *name)
{
    span->at = name->end;
    skip_behind(span, ">");
    return (struct span) { name->end, span->at };
}

static bool is_empty(const struct span *tag)
{
    return left_of(tag) >= 2 && tag->end[-2] == '/';
}

const char *svg_refused(const struct decode_input *input)
{
    struct span span = { (const char *)input->data, (const char *)input->data + input->size };
    bool is_in_text = false;
    while (span.at < span.end) {
        bool is_tag = *span.at == '<' && !begins(&span, "<!");
        if (begins(&span, "<!--")) {
            skip_behind(&span, "-->");
        } else if (is_tag) {
            const struct span name = name_of(&span);
            bool is_end = begins(&span, "</");
            const struct span tag = take_tag(&span, &name);
            if (is_name(&name, "text")) {
                is_in_text = !is_end && !is_empty(&tag);
            } else if ((is_name(&name, "image") || is_name(&name, "feImage") ||
                           is_name(&name, "use")) &&
                       !is_at_hand(&tag)) {
                return N_("this is an SVG that takes a part from another file");
            }
        } else if (is_in_text) {
            return N_("this is an SVG with text, of which only paths would be drawn");
        } else {
            span.at++;
        }
    }
    return NULL;
}
