#include "typeset/title/weigh_spans.h"

#include <string.h>

/* Added to what breaks cost (weigh.c). */
enum {
    COST_IN_NAME = 4500,
    COST_IN_SHORT_BRACKETS = 4300,
    COST_IN_BRACKETS = 3800,
    COST_IN_LONG_BRACKETS = 270, /* which no line holds */
    SHORT_BRACKETS = 8,          /* units */
    COST_IN_EVENT = 1600,
    EVENT_WIDTH_PCT = 125, /* of a line: a title that is smaller by a fifth holds it */
    COST_IN_SHORT_CLAUSE = 1900,
    SHORT_CLAUSE = 4, /* units */
    SHORT_LABEL = 3,  /* words */
};

/* Quotation marks among letters are drawn as these are. */
static bool opens(const struct unit *unit)
{
    return unit->class == UNIT_OPEN || strcmp(unit->text, "“") == 0;
}

static bool closes(const struct unit *unit)
{
    return unit->class == UNIT_CLOSE || strcmp(unit->text, "”") == 0;
}

void weigh_brackets(struct units *units, int64_t line_width)
{
    enum { DEEPEST = 16 };
    size_t open[DEEPEST], depth = 0;
    for (size_t i = 0; i < units->count; i++) {
        if (opens(&units->row[i])) {
            if (depth < DEEPEST) {
                open[depth++] = i;
            }
        } else if (closes(&units->row[i]) && depth > 0) {
            size_t from = open[--depth];
            int64_t width = units->width[i + 1] - units->width[from] - units->em;
            int cost = i - from <= SHORT_BRACKETS + 1 ? COST_IN_SHORT_BRACKETS
                       : width > line_width           ? COST_IN_LONG_BRACKETS
                                                      : COST_IN_BRACKETS;
            for (size_t k = from + 1; k <= i; k++) {
                units->row[k].break_cost += cost;
            }
        }
    }
}

void weigh_events(const struct phrase *phrase, int64_t line_width, struct units *units)
{
    for (size_t w = 1, end; w < phrase->count; w = end) {
        for (end = w; end < phrase->count && phrase->words[end].in_event; end++) {
        }
        const size_t from = phrase->words[w - 1].from, to = phrase->words[end - 1].to;
        const int64_t width = units->width[to] - units->width[from];
        const bool is_held = end > w && 100 * width <= EVENT_WIDTH_PCT * line_width;
        for (size_t i = from + 1; is_held && i < to; i++) {
            units->row[i].break_cost += COST_IN_EVENT;
        }
        end += end == w;
    }
}

/* Behind the Han from here on. */
static size_t han_end(const struct units *units, size_t from)
{
    while (from < units->count && units->row[from].class == UNIT_HAN) {
        from++;
    }
    return from;
}

void weigh_short_clauses(struct units *units)
{
    for (size_t from = 0, end; from < units->count; from = end + 1) {
        end = han_end(units, from);
        bool is_clause = end < units->count && (units->row[end].class == UNIT_COMMA ||
                                                   units->row[end].class == UNIT_STOP);
        for (size_t i = from + 1; is_clause && end - from <= SHORT_CLAUSE && i < end; i++) {
            units->row[i].break_cost += COST_IN_SHORT_CLAUSE;
        }
    }
}

static bool ends_label(const struct unit *unit)
{
    const size_t size = strlen(unit->text);
    return strcmp(unit->text, "：") == 0 || (size > 0 && unit->text[size - 1] == ':');
}

/* How many words, with a space between each and the next, a label has that begins there and
 * ends with a colon: Info Session: has two; 0 for none. */
static size_t label_words(const struct units *units, size_t from)
{
    size_t words = 0;
    for (size_t i = from; i < units->count; i++) {
        const struct unit *unit = &units->row[i];
        if (i > from && unit->space == SPACE_NONE) {
            return ends_label(unit) ? words : 0;
        }
        words++;
        if (unit->class != UNIT_WESTERN || words > SHORT_LABEL) {
            return 0;
        }
        if (ends_label(unit)) {
            return words;
        }
    }
    return 0;
}

void weigh_label(struct units *units)
{
    const size_t words = label_words(units, 0);
    for (size_t i = 1; i < words; i++) {
        units->row[i].break_cost += COST_IN_SHORT_CLAUSE;
    }
}

void weigh_name(const struct chars *chars, const char *name, struct units *units)
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
