/* What the item is called that a fault is in, where the text is no JSON from there on. */
#include "base/utf8.h"
#include "mend/mend_fault.h"

#include <string.h>

enum { LOOKED_AHEAD = 2000 };

/* The element of "items", "hotlines" or "links" that was begun last, in what is JSON. */
struct element {
    size_t begin; /* of its { */
    size_t count; /* of those of its list, with it; 0: there is none */
};

static size_t behind_text(const char *text, size_t size, size_t at)
{
    for (at++; at < size && text[at] != '"'; at++) {
        at += text[at] == '\\';
    }
    return at < size ? at + 1 : size;
}

static struct element find_element(const char *text, size_t size)
{
    struct element element = { 0, 0 };
    int depth = 0;
    for (size_t at = 0; at < size;) {
        char c = text[at];
        if (c == '"') {
            at = behind_text(text, size, at);
            continue;
        }
        if (c == '{' && depth == 2) {
            element = (struct element) { at, element.count + 1 };
        } else if (c == '[' && depth == 1) {
            element.count = 0;
        }
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        at++;
    }
    return element;
}

static size_t skip_marks(const char *text, size_t size, size_t at)
{
    static const char *const marks[] = { "\"", "'", " ", ":", "=", "\u201C", "\u201D", "：",
        "\u2018", "\u2019", "「", "」", "\u3000", "\u00A0", "\u200B" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]);
        if (at + length <= size && memcmp(text + at, marks[i], length) == 0) {
            at += length;
            i = (size_t)-1;
        }
    }
    return at;
}

/* To the quote that ends it, of whatever kind, or the line. */
static size_t end_of_words(const char *text, size_t size, size_t at)
{
    static const char *const ends[] = { "\"", "\n", "\r", "\u201D", "\u201C\"", "」", "'", "，",
        "{", "}", "\\" };
    for (; at < size; at++) {
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            size_t length = strlen(ends[i]);
            if (at + length <= size && memcmp(text + at, ends[i], length) == 0) {
                return at;
            }
        }
    }
    return size;
}

/* The words behind the first of that name in the stretch. */
static const char *words_behind(
    const struct text_fault *fault, size_t from, size_t to, const char *name)
{
    const char *text = fault->text;
    const char *found = memmem(text + from, to - from, name, strlen(name));
    if (!found) {
        return NULL;
    }
    size_t begin = skip_marks(text, to, (size_t)(found - text) + strlen(name));
    size_t end = end_of_words(text, to, begin);
    while (end > begin && strchr(" ,:", text[end - 1])) {
        end--;
    }
    bool is_whole = utf8_valid_prefix(text + begin, end - begin) == end - begin;
    return end > begin && is_whole ? arena_strndup(fault->job->arena, text + begin, end - begin)
                                   : NULL;
}

/* The next line that begins with {, however it is indented, or `end`. */
static size_t find_line(const char *text, size_t from, size_t end)
{
    for (const char *line; (line = memchr(text + from, '\n', end - from));) {
        from = (size_t)(line - text) + 1;
        while (from < end && (text[from] == ' ' || text[from] == '\t')) {
            from++;
        }
        if (from < end && text[from] == '{') {
            return (size_t)(line - text);
        }
    }
    return end;
}

/* Up to the next item, or to what an item holds that has titles of its own. */
static size_t end_of_element(const struct text_fault *fault, size_t begin)
{
    static const char *const ends[] = { "\"rows\"", "\"body\"", "\"columns\"", "},\n" };
    size_t end =
        fault->at + LOOKED_AHEAD < fault->size ? fault->at + LOOKED_AHEAD : fault->size;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t from = begin + 1;
        const char *found = memmem(fault->text + from, end - from, ends[i], strlen(ends[i]));
        end = found ? (size_t)(found - fault->text) : end;
    }
    return find_line(fault->text, begin + 1, end);
}

void mend_find_title(const struct text_fault *fault, struct mend_fault *told)
{
    const struct element element =
        find_element(fault->text, fault->at < fault->size ? fault->at : fault->size);
    if (element.count == 0 || fault->at <= element.begin) {
        return;
    }
    size_t end = end_of_element(fault, element.begin);
    const char *title = words_behind(fault, element.begin, end, "title");
    told->element = element.count;
    told->title = title ? title : words_behind(fault, element.begin, end, "label");
}
