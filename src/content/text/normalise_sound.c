#include "content/text/normalise_sound.h"

#include "base/utf8.h"
#include "content/text/normalise_sounds.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_HAN = 0x4E00, LAST_HAN = 0x9FFF, SYLLABLES_MAX = 512, LETTERS = 26 };

struct sound_table {
    uint16_t places[LAST_HAN - FIRST_HAN + 1]; /* in `sounds`, of the syllable, and one */
    uint16_t syllables[SYLLABLES_MAX];         /* each once, by its first letter */
    uint16_t firsts[LETTERS + 1];              /* of each letter, in syllables */
};

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

struct sound_table *sound_table_create(void)
{
    struct sound_table *table = calloc(1, sizeof *table);
    size_t size = sizeof sounds - 1, syllable = 0;
    uint16_t count = 0;
    for (size_t at = 0; table && at < size;) {
        if (is_letter(sounds[at])) {
            syllable = at;
            table->syllables[count++] = (uint16_t)(at + 1);
            table->firsts[sounds[at] - 'a' + 1] = count;
            while (is_letter(sounds[at])) {
                at++;
            }
        }
        uint32_t c = utf8_next(sounds, size, &at);
        if (c >= FIRST_HAN && c <= LAST_HAN) {
            table->places[c - FIRST_HAN] = (uint16_t)(syllable + 1);
        }
    }
    for (size_t i = 1; table && i <= LETTERS; i++) { /* no sound begins with i, u or v */
        table->firsts[i] =
            table->firsts[i] > table->firsts[i - 1] ? table->firsts[i] : table->firsts[i - 1];
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

size_t sound_table_beginning(const struct sound_table *table, char letter, const uint16_t **out)
{
    size_t index = (size_t)(letter - 'a');
    *out = table->syllables + table->firsts[index];
    return (size_t)(table->firsts[index + 1] - table->firsts[index]);
}

size_t sound_table_letters(uint32_t number, const char **out)
{
    size_t length = 0;
    *out = number ? sounds + number - 1 : "";
    while (length < SOUND_MAX && is_letter((*out)[length])) {
        length++;
    }
    return length;
}
