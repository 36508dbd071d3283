/* The first step: a paragraph of source text becomes the characters that are shown. Spaces are
 * gone from the row and kept as a property of the character behind them; half-width marks in
 * Chinese are full-width; each character knows whether a line may begin with it. */
#pragma once

#include "base/arena.h"
#include "typeset/chars/marks.h"
#include "typeset/typeset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum shown_space { SPACE_NONE, SPACE_WORD, SPACE_FIXED, SPACE_HAN }; /* none, ' ', nbsp, 　 */

/* May a line begin here? The later ones only when a line cannot be made otherwise, in this
 * order. */
enum break_level {
    BREAK_FREE,
    BREAK_TASTE,   /* inside what is better read whole: free in justified text, at its cost */
    BREAK_KEEP,    /* inside a unit of CLREQ 3.1.5: 50%, 8:30, a telephone number */
    BREAK_CUT,     /* inside a word that is wider than a line */
    BREAK_KINSOKU, /* against CLREQ 3.1.4 or UAX #14 */
    BREAK_INSIDE,  /* inside a grapheme cluster: never */
};

/* What it costs a justified paragraph to part what is better read whole, in hundredths of what
 * a line costs that is an em short. */
enum taste {
    TASTE_DATE = 150,     /* 2026年|11月 */
    TASTE_NAME_DOT = 250, /* 列夫·|托尔斯泰 */
    TASTE_ADDRESS = 250,  /* example.edu.cn/|zs */
    TASTE_DOCUMENT = 300, /* 〔2026〕|38号 */
    TASTE_HYPHEN = 400,   /* state-of-the-|art */
    TASTE_HANGUL = 400,   /* 도서|관 */
    TASTE_ORDINAL = 1200, /* 第十八|届 */
    TASTE_RANGE = 1200,   /* 8:30—|17:30 */
    TASTE_NAME = 1500,    /* 托尔|斯泰 */
    TASTE_PATH = 1500,    /* list?id=|12 */
    TASTE_UNTIL = 2600,   /* 25日|至|29日 */
    TASTE_UNIT = 2600,    /* 300|人: rather Han that are a sixth of an em apart */
    TASTE_IN_UNIT = 3200, /* 5公|里, 第|12 */
    TASTE_NUMERAL = 3200, /* 一百|二十 */
    TASTE_TIMES = 12000,  /* 9:00—|16:00: rather a line as loose as may be */
};

/* A mail address is a host from its beginning on. */
enum address_part { NO_ADDRESS, ADDRESS_HOST, ADDRESS_PATH };

struct shown {
    uint32_t character;
    uint32_t start, end;  /* bytes of the source */
    uint32_t at;          /* byte in chars.text */
    unsigned char class;  /* enum unit_class */
    unsigned char space;  /* enum shown_space, before this character */
    unsigned char level;  /* enum break_level, before this character */
    unsigned short taste; /* enum taste, of a break here; 0 is none */
    unsigned char url;    /* enum address_part */
    bool is_whole;        /* begins what is never parted: the line before it may be short */
    bool hyphen; /* inside a word: a line may begin here when the one before ends with a hyphen
                  */
    bool western_mark; /* a quote mark in Latin text: no Chinese spacing around it */
};

struct chars {
    struct shown *row;
    size_t count;
    char *text; /* as shown, UTF-8, the spaces that are kept included */
    size_t text_size;
    bool has_han, has_clusters, has_right_to_left;
    bool has_ideographs, has_hangul; /* Han and kana; without them it is not East Asian */
};

/* text[start..end) */
struct paragraph {
    const char *text;
    size_t start, end;
};

/* Lives in the arena. False when memory is out. */
bool chars_read(struct arena *arena, const struct paragraph *paragraph,
    const struct set_options *how, struct chars *out);

/* Marks that were typed in another way are shown as Chinese has them, and each knows whether it
 * is of Latin text; typed spaces that are the layout's own are gone. */
void chars_even_marks(struct chars *chars, const struct set_options *how);

/* Two dashes of another kind between Chinese are ——. */
void chars_even_dashes(struct chars *chars);

/* Marks what CLREQ 3.1.5 and this project's rules keep whole (docs/typesetting.md). */
void chars_keep_units(struct chars *chars);

/* Names with spaces between them, three and more: 张三 李四 徐子轩. */
void chars_keep_listed(struct chars *chars);

/* A break before row[i] is better not made. */
void chars_keep_softly(struct chars *chars, size_t i, enum taste taste);

/* Marks where English words may be parted: none that is an address, touches a figure, or is all
 * capitals; one with a capital only in justified text, at a price (TASTE_NAME). */
void chars_part_words(struct chars *chars, const char *lang, bool is_justified);

/* What names from other tongues are written with. */
bool chars_is_sound(uint32_t character);

/* Whether the dot between Han at row[i] is one of a host's, 云汀.中国, and no stop. */
bool chars_is_host_dot(const struct chars *chars, size_t i);

/* Keeps names with · whole: 约翰·史密斯. False when memory is out. */
bool chars_keep_names(struct arena *arena, struct chars *chars);
