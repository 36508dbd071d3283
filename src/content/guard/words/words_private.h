/* What the files of guard_words share. */
#pragma once

#include "content/guard/words/units.h"
#include "content/guard/words/word_tables.h"
#include "content/text/normalise_cut.h"

struct words {
    const struct text_folder *folder; /* borrowed */
    const struct word_tables *tables; /* own ones, or those that were made with the program */
    struct word_tables own;
    struct sound_table *sound_table;
    bool is_twin;     /* which has borrowed tables and sounds */
    uint32_t *stamps; /* of each rule: the window in which it was counted */
    uint32_t stamp;
    struct word_cutter *cutter; /* NULL until it is asked */
};

/* A rule that was met. */
struct meeting {
    const struct rule *rule;
    uint32_t at, count; /* units of the plain reading */
    uint16_t segment;
    bool may_cut; /* whether it cuts a word in two is yet to be asked */
    bool is_weak; /* it does, or a name does it */
    bool is_disguised;
};

/* What it counts: one of one letter that is part of a word is none. */
static inline int meeting_weight(const struct meeting *meeting)
{
    int weight = meeting->rule->weight;
    return !meeting->is_weak ? weight : rule_is_letter(meeting->rule) ? 0 : weight / 2;
}

static inline bool meeting_is_offer(const struct meeting *meeting)
{
    return meeting->rule->kind == RULE_WORD || meeting->rule->kind == RULE_CLAIM;
}

struct meetings {
    struct meeting *list;
    size_t count, capacity;
    struct arena *arena;
    bool has_failed;
    struct meeting none; /* written to when memory is out */
};

/* One text while it is judged. */
struct judged {
    struct words *words;
    struct arena *arena;
    struct unit_segment *segments;
    size_t segment_count;
    bool are_cells, are_addresses;
    size_t covered; /* units, by offers */
    struct units units[READING_COUNT];
    struct meetings meetings;
};

/* Adds a rule that is met in `count` units from that one on, with nothing said of it. */
struct meeting *meetings_add(
    struct judged *judged, const struct rule *rule, const struct unit *unit, size_t count);

/* The phrases in a reading of the text, and those that only sound right or are spelled. */
void meet_phrases(struct judged *judged, enum reading reading);
void meet_sounds(struct judged *judged);

/* Whether it is met by its sound as well. */
bool rule_has_sound(const struct rule *rule);

/* Whether numbers are written with it: 5, 十, 几. */
bool letter_is_number(uint32_t letter);

/* Whether units[first, first + count) begin or end in the middle of a word. Slow. */
bool units_cut(const struct units *units, size_t first, size_t count, struct words *words);

/* Adds a trait, where a list has it. */
void meetings_add_trait(
    struct judged *judged, enum rule_trait trait, const struct unit *unit, size_t count);

/* How many letters the plate of a car has that begins there, 渝A·D12345; 0: none does. */
size_t plate_letters(const struct units *units, size_t first);

/* Addresses, accounts and the other traits. */
void meet_traits(struct judged *judged);
void meet_numbers(struct judged *judged);
void meet_tone(struct judged *judged);

/* Takes out what stands within a name, and sorts the rest. */
void meetings_settle(struct judged *judged);

/* A paragraph, or a line of one, as far as it is near an offer: its meetings [first, end), and
 * the unit behind it. */
struct part {
    size_t first, end;
    uint32_t to;
    bool has_call; /* its readers are told to do something */
};

/* The part of a meeting; false where it is all of the text, or a table's. */
bool part_find(const struct judged *judged, size_t pivot, struct part *out);

/* False with why. */
bool score_allows(struct judged *judged, size_t *at, struct error *why);
