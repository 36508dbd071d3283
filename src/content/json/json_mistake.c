#include "content/json/json_mistake.h"

#include "base/translated.h"

#include <ctype.h>
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

static size_t skip(const char *text, size_t size, size_t at, const char *any)
{
    while (at < size && text[at] && strchr(any, text[at])) {
        at++;
    }
    return at;
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

/* "callback({...});" */
static bool is_jsonp(const char *text, size_t size)
{
    size_t name = 0;
    while (name < size && text[name] &&
           (isalnum((unsigned char)text[name]) || strchr("_$.", text[name]))) {
        name++;
    }
    size_t at = skip(text, size, name, " ");
    bool is_call = name > 0 && at < size && text[at] == '(';
    at = skip(text, size, at + 1, " \r\n\t");
    return is_call && at < size && (text[at] == '{' || text[at] == '[');
}

static size_t skip_word(const char *text, size_t size, size_t at, const char *word)
{
    size_t length = strlen(word);
    return size - at >= length && memcmp(text + at, word, length) == 0 ? at + length : at;
}

/* "<br />\n<b>Notice</b>: Undefined ..." */
static bool is_php_message(const char *text, size_t size)
{
    static const char *const words[] = { "Notice", "Warning", "Deprecated", "Fatal error",
        "Parse error", "Strict Standards", "Recoverable fatal error" };
    size_t at = skip_word(text, size, 0, "<br />");
    at = skip(text, size, at, " \r\n");
    at = skip_word(text, size, at, "<b>");
    at = skip_word(text, size, at, "PHP ");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t behind = skip_word(text, size, at, words[i]);
        if (behind > at && behind < size && (text[behind] == ':' || text[behind] == '<')) {
            return true;
        }
    }
    return false;
}

const char *json_in_front(const char *text, size_t size)
{
    size_t at = skip(text, size, 0, " \r\n\t");
    if (is_jsonp(text + at, size - at)) {
        return N_("this is JSONP, a script, and no JSON: ask for it without its callback "
                  "(?callback=, ?jsonp=)");
    }
    if (is_php_message(text + at, size - at)) {
        return N_("a message of PHP stands in front of the document: display_errors = Off on "
                  "the server");
    }
    return NULL;
}
