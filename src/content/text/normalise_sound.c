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

bool sound_table_find(const struct sound_table *table, uint32_t character, char out[SOUND_MAX])
{
    static const char *const digits[] = { "ling", "yi", "er", "san", "si", "wu", "liu", "qi",
        "ba", "jiu" };
    bool is_han = character >= FIRST_HAN && character <= LAST_HAN;
    const char *found = is_han && table->places[character - FIRST_HAN]
                            ? sounds + table->places[character - FIRST_HAN] - 1
                            : NULL;
    if (character >= '0' && character <= '9') {
        strcpy(out, digits[character - '0']);
        return true;
    }
    size_t length = 0;
    while (found && is_letter(found[length]) && length + 1 < SOUND_MAX) {
        out[length] = found[length];
        length++;
    }
    out[length] = '\0';
    return length > 0;
}
