/* Where a heading likes to break: behind a mark, between words, not inside brackets. */
#include "typeset/units.h"

#include "typeset/break.h"

#include <string.h>

enum {
    COST_BESIDE_OPEN = 10,
    COST_BETWEEN_WORDS = 60,
    COST_BEFORE_PARTICLE = 250,
    COST_IN_WORD = 900,
    COST_IN_BRACKETS = 300,
    COST_IN_SHORT_BRACKETS = 900,
    SHORT_BRACKETS = 8, /* units */
};

static bool is_particle(const char *text)
{
    static const char *const particles[] = { "的", "了", "着", "过", "地", "得", "吗", "呢",
        "吧", "们" };
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
        if (strcmp(text, particles[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int cost_between(const struct unit *before, const struct unit *unit, bool between_words)
{
    switch (before->class) {
    case UNIT_CLOSE:
    case UNIT_COMMA:
    case UNIT_STOP:
    case UNIT_DASH:
        return 0;
    default:
        break;
    }
    if (unit->space != SPACE_NONE) {
        return 0;
    }
    if (unit->class == UNIT_OPEN) {
        return COST_BESIDE_OPEN;
    }
    if (!between_words) {
        return COST_IN_WORD;
    }
    return is_particle(unit->text) ? COST_BEFORE_PARTICLE : COST_BETWEEN_WORDS;
}

/* Adds to every break between an opening mark and the closing mark that answers it. */
static void weigh_brackets(struct units *units)
{
    enum { DEEPEST = 16 };
    size_t open[DEEPEST], depth = 0;
    for (size_t i = 0; i < units->count; i++) {
        if (units->row[i].class == UNIT_OPEN) {
            if (depth < DEEPEST) {
                open[depth++] = i;
            }
        } else if (units->row[i].class == UNIT_CLOSE && depth > 0) {
            size_t from = open[--depth];
            int cost =
                i - from <= SHORT_BRACKETS + 1 ? COST_IN_SHORT_BRACKETS : COST_IN_BRACKETS;
            for (size_t k = from + 1; k <= i; k++) {
                units->row[k].break_cost += cost;
            }
        }
    }
}

/* A name with a dot: the characters next to it belong to it. */
static void weigh_names(struct units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        if (units->row[i].class != UNIT_MIDDLE) {
            continue;
        }
        size_t from = i > 2 ? i - 2 : 1, to = i + 3 < units->count ? i + 3 : units->count;
        for (size_t k = from; k < to; k++) {
            units->row[k].break_cost += COST_IN_WORD / 2;
        }
    }
}

bool units_weigh_breaks(struct arena *scratch, const struct chars *chars, struct units *units)
{
    unsigned char *words = arena_alloc(scratch, chars->text_size + 1);
    if (!words || !break_find(BREAK_WORDS, chars->text, chars->text_size, words)) {
        return false;
    }
    for (size_t i = 1; i < units->count; i++) {
        struct unit *unit = &units->row[i];
        unit->break_cost = cost_between(&units->row[i - 1], unit, words[unit->at]);
    }
    weigh_brackets(units);
    weigh_names(units);
    return true;
}
