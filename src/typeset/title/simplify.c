#include "typeset/title/simplify.h"

#include "base/simplified.h"
#include "base/utf8.h"
#include "typeset/title/lexicon.h"

#include <string.h>

/* Of Japanese the dictionary has no words. */
static bool is_kana(uint32_t character)
{
    enum { FIRST = 0x3041, LAST = 0x30FF };
    return character >= FIRST && character <= LAST;
}

/* 著 is one of 著名, too: what the dictionary has stays. */
static bool is_traditional(const struct unit *unit, uint32_t character)
{
    return unit->class == UNIT_HAN && simplified_of(character) != character &&
           !lexicon_find(unit->text, strlen(unit->text)).tag;
}

static uint32_t character_of(const struct unit *unit)
{
    size_t at = 0;
    return unit->text[0] ? utf8_next(unit->text, strlen(unit->text), &at) : 0;
}

/* One alone is more often of a word that has kept it: 乾坤. */
static bool is_simplified(const struct units *units)
{
    size_t traditional = 0;
    for (size_t i = 0; i < units->count; i++) {
        const uint32_t character = character_of(&units->row[i]);
        if (is_kana(character)) {
            return true;
        }
        traditional += is_traditional(&units->row[i], character);
    }
    return traditional < 2;
}

bool simplify(struct arena *arena, const struct chars *chars, const struct units *units,
    struct simple_text *out)
{
    *out = (struct simple_text) { chars, units };
    if (is_simplified(units)) {
        return true;
    }
    char *text = arena_printf(arena, "%.*s", (int)chars->text_size, chars->text);
    struct chars *simple_chars = arena_alloc(arena, sizeof *simple_chars);
    struct units *simple_units = arena_alloc(arena, sizeof *simple_units);
    struct unit *row = arena_array(arena, units->count, sizeof *row);
    if (!text || !simple_chars || !simple_units || !row) {
        return false;
    }
    for (size_t i = 0; i < units->count; i++) {
        const uint32_t character = character_of(&units->row[i]);
        row[i] = units->row[i];
        if (is_traditional(&row[i], character)) {
            char encoded[4];
            size_t size = utf8_encode(simplified_of(character), encoded);
            memcpy(text + row[i].at, encoded, size);
            row[i].text = arena_printf(arena, "%.*s", (int)size, encoded);
            if (!row[i].text) {
                return false;
            }
        }
    }
    *simple_chars = *chars;
    simple_chars->text = text;
    *simple_units = *units;
    simple_units->row = row;
    *out = (struct simple_text) { simple_chars, simple_units };
    return true;
}
