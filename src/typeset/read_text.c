#include "typeset/read_text.h"

#include "typeset/title/model.h"

#include <string.h>

bool read_is_justified(const struct set_options *options, const struct chars *chars)
{
    return options->align == SET_JUSTIFY && (chars->has_ideographs || chars->has_hangul);
}

struct paragraph read_next_paragraph(const char *text, size_t size, size_t *start)
{
    struct paragraph paragraph = { text, *start, size };
    for (size_t at = *start; at < size; at++) {
        if (text[at] == '\n') {
            paragraph.end = at;
            *start = at + 1;
            return paragraph;
        }
        /* U+2028 and U+2029 */
        if (size - at > 2 && memcmp(text + at, "\xE2\x80", 2) == 0 &&
            (text[at + 2] == '\xA8' || text[at + 2] == '\xA9')) {
            paragraph.end = at;
            *start = at + 3;
            return paragraph;
        }
    }
    *start = size;
    return paragraph;
}

bool read_paragraph(struct arena *arena, const struct paragraph *at,
    const struct set_source *source, const struct set_options *options, struct chars *chars)
{
    if (!chars_read(arena, at, options, chars)) {
        return false;
    }
    if (options->hyphenates && !chars->has_right_to_left) {
        chars_part_words(chars, source->style->lang, read_is_justified(options, chars));
    }
    return true;
}

struct read_text *read_whole(
    struct arena *arena, const struct set_source *source, const struct set_options *options)
{
    struct read_text *read = arena_alloc(arena, sizeof *read);
    const char *text = source->text;
    size_t size = strlen(text), capacity = 0;
    if (!read) {
        return NULL;
    }
    *read = (struct read_text) { .arena = arena };
    for (size_t start = 0; start < size;) {
        const struct paragraph paragraph = read_next_paragraph(text, size, &start);
        struct read_paragraph *list = arena_grow(
            arena, read->paragraphs, read->count, &capacity, sizeof *read->paragraphs);
        if (!list) {
            return NULL;
        }
        read->paragraphs = list;
        list[read->count] = (struct read_paragraph) { .has_phrase = false };
        if (!read_paragraph(arena, &paragraph, source, options, &list[read->count++].chars)) {
            return NULL;
        }
    }
    return read;
}

struct read_text *typeset_read(
    struct arena *arena, const char *text, const struct set_options *options)
{
    struct set_options whole = *options;
    whole.hyphenates = false; /* what is fitted parts no word */
    return read_whole(arena, &(struct set_source) { .text = text }, &whole);
}

bool read_has_cut(const struct units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        if (units->row[i].cut) {
            return true;
        }
    }
    return false;
}

static bool read_words(struct arena *arena, const struct chars *chars,
    const struct units *units, const char *lang, struct phrase *out)
{
    bool done = phrase_read(arena, chars, units, lang, out);
    if (done) {
        model_weigh(out);
    }
    return done;
}

const struct phrase *read_phrase(struct arena *arena, struct read_paragraph *paragraph,
    const struct units *units, const char *lang)
{
    if (read_has_cut(units)) {
        struct phrase *own = arena_alloc(arena, sizeof *own);
        return own && read_words(arena, &paragraph->chars, units, lang, own) ? own : NULL;
    }
    if (!paragraph->has_phrase &&
        !read_words(arena, &paragraph->chars, units, lang, &paragraph->phrase)) {
        return NULL;
    }
    paragraph->has_phrase = true;
    return &paragraph->phrase;
}
