/* Where a heading likes to break: behind a mark, between words, not inside brackets. */
#include "typeset/units.h"

#include "typeset/break.h"

#include <string.h>

/* Next to these, two lines that differ by two em cost 100 (see breaks_balance). */
enum {
    COST_BEHIND_SPACE = 150,
    COST_BESIDE_OPEN = 450,
    COST_BEHIND_CLOSE = 660,
    COST_BEFORE_LEADING = 300,
    COST_BETWEEN_WORDS = 750,
    COST_BEFORE_PARTICLE = 1500,
    COST_BESIDE_SINGLE = 1800, /* 国庆|节: one character is rarely a word of its own */
    COST_IN_UNKNOWN = 2700, /* 实|训: two single ones are mostly a word no dictionary has */
    COST_IN_WORD = 3600,
    COST_IN_NAME = 3600,
    COST_IN_BRACKETS = 1200,
    COST_IN_SHORT_BRACKETS = 3600,
    SHORT_BRACKETS = 8, /* units */
};

static bool is_one_of(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Words that lean on what is before them. */
static bool is_particle(const char *text)
{
    static const char *const particles[] = { "的", "了", "着", "过", "地", "得", "吗", "呢",
        "吧", "们" };
    return is_one_of(text, particles, sizeof particles / sizeof *particles);
}

/* Conjunctions and prepositions lean on what is behind them: 营养套餐|与无障碍通道. */
static bool is_leading(const char *text)
{
    static const char *const leading[] = { "与", "和", "及", "暨", "或", "把", "被", "在", "对",
        "从", "向", "将", "由" };
    return is_one_of(text, leading, sizeof leading / sizeof *leading);
}

/* Single characters that begin a word more often than they end one: 试|运行, 首|批. */
static bool is_prefix(const char *text)
{
    static const char *const prefixes[] = { "试", "首", "各", "全", "新", "老", "总", "副",
        "高", "低", "每", "本", "该", "非", "未", "超", "多", "双", "再", "我" };
    return is_one_of(text, prefixes, sizeof prefixes / sizeof *prefixes);
}

struct weigher {
    const struct units *units;
    const unsigned char *words; /* by byte of chars.text */
};

static bool is_word_start(const struct weigher *weigher, size_t i)
{
    return i >= weigher->units->count || weigher->words[weigher->units->row[i].at];
}

/* One Han character that the dictionary takes for a word. */
static bool is_single_word(const struct weigher *weigher, size_t i)
{
    return weigher->units->row[i].class == UNIT_HAN && is_word_start(weigher, i) &&
           is_word_start(weigher, i + 1);
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
    bool single = is_single_word(weigher, i), single_before = is_single_word(weigher, i - 1);
    if (single_before && is_leading(before->text)) {
        return COST_BESIDE_SINGLE;
    }
    if (single_before && is_prefix(before->text)) {
        return COST_IN_UNKNOWN;
    }
    if (single && is_prefix(unit->text)) {
        return COST_BETWEEN_WORDS;
    }
    if (single && is_leading(unit->text)) {
        return COST_BEFORE_LEADING;
    }
    if (single && single_before) {
        return COST_IN_UNKNOWN;
    }
    bool begins_unknown = single && i + 1 < weigher->units->count &&
                          is_single_word(weigher, i + 1) && !is_leading(unit[1].text) &&
                          !is_particle(unit[1].text);
    return single && before->class == UNIT_HAN && !begins_unknown ? COST_BESIDE_SINGLE
                                                                  : COST_BETWEEN_WORDS;
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

/* Adds to every break inside the name, wherever it stands. One that is all of the text is
 * parted by its words alone. */
static void weigh_name(const struct chars *chars, const char *name, struct units *units)
{
    size_t size = strlen(name), i = 0;
    const char *found = size > 0 && size < chars->text_size ? strstr(chars->text, name) : NULL;
    for (; found != NULL; found = strstr(found + size, name)) {
        size_t at = (size_t)(found - chars->text);
        while (i < units->count && units->row[i].at <= at) {
            i++;
        }
        for (; i < units->count && units->row[i].at < at + size; i++) {
            units->row[i].break_cost += COST_IN_NAME;
        }
    }
}

bool units_weigh_breaks(struct arena *scratch, const struct chars *chars,
    const struct set_options *options, struct units *units)
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
    for (size_t i = 0; i < options->name_count; i++) {
        weigh_name(chars, options->names[i], units);
    }
    return true;
}
