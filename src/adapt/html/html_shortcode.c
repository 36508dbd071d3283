#include "adapt/html/html_shortcode.h"

#include <ctype.h>
#include <string.h>

enum { SHORTCODE_MAX_BYTES = 4096 };

/* Whole names, and the prefixes of page builders. */
static const char *const names[] = { "gallery", "caption", "wp_caption", "audio", "video",
    "playlist", "embed", "contact-form", "more", "nextpage", "toc", "sitemap", "searchform" };
static const char *const prefixes[] = { "vc_", "et_pb_", "fusion_", "su_", "av_", "cs_",
    "elementor", "wpforms", "ninja_form", "gravityform", "tablepress", "rev_slider", "mk_",
    "x_", "tcb_", "dt_" };

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '-';
}

static bool is_known(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t part = strlen(prefixes[i]);
        if (length > part && memcmp(prefixes[i], name, part) == 0) {
            return true;
        }
    }
    return false;
}

struct html_shortcode html_shortcode(const char *text, size_t size)
{
    struct html_shortcode code = { .is_end = size > 1 && text[1] == '/' };
    size_t begin = 1 + code.is_end, at = begin;
    size = size < SHORTCODE_MAX_BYTES ? size : SHORTCODE_MAX_BYTES;
    while (at < size && is_name(text[at])) {
        at++;
    }
    size_t length = at - begin;
    const char *end = length > 0 ? memchr(text + at, ']', size - at) : NULL;
    if (!end || !islower((unsigned char)text[begin])) {
        return code;
    }
    size_t rest = (size_t)(end - text) - at;
    bool has_attributes = text[at] == ' ' && memchr(text + at, '=', rest);
    bool is_bare = rest == 0 || (rest == 1 && text[at] == '/') ||
                   (rest == 2 && text[at] == ' ' && text[at + 1] == '/');
    bool is_one = has_attributes ||
                  (is_bare && (is_known(text + begin, length) || (code.is_end && length > 2)));
    code.is_caption = length >= 7 && memcmp(text + at - 7, "caption", 7) == 0;
    code.size = is_one && (!memchr(text + at, '<', rest) || has_attributes)
                    ? (size_t)(end - text) + 1
                    : 0;
    return code;
}
