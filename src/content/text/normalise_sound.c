#include "content/text/normalise_sound.h"

#include "base/utf8.h"
#include "content/text/normalise_sounds.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_HAN = 0x4E00, LAST_HAN = 0x9FFF };

struct sound_table {
    uint16_t places[LAST_HAN - FIRST_HAN + 1]; /* in `sounds`, of the syllable, and one */
};

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

struct sound_table *sound_table_create(void)
{
    struct sound_table *table = calloc(1, sizeof *table);
    size_t size = sizeof sounds - 1, syllable = 0;
    for (size_t at = 0; table && at < size;) {
        if (is_letter(sounds[at])) {
            syllable = at;
            while (is_letter(sounds[at])) {
                at++;
            }
        }
        uint32_t c = utf8_next(sounds, size, &at);
        if (c >= FIRST_HAN && c <= LAST_HAN) {
            table->places[c - FIRST_HAN] = (uint16_t)(syllable + 1);
        }
    }
    return table;
}

void sound_table_destroy(struct sound_table *table)
{
    free(table);
}

uint32_t sound_table_number(const struct sound_table *table, uint32_t character)
{
    static const uint_least16_t figures[] = u"零一二三四五六七八九";
    if (character >= '0' && character <= '9') {
        character = figures[character - '0'];
    }
    return character >= FIRST_HAN && character <= LAST_HAN
               ? table->places[character - FIRST_HAN]
               : 0;
}

bool sound_table_find(const struct sound_table *table, uint32_t character, char out[SOUND_MAX])
{
    uint32_t place = sound_table_number(table, character);
    size_t length = 0;
    while (place && is_letter(sounds[place - 1 + length]) && length + 1 < SOUND_MAX) {
        out[length] = sounds[place - 1 + length];
        length++;
    }
    out[length] = '\0';
    return length > 0;
}
