#include "typeset/chars/chars.h"

#include "base/utf8.h"
#include "typeset/break.h"

#include <string.h>

static enum shown_space space_of(uint32_t character)
{
    switch (character) {
    case ' ':
    case '\t':
    case 0x1680:
        return SPACE_WORD;
    case 0xA0:
    case 0x2007:
    case 0x202F:
        return SPACE_FIXED;
    case 0x3000:
        return SPACE_HAN;
    default:
        return character >= 0x2000 && character <= 0x200A ? SPACE_WORD : SPACE_NONE;
    }
}

/* Could this character join the one before it to one cluster? Han, kana and marks cannot, and
 * most paragraphs hold nothing else. */
static bool may_join(uint32_t character)
{
    return character >= 0x300 && !(character >= 0x370 && character <= 0x482) &&
           !(character >= 0x2010 && character <= 0x205F) &&
           !(character >= 0x2100 && character <= 0x2BFF) &&
           !(character >= 0x3001 && character <= 0x3029) &&
           !(character >= 0x3041 && character <= 0x3098) &&
           !(character >= 0x309B && character <= 0x33FF) &&
           !(character >= 0x3400 && character <= 0x9FFF) &&
           !(character >= 0xFF01 && character <= 0xFF9D);
}

static bool is_tag(uint32_t character)
{
    return character >= 0xE0020 && character <= 0xE007F;
}

/* What leaves no trace. What joins or varies the character before it does where there is none,
 * and letters of a flag do without their flag. */
static bool is_ignored(const struct chars *out, uint32_t character, enum shown_space space)
{
    uint32_t before =
        out->count > 0 && space == SPACE_NONE ? out->row[out->count - 1].character : 0;
    bool joins = character == 0x200D || (character >= 0xFE00 && character <= 0xFE0F) ||
                 (character >= 0xE0100 && character <= 0xE01EF);
    if (character == 0x200C) {
        return !mark_is_right_to_left(before);
    }
    if (is_tag(character)) {
        return before != 0x1F3F4 && !is_tag(before);
    }
    return joins ? before == 0 : mark_is_ignorable(character);
}

static void decode(const char *text, size_t start, size_t end, struct chars *out)
{
    enum shown_space space = SPACE_NONE;
    for (size_t at = start; at < end;) {
        size_t from = at;
        uint32_t character = utf8_next(text, end, &at);
        enum shown_space kind = space_of(character);
        if (kind != SPACE_NONE) {
            space = space > kind ? space : kind;
            continue;
        }
        if (is_ignored(out, character, space)) {
            continue;
        }
        out->row[out->count] = (struct shown) {
            .character = character,
            .start = (uint32_t)from,
            .end = (uint32_t)at,
            .class = (unsigned char)mark_class(character),
            .space = (unsigned char)(out->count ? space : SPACE_NONE),
        };
        out->has_han |= out->row[out->count].class == UNIT_HAN;
        out->has_hangul |= mark_is_hangul(character);
        out->has_ideographs |= utf8_is_han(character) && !mark_is_hangul(character);
        out->has_clusters |= may_join(character);
        out->has_right_to_left |= mark_is_right_to_left(character);
        out->count++;
        space = SPACE_NONE;
    }
}

static bool is_url_character(uint32_t character)
{
    return character > 0x20 && character < 0x7F && !strchr("<>\"{}|\\^`", (int)character);
}

/* "jw.example.edu.cn/list": labels between two dots or more, the last of them of letters. */
static bool is_host(const struct shown *row, size_t count)
{
    size_t dots = 0, label = 0, letters = 0, i = 0;
    for (; i < count && !strchr("/:?#", (int)row[i].character); i++) {
        const uint32_t c = row[i].character;
        const bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (!is_letter && !(c >= '0' && c <= '9') && c != '-' && (c != '.' || label == 0)) {
            return false;
        }
        dots += c == '.';
        label = c == '.' ? 0 : label + 1;
        letters = c == '.' ? 0 : letters + is_letter;
    }
    return dots >= 2 && label >= 2 && letters == label;
}

/* What stands behind the first mark that ends a host, and that mark. */
static void mark_address(struct shown *row, size_t count)
{
    enum address_part part = ADDRESS_HOST;
    row->is_whole = true;
    for (size_t i = 0; i < count; i++) {
        const bool is_scheme =
            i > 0 && row[i].character == '/' &&
            (row[i - 1].character == ':' ||
                (i > 1 && row[i - 1].character == '/' && row[i - 2].character == ':'));
        if (!is_scheme && strchr("/?#", (int)row[i].character)) {
            part = ADDRESS_PATH;
        }
        row[i].url = (unsigned char)part;
    }
}

/* A run of URL characters is an address when it has "://" or "@", begins with "www." or is a
 * host. */
static void mark_urls(struct chars *out)
{
    struct shown *row = out->row;
    for (size_t i = 0; i < out->count;) {
        size_t end = i;
        bool address = false;
        while (end < out->count && is_url_character(row[end].character) &&
               (end == i || row[end].space == SPACE_NONE)) {
            uint32_t c = row[end].character;
            if (end > i && end + 1 < out->count && is_url_character(row[end + 1].character)) {
                address |= c == '@' || (c == '/' && row[end - 1].character == ':' &&
                                           row[end + 1].character == '/');
            }
            end++;
        }
        if (end == i) {
            i++;
            continue;
        }
        if (end - i > 4 && row[i].character == 'w' && row[i + 1].character == 'w' &&
            row[i + 2].character == 'w' && row[i + 3].character == '.') {
            address = true;
        }
        /* What closes the sentence is not part of the address, nor is what stands before it. */
        size_t from = i, last = end;
        while (from < last && strchr("([)],;:!?'", (int)row[from].character)) {
            from++;
        }
        while (last > from && strchr(".,;:!?)]'", (int)row[last - 1].character)) {
            last--;
        }
        address |= is_host(row + from, last - from);
        if (address) {
            mark_address(row + from, last - from);
        }
        i = end;
    }
}

static size_t put(char *to, uint32_t character)
{
    size_t size = utf8_encode(character, to);
    return size ? size : utf8_encode(0xFFFD, to);
}

static size_t put_space(char *to, enum shown_space space)
{
    static const uint32_t characters[] = {
        [SPACE_WORD] = ' ',
        [SPACE_FIXED] = 0xA0,
        [SPACE_HAN] = 0x3000,
    };
    return space == SPACE_NONE ? 0 : put(to, characters[space]);
}

/* UAX #14 has one class for “ and ”, so that it never breaks beside them. In Chinese text they
 * are brackets; the iterator is shown brackets of the same length in their place. */
static void write_text(struct chars *out, char *shadow)
{
    size_t size = 0;
    for (size_t i = 0; i < out->count; i++) {
        struct shown *shown = &out->row[i];
        size += put_space(out->text + size, shown->space);
        shown->at = (uint32_t)size;
        size += put(out->text + size, shown->character);
    }
    out->text[size] = '\0';
    out->text_size = size;
    memcpy(shadow, out->text, size + 1);
    for (size_t i = 0; i < out->count; i++) {
        const struct shown *shown = &out->row[i];
        if (mark_is_curly(shown->character) && !shown->western_mark) {
            put(shadow + shown->at, shown->class == UNIT_OPEN ? 0x300C : 0x300D);
        }
    }
}

static void apply_breaks(
    struct chars *out, const unsigned char *lines, const unsigned char *clusters)
{
    for (size_t i = 1; i < out->count; i++) {
        struct shown *shown = &out->row[i];
        const struct shown *before = &out->row[i - 1];
        if (clusters && !clusters[shown->at]) {
            shown->level = BREAK_INSIDE;
        } else if (!lines[shown->at] || mark_not_first(shown->character) ||
                   mark_not_last(before->character)) {
            shown->level = BREAK_KINSOKU;
        } else {
            shown->level = BREAK_FREE;
        }
    }
}

bool chars_read(struct arena *arena, const struct paragraph *paragraph,
    const struct set_options *how, struct chars *out)
{
    size_t start = paragraph->start, end = paragraph->end;
    *out = (struct chars) { 0 };
    if (end > UINT32_MAX / 4) {
        return false;
    }
    out->row = arena_array(arena, end - start + 1, sizeof *out->row);
    if (!out->row) {
        return false;
    }
    decode(paragraph->text, start, end, out);
    mark_urls(out);
    chars_even_marks(out, how);

    /* Four bytes a character and three for a space before it. */
    size_t most = out->count * 7 + 1;
    out->text = arena_alloc(arena, most);
    char *shadow = arena_alloc(arena, most);
    unsigned char *lines = arena_alloc(arena, most);
    unsigned char *clusters = out->has_clusters ? arena_alloc(arena, most) : NULL;
    if (!out->text || !shadow || !lines || (out->has_clusters && !clusters)) {
        return false;
    }
    write_text(out, shadow);
    if (!break_find(
            out->has_han ? BREAK_ZH_STRICT : BREAK_ROOT, shadow, out->text_size, lines)) {
        return false;
    }
    if (clusters && !break_find(BREAK_CLUSTERS, out->text, out->text_size, clusters)) {
        return false;
    }
    apply_breaks(out, lines, clusters);
    chars_keep_units(out);
    chars_keep_listed(out);
    return chars_keep_names(arena, out);
}
