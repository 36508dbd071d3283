/* A text as the lists of words meet it: the letters that are left of it when it is folded, with
 * what stood between them. Of content/guard only. */
#pragma once

#include "content/guard/words/alike.h"

enum unit_gap {
    GAP_SPACE = 1,
    GAP_SEGMENT = 2, /* another member of the item */
    GAP_STOP = 4,    /* punctuation that sentences have */
    GAP_SIGN = 8,    /* anything else that is no letter: stars, emoji, fillers */
    GAP_LINE = 16,   /* another line of it; a space as well */
};

enum unit_flags {
    UNIT_LOOKS = 1,  /* a symbol or another script's letter that reads as a Latin one */
    UNIT_STROKE = 2, /* a dash or the like that reads as 一 */
    UNIT_QUOTED = 4,
    UNIT_RARE = 16,   /* a Han character of alike.txt that stands in no other words */
    UNIT_ESCAPED = 8, /* \u516d or %E4... where people should see a character */
};

struct unit {
    uint32_t plain;   /* folded */
    uint32_t shape;   /* what all that look like it are */
    uint32_t written; /* as it stands in the text */
    uint32_t sign;    /* the first in the gap before it, 0: none */
    uint32_t at;      /* its place among all units, fillers and strokes left out */
    uint16_t segment;
    uint8_t gap, flags;
};

static inline bool unit_is_figure(uint32_t letter)
{
    return letter >= '0' && letter <= '9';
}

static inline bool unit_is_latin(const struct unit *unit)
{
    return unit->plain >= 'a' && unit->plain <= 'z';
}

struct units {
    struct unit *list;
    size_t count;
};

/* How a text may be meant. */
enum reading {
    READ_PLAIN,    /* strokes and fillers are none of it */
    READ_STROKES,  /* strokes are 一 */
    READ_SPARSE,   /* single letters and figures between Han are fillers */
    READ_BACKWARD, /* from its end */
    READING_COUNT,
};

/* What characters come to, and are written for. */
struct unit_tables {
    const struct text_folder *folder;
    const struct alike *alike;
};

struct unit_segment {
    const char *text;
    size_t first, count; /* of its units in READ_PLAIN */
    size_t covered;      /* of them by offers */
};

/* All readings that differ from the plain one; the others are empty. In the arena; false when
 * memory is out. */
bool units_read(const struct unit_tables *tables, struct arena *arena,
    struct unit_segment *segments, size_t segment_count, struct units out[READING_COUNT]);

/* The next character as it stands, or the one that an escape left in the text is for. Of
 * units.c only. */
uint32_t unit_next_character(const char *text, size_t size, size_t *at, bool *is_escaped);
