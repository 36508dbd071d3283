/* What each character is to the line: a Han character, a mark that hugs its left or right
 * neighbour, part of a Western word. Tables after CLREQ 3.1.1 (kinds of marks), 3.1.4 (line
 * start and end, "strict") and 3.1.5 (units that stay whole). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum unit_class {
    UNIT_HAN,     /* and whatever else stands on the Han grid: kana, circled figures */
    UNIT_WESTERN, /* Latin words, figures, and every script that is set in words, hangul too */
    UNIT_OPEN,    /* （《“ */
    UNIT_CLOSE,   /* ）》” */
    UNIT_COMMA,   /* ，、；： */
    UNIT_STOP,    /* 。？！ */
    UNIT_MIDDLE,  /* · */
    UNIT_DASH,    /* —— …… */
    UNIT_CONNECTOR, /* ～ － ／ */
    UNIT_SYMBOL,    /* emoji, arrows, dingbats */
};

enum unit_class mark_class(uint32_t character);

/* CLREQ 3.1.4: may not stand first, or last, on a line. */
bool mark_not_first(uint32_t character);
bool mark_not_last(uint32_t character);

/* The full-width form of one of , : ; ? ! ( ) and 0 for any other character. */
uint32_t mark_full_width(uint32_t character);

bool mark_is_digit(uint32_t character);  /* 0-9 only */
bool mark_is_letter(uint32_t character); /* Latin, Greek, Cyrillic */

/* Is it in that list, which is UTF-8? */
bool mark_is_one_of(uint32_t character, const char *list);

/* Joins figures to a range: 8:30—17:30. */
bool mark_is_range(uint32_t character);

/* False for the Western characters that stand against Han without a gap: / - ' ( and so on.
 * `before` tells whether the Han character comes before it. */
bool mark_takes_gap(uint32_t character, bool before);

/* Controls, zero-width spaces, fillers, directional marks: they leave no trace in the line. */
bool mark_is_ignorable(uint32_t character);

/* Private use and what is no character: nobody knows what they stand for, whatever a face has
 * there. */
bool mark_is_private(uint32_t character);

/* Korean: its words have spaces between them, which are the text's own. */
bool mark_is_hangul(uint32_t character);

/* Hebrew, Arabic and their like. */
bool mark_is_right_to_left(uint32_t character);

/* ‘ ’ “ ”, which Chinese and Latin text share. */
bool mark_is_curly(uint32_t character);
