#include "content/json/json_mistake.h"

#include "base/translated.h"
#include "base/utf8.h"

#include <string.h>

static const struct {
    const char *marks; /* any of these, each between spaces */
    const char *why;
} mistakes[] = {
    { " ， 、 ", N_("a Chinese comma stands where , is wanted") },
    { " ： ", N_("a Chinese colon stands where : is wanted") },
    { " ； ; ", N_("a semicolon stands where a comma is wanted") },
    { " \u201C \u201D ＂ 「 」 『 』 ",
        N_("typographic quotes stand where straight ones are wanted") },
    { " ' \u2018 \u2019 ` ", N_("single quotes stand where double ones, \", are wanted") },
    { " // /* # <!-- ", N_("a comment stands here, and a feed has none: take it out") },
    { " ｛ ｝ ［ ］ 【 】 ", N_("a full-width bracket stands where a plain one is wanted") },
    { " \u3000 \u00A0 \uFEFF \u200B ",
        N_("a full-width, no-break or invisible space stands between the values") },
};

static bool has_mark(const char *marks, const char *text, size_t size)
{
    for (const char *mark = marks + 1; *mark;) {
        size_t length = strcspn(mark, " ");
        if (length <= size && memcmp(mark, text, length) == 0) {
            return true;
        }
        mark += length + 1;
    }
    return false;
}

const char *json_mistake(const char *text, size_t size, size_t at)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        if (has_mark(mistakes[i].marks, text + at, size - at)) {
            return mistakes[i].why;
        }
    }
    return NULL;
}

bool json_begins_value(int c)
{
    return c > 0 && strchr("\"{[-0123456789tfn", c);
}

bool json_closed_by_typographic(const char *text, size_t start, size_t end, size_t *at)
{
    static const char quote[] = "\u201D", comma[] = "，";
    while (end > start && strchr(" \t\r,]}", text[end - 1])) {
        end--;
    }
    if (end - start >= 3 && memcmp(text + end - 3, comma, 3) == 0) {
        end -= 3;
    }
    *at = end - 3;
    return end - start >= 3 && memcmp(text + *at, quote, 3) == 0;
}

static bool is_within(char c, int first, int last)
{
    return (unsigned char)c >= first && (unsigned char)c <= last;
}

/* Whether all of it has the form of GB 18030, and most of what is not ASCII is of GB 2312,
 * which is what people write: chance and other encodings fail here. */
static bool is_gb18030(const char *text, size_t size)
{
    size_t common = 0, rare = 0;
    for (size_t at = 0; at < size;) {
        const char *c = text + at;
        size_t left = size - at;
        if (is_within(c[0], 0, 0x7F)) {
            at++;
        } else if (left >= 2 && is_within(c[0], 0x81, 0xFE) &&
                   (is_within(c[1], 0x40, 0x7E) || is_within(c[1], 0x80, 0xFE))) {
            bool is_common = is_within(c[1], 0xA1, 0xFE) &&
                             (is_within(c[0], 0xA1, 0xA3) || is_within(c[0], 0xB0, 0xF7));
            common += is_common;
            rare += !is_common;
            at += 2;
        } else if (left >= 4 && is_within(c[0], 0x81, 0xFE) && is_within(c[1], 0x30, 0x39) &&
                   is_within(c[2], 0x81, 0xFE) && is_within(c[3], 0x30, 0x39)) {
            rare++;
            at += 4;
        } else {
            return false;
        }
    }
    return common > 4 * rare;
}

const char *json_foreign_encoding(const char *text, size_t size)
{
    if (size >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0 ||
                         !text[0] != !text[1])) {
        return N_("this file is in UTF-16: save it as UTF-8");
    }
    if (utf8_valid_prefix(text, size) < size && is_gb18030(text, size)) {
        return N_("this file is in GB 18030 (GBK, ANSI): save it as UTF-8");
    }
    return NULL;
}
