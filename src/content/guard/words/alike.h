/* Characters that are taken for one another in the words of the lists: config/guard/alike.txt.
 * Of content/guard only. */
#pragma once

#include "content/text/normalise.h"
#include "content/text/normalise_sound.h"

enum alike_role { ALIKE_NONE, ALIKE_FILLER, ALIKE_STROKE };

struct alike_entry {
    uint32_t character;  /* 0: free */
    uint32_t stands_for; /* or 0 */
    enum alike_role role;
    bool is_rare;  /* a Han character that GB 2312 has not */
    uint16_t part; /* the last parts of which it is the second, and one */
};

/* Two characters that are written for one. */
struct alike_parts {
    uint32_t first, stands_for;
    uint16_t next; /* others with the same second one, as in alike_entry */
};

struct alike {
    const struct text_folder *folder; /* borrowed while characters are added, */
    const struct sound_table *sounds; /* and so are these */
    struct alike_entry *entries;      /* by hash */
    size_t count, capacity;
    struct alike_parts *parts;
    size_t part_count, part_capacity;
    uint8_t some[8192]; /* a bit for the low half of each character that has an entry */
};

void alike_init(
    struct alike *alike, const struct text_folder *folder, const struct sound_table *sounds);
void alike_finish(struct alike *alike);

/* Reads "肖 = 宵 霄" or, of a role, "々 〆". False with what is wrong. */
bool alike_add(
    struct alike *alike, enum alike_role role, const char *text, struct error *error);

/* Reads "赌 = 贝者". */
bool alike_add_parts(struct alike *alike, const char *text, struct error *error);

/* Of one whose bit is in `some`. */
const struct alike_entry *alike_look(const struct alike *alike, uint32_t character);

/* NULL for nearly all characters, as written. */
static inline const struct alike_entry *alike_find(
    const struct alike *alike, uint32_t character)
{
    uint32_t low = character & 0xFFFF;
    return alike->some[low / 8] >> low % 8 & 1 ? alike_look(alike, character) : NULL;
}

/* The character that it and the one before stand for, or 0. */
uint32_t alike_of_parts(
    const struct alike *alike, uint32_t first, const struct alike_entry *second);

/* One for all that look alike: of a folded character. Figures and the Latin letters that are
 * written for them are one, too. */
uint32_t alike_shape(const struct alike *alike, uint32_t folded);
