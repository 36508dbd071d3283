/* What speaks for each choice, and what the files that choose have in common; for
 * phone_choose*.c only. */
#pragma once

#include "content/phone/phone_choice.h"

#include <stdlib.h>
#include <string.h>

/* What speaks for a choice, in points; a digit that is read counts DIGIT. */
enum {
    DIGIT = 2,
    NUMBER = 10,
    SAID = 30,      /* the text in front or behind says what it is */
    NAME = 40,      /* 校园110 */
    MEANT = 10,     /* inside the house, behind 分机 without a number */
    SHORTER = -20,  /* than a number that begins with the same groups */
    EXTENSION = 20, /* behind its mark */
    EXTENSION_DASH = 14,
    EXTENSION_NEXT = 12, /* one more of the same switchboard */
    EXTENSION_BOXED = 8,
    AHEAD = -1, /* behind its number it is one sooner */
    TAIL = 8,
    TAIL_NEXT = 6,  /* and it counts on from the number before */
    TAIL_ALARM = 2, /* "65763111、110" may be either: as much as the police */
    AREA = 2,       /* less than it counts in front of its number */
    AREA_SAID = 3,
    FOREIGN_PLAN = -1, /* by a plan that does not hold here */
    JOINED = -2,       /* put together from groups */
    TEXT_LONG = -2,    /* three digits and more in a text */
    UNSURE = -10,
    LEFT = -8,
    CLINGS = -30, /* to digits that are no part of it */
    WRONG = -60,  /* the text says that it is something else */
    TAIL_MAX = 4, /* digits */
    INTERNAL_MIN = 3,
    SHORT_MAX = 6,
    WHOLE_MIN = 7,
    SPAN_MAX = 100,
};

enum { GAP_MORE = GAP_SLASH | GAP_LIST | GAP_COMMA | GAP_WAVE | GAP_UNTIL };

static inline const struct phone_group *group_of(const struct phone_choosing *choosing)
{
    return &choosing->scan->groups[choosing->at];
}

static inline bool has_only(unsigned gap, unsigned allowed)
{
    return (gap & ~allowed) == 0;
}

/* A dash or a dot and nothing else: what stands there belongs together. */
static inline bool is_tied(unsigned gap)
{
    return has_only(gap, GAP_JOIN | GAP_ODD) && (gap & (GAP_DASH | GAP_DOT | GAP_ODD));
}

static inline enum phone_step_kind last_kind(const struct phone_choosing *choosing)
{
    return choosing->path->before ? choosing->path->step.kind : STEP_TEXT;
}

static inline void take(
    const struct phone_choosing *choosing, enum phone_step_kind kind, size_t end, int score)
{
    const struct phone_choice choice = {
        .step = { .kind = kind, .first = choosing->at, .end = end }, .score = score
    };
    choosing->take(choosing->context, choosing->path, &choice);
}

static inline void take_number(const struct phone_choosing *choosing, enum phone_step_kind kind,
    const struct phone_number *number, int score)
{
    const struct phone_choice choice = {
        .step = { .kind = kind, .first = choosing->at, .end = number->end, .number = *number },
        .score = score
    };
    choosing->take(choosing->context, choosing->path, &choice);
}

static inline bool is_whole(const struct phone_number *number)
{
    return strlen(number->digits) >= WHOLE_MIN;
}

static inline bool takes_extension(const struct phone_number *number)
{
    return number->kind != PHONE_INTERNAL &&
           !(number->kind == PHONE_SERVICE && plan_is_emergency(number->digits));
}

/* "3301-3304": from one to another, where 分机 or 内线 says what they are. */
static inline bool is_span(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing), *next = group + 1;
    bool is_alike = choosing->at + 1 < choosing->scan->count && next->size == group->size &&
                    group->size >= INTERNAL_MIN && group->size <= TAIL_MAX &&
                    has_only(next->before, GAP_DASH);
    int counts = is_alike ? atoi(next->digits) - atoi(group->digits) : 0;
    return counts > 0 && counts < SPAN_MAX;
}

/* "22417700（內線7700）": what is dialled in the house for the number before; not behind 转. */
static inline bool is_own_end(const struct phone_choosing *choosing)
{
    const struct phone_group *group = &choosing->scan->groups[choosing->at];
    const struct phone_token *tokens = choosing->scan->tokens.list;
    size_t mark = group->first;
    while (mark > 0 && tokens[mark - 1].kind != TOKEN_DIGITS &&
           tokens[mark - 1].kind != TOKEN_EXTENSION) {
        mark--;
    }
    if (mark > 0 && tokens[mark - 1].kind == TOKEN_EXTENSION && !tokens[mark - 1].is_internal) {
        return false;
    }
    const char *digits = choosing->path->number->step.number.digits;
    size_t size = strlen(digits);
    return group->size == TAIL_MAX && size > TAIL_MAX &&
           strcmp(digits + size - TAIL_MAX, group->digits) == 0;
}

/* The number of a switchboard, as the text in front or behind says. */
static inline bool is_board(
    const struct phone_scan *scan, const struct phone_number *number, size_t first)
{
    return takes_extension(number) && number->kind != PHONE_MOBILE &&
           (scan->groups[first].lead == PHONE_WORD_BOARD ||
               scan->groups[number->end - 1].trail == PHONE_WORD_BOARD ||
               scan->groups[number->end - 1].turns);
}

/* Not to be called any more, as the text in front or behind says. */
static inline bool is_dead(const struct phone_group *first, const struct phone_group *last)
{
    return first->lead == PHONE_WORD_DEAD || last->trail == PHONE_WORD_DEAD;
}

/* Whether it makes a number together with what follows: it is no part of one that came before.
 */
static inline bool begins_number(const struct phone_choosing *choosing)
{
    for (size_t i = 0; i < choosing->match_count; i++) {
        const struct phone_number *number = &choosing->matches[i];
        if (number->end == choosing->at + 1 || !is_whole(number)) {
            continue; /* it may be the last group */
        }
        if (number->area[0] || is_tied(choosing->scan->groups[choosing->at + 1].before)) {
            return true;
        }
    }
    return false;
}

/* phone_choose_behind.c */
void phone_choose_extension(const struct phone_choosing *choosing);
void phone_choose_tail(const struct phone_choosing *choosing);

/* phone_choose_ahead.c */
/* "行政楼302" */
bool phone_is_behind_place(const struct phone_choosing *choosing);
void phone_choose_ahead(const struct phone_choosing *choosing);

/* phone_choose_text.c */
void phone_choose_other(const struct phone_choosing *choosing);
void phone_choose_text(const struct phone_choosing *choosing);
