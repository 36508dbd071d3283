/* Where a heading likes to break: behind a mark, between words, not inside brackets. */
#include "typeset/units.h"

#include "typeset/break.h"

#include <string.h>

/* Next to these, two lines that differ by two em cost 100 (see breaks_balance). */
enum {
    COST_BEHIND_SPACE = 50,
    COST_BESIDE_OPEN = 150,
    COST_BEHIND_CLOSE = 220,
    COST_BETWEEN_WORDS = 250,
    COST_BEFORE_PARTICLE = 500,
    COST_BESIDE_SINGLE = 600, /* 国庆|节: one character is rarely a word of its own */
    COST_IN_WORD = 1200,
    COST_IN_BRACKETS = 400,
    COST_IN_SHORT_BRACKETS = 1200,
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

struct weigher {
    const struct units *units;
    const unsigned char *words; /* by byte of chars.text */
};

static bool is_word_start(const struct weigher *weigher, size_t i)
{
    return i >= weigher->units->count || weigher->words[weigher->units->row[i].at];
}

static int cost_before(const struct weigher *weigher, size_t i)
{
    const struct unit *unit = &weigher->units->row[i], *before = unit - 1;
    switch (before->class) {
    case UNIT_COMMA:
    case UNIT_STOP:
    case UNIT_DASH:
        return 0;
    case UNIT_CLOSE:
        return COST_BEHIND_CLOSE;
    default:
        break;
    }
    if (unit->space != SPACE_NONE) {
        return COST_BEHIND_SPACE;
    }
    if (unit->class == UNIT_OPEN) {
        return COST_BESIDE_OPEN;
    }
    if (!is_word_start(weigher, i)) {
        return COST_IN_WORD;
    }
    if (is_particle(unit->text)) {
        return COST_BEFORE_PARTICLE;
    }
    bool single = unit->class == UNIT_HAN && before->class == UNIT_HAN &&
                  is_word_start(weigher, i + 1) && !is_word_start(weigher, i - 1);
    return single ? COST_BESIDE_SINGLE : COST_BETWEEN_WORDS;
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

bool units_weigh_breaks(struct arena *scratch, const struct chars *chars, struct units *units)
{
    unsigned char *words = arena_alloc(scratch, chars->text_size + 1);
    if (!words || !break_find(BREAK_WORDS, chars->text, chars->text_size, words)) {
        return false;
    }
    struct weigher weigher = { .units = units, .words = words };
    for (size_t i = 1; i < units->count; i++) {
        units->row[i].break_cost = cost_before(&weigher, i);
    }
    weigh_brackets(units);
    return true;
}
