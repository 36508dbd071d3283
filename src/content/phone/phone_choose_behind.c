/* What stands behind a number: its extensions, the ends of others. */
#include "content/phone/phone_choosing.h"

#include <stdlib.h>

/* "0571-8795 ...": no extension of what came before. */
static bool begins_with_area(const struct phone_choosing *choosing)
{
    for (size_t i = 0; i < choosing->match_count; i++) {
        if (choosing->matches[i].area[0]) {
            return true;
        }
    }
    return false;
}

/* One more behind the first: as long as that, in a list, maybe with names between. */
static bool extension_goes_on(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    unsigned more = GAP_MORE | GAP_STOP | GAP_DASH | GAP_EXTENSION | GAP_TEXT;
    unsigned allowed = more | GAP_NOTE | GAP_SPACE | GAP_COLON | GAP_ODD | GAP_STAR;
    return !begins_with_area(choosing) && choosing->path->extension_size == group->size &&
           has_only(group->before, allowed) && (group->before & (more | GAP_NOTE));
}

/* Nothing but digits stands in the bracket, or a list of them. */
static bool is_boxed_list(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    bool has_next = choosing->at + 1 < choosing->scan->count;
    size_t size;
    bool is_area =
        plan_area(choosing->scan->plan, group->digits, &size) && size == (size_t)group->size;
    return !is_area && (group->closes || (is_span(choosing) && !group[1].is_counted) ||
                           (has_next && has_only(group[1].before, GAP_MORE | GAP_SPACE)));
}

/* "总机：2738110（招办8001、教务处8002）": several, each with its name. */
static bool is_boxed_name(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing), *next = group + 1;
    bool has_next = choosing->at + 1 < choosing->scan->count && next->size == group->size &&
                    has_only(next->before, GAP_MORE | GAP_STOP | GAP_SPACE | GAP_TEXT);
    return has_next && group->is_within && (group->before & GAP_TEXT_INSIDE) &&
           group->lead == PHONE_WORD_NONE &&
           (group->size > INTERNAL_MIN || !phone_is_behind_place(choosing));
}

/* "总机：2738110 招办 8001": what a switchboard has behind it, each with its name. */
static bool is_behind_board(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    const struct phone_step *board = &choosing->path->number->step;
    enum phone_token_kind next = choosing->scan->tokens.list[group->last + 1].kind;
    bool is_noted = choosing->scan->groups[board->end - 1].trail == PHONE_WORD_BOARD &&
                    (group->before & GAP_TEXT_INSIDE) &&
                    (next == TOKEN_OPEN || next == TOKEN_WORD); /* "（总机）801（招办）" */
    bool is_named = is_noted || is_boxed_name(choosing) ||
                    ((group->before & GAP_TEXT) && group->lead == PHONE_WORD_NONE);
    return last_kind(choosing) == STEP_NUMBER && is_named &&
           is_board(choosing->scan, &board->number, board->first) &&
           group->size >= INTERNAL_MIN && group->size < SHORT_MAX && !group->is_counted &&
           !begins_number(choosing) && choosing->match_count == 0;
}

void phone_choose_extension(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    const struct phone_path *path = choosing->path;
    bool fits = path->number && takes_extension(&path->number->step.number) &&
                group->size <= SHORT_MAX && !group->is_time && !group->is_masked &&
                !group->is_chained;
    if (!fits) {
        return;
    }
    const struct phone_number *number = &path->number->step.number;
    bool has_switchboard = number->kind != PHONE_MOBILE;
    bool is_behind = last_kind(choosing) == STEP_NUMBER || last_kind(choosing) == STEP_TAIL;
    bool is_dashed = has_only(group->before, GAP_DASH | GAP_SPACE | GAP_ODD) &&
                     (group->before & GAP_DASH) && !begins_with_area(choosing) &&
                     group->size < (number->kind == PHONE_SERVICE ? INTERNAL_MIN : SHORT_MAX);
    int score = 0;
    if ((group->before & GAP_EXTENSION) && !is_own_end(choosing)) {
        score = EXTENSION;
    } else if (is_behind && has_only(group->before, GAP_STAR | GAP_SPACE) &&
               (group->before & GAP_STAR)) {
        score = EXTENSION;
    } else if (is_behind_board(choosing)) {
        score = EXTENSION_NEXT;
    } else if (is_behind && has_switchboard && is_dashed) {
        score = EXTENSION_DASH;
    } else if (extension_goes_on(choosing) && !group->is_counted &&
               group->lead != PHONE_WORD_OTHER && group->lead != PHONE_WORD_INTERNAL) {
        score = EXTENSION_NEXT;
    } else if (is_behind && has_switchboard && has_only(group->before, GAP_OPEN | GAP_SPACE) &&
               (group->before & GAP_OPEN) && group->size >= 2 && !group->is_counted &&
               number->kind != PHONE_SERVICE && is_boxed_list(choosing)) {
        score = EXTENSION_BOXED;
    }
    if (score) {
        take(choosing, STEP_EXTENSION, choosing->at + 1, score + DIGIT * group->size);
    }
}

/* Both as numbers, of the last digits. */
static int distance(const char *number, const struct phone_group *tail)
{
    const char *end = number + strlen(number) - tail->size;
    return atoi(tail->digits) - atoi(end);
}

/* The last of the groups that the number was written in is of four digits, as the tail is. */
static bool is_for_group(const struct phone_choosing *choosing, const struct phone_path *before,
    const struct phone_group *tail)
{
    const struct phone_group *last = &choosing->scan->groups[before->step.end - 1];
    return before->step.number.joins > 1 && last->size == tail->size && last->size == TAIL_MAX;
}

/* Begins as what it stands for does. */
static bool is_alike(const struct phone_number *number, const struct phone_group *tail)
{
    return number->digits[strlen(number->digits) - (size_t)tail->size] == tail->digits[0];
}

/* Whether it stands for the last digits of the number. It counts on from them, or is short, or
 * begins as they do; otherwise it might as well be an extension. Of a number that was written
 * in groups it may stand for the last. */
static bool is_like(const struct phone_choosing *choosing, const struct phone_path *before,
    const struct phone_group *tail)
{
    const struct phone_number *number = &before->step.number;
    int counts_on = distance(number->digits, tail);
    bool is_group = is_for_group(choosing, before, tail);
    if (number->kind != PHONE_LOCAL) {
        return is_group;
    }
    return tail->size <= 2 || is_alike(number, tail) || is_group ||
           (counts_on > 0 && counts_on < 10);
}

/* The number with other digits at its end. */
static struct phone_number with_tail(const struct phone_number *number, const char *tail)
{
    struct phone_number whole = *number;
    size_t size = strlen(tail);
    memcpy(whole.digits + strlen(whole.digits) - size, tail, size);
    for (char *at = whole.text + strlen(whole.text); size > 0 && at > whole.text;) {
        at--;
        if (*at >= '0' && *at <= '9') {
            *at = tail[--size];
        }
    }
    return whole;
}

/* "+852-2358-6622/2358-6623": behind a code, one that lacks it. */
static void choose_at_home(
    const struct phone_choosing *choosing, const struct phone_number *number)
{
    size_t code = strcspn(number->text + 1, "-");
    struct phone_number whole = *number;
    size_t wanted = strlen(number->digits) - code, size = 0;
    char digits[PHONE_DIGITS + 1];
    for (size_t i = choosing->at; i < choosing->scan->count && size < wanted; i++) {
        const struct phone_group *group = &choosing->scan->groups[i];
        if ((i > choosing->at && !has_only(group->before, GAP_JOIN)) || group->is_time ||
            size + (size_t)group->size > wanted) {
            return;
        }
        memcpy(digits + size, group->digits, (size_t)group->size + 1);
        size += (size_t)group->size;
        whole.end = i + 1;
    }
    if (size == wanted) {
        whole = with_tail(&whole, digits);
        whole.joins = (int)(whole.end - choosing->at);
        take_number(choosing, STEP_TAIL, &whole, NUMBER + TAIL_NEXT + DIGIT * (int)size);
    }
}

/* "88392011-12" and "88392011-2012" may be ranges as well as have an extension: as much for one
 * as for the other. */
static void choose_range(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    const struct phone_path *before = choosing->path->number;
    bool fits = before && last_kind(choosing) == STEP_NUMBER &&
                (group->size == 2 || group->size == TAIL_MAX) &&
                has_only(group->before, GAP_DASH) && !group->is_counted &&
                before->step.number.kind == PHONE_LOCAL && is_whole(&before->step.number);
    int counts_on = fits ? distance(before->step.number.digits, group) : 0;
    if (counts_on > 0 && counts_on < 10) {
        struct phone_number number = with_tail(&before->step.number, group->digits);
        number.end = choosing->at + 1;
        take_number(choosing, STEP_TAIL, &number, EXTENSION_DASH + DIGIT * group->size);
    }
}

/* "62751234,5,6": one or two digits behind a comma are mostly of a text; not where they count
 * on and nothing follows that they might count. */
static bool may_follow_comma(const struct phone_choosing *choosing, int counts_on)
{
    const struct phone_group *group = group_of(choosing);
    enum phone_token_kind next = choosing->scan->tokens.list[group->last + 1].kind;
    bool is_end = next == TOKEN_COMMA || next == TOKEN_STOP || next == TOKEN_LINE ||
                  next == TOKEN_CLOSE || next == TOKEN_END;
    return group->size >= INTERNAL_MIN || (counts_on > 0 && counts_on < 10 && is_end);
}

/* What counts on here did so before: 118/119/120, but not 111、110、119、120. */
static bool is_steady(const struct phone_choosing *choosing, const struct phone_path *tail)
{
    const struct phone_path *before = tail->before ? tail->before->number : NULL;
    if (tail->step.kind == STEP_NUMBER || !before) {
        return true;
    }
    int counts_on =
        distance(before->step.number.digits, &choosing->scan->groups[tail->step.first]);
    return counts_on > 0 && counts_on < 3;
}

void phone_choose_tail(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    const struct phone_path *before = choosing->path->number;
    enum phone_step_kind last = last_kind(choosing);
    unsigned more = group->before & GAP_MORE;
    bool follows = before && (last == STEP_NUMBER || last == STEP_TAIL) && more &&
                   has_only(group->before, more | GAP_SPACE | GAP_NOTE) && group->is_listed &&
                   group->lead == PHONE_WORD_NONE && !group->is_time && !group->is_within;
    if (follows && before->step.number.kind == PHONE_FOREIGN) {
        choose_at_home(choosing, &before->step.number);
    }
    choose_range(choosing);
    bool fits = follows && group->size <= TAIL_MAX && !group->is_counted &&
                group->trail != PHONE_WORD_INTERNAL && !begins_number(choosing);
    if (!fits || !is_whole(&before->step.number) || !is_like(choosing, before, group)) {
        return;
    }
    int counts_on = distance(before->step.number.digits, group);
    bool is_itself = counts_on == 0; /* "65765110，110" are two */
    if (is_itself || (more == GAP_COMMA && !may_follow_comma(choosing, counts_on))) {
        return;
    }
    struct phone_number number = with_tail(&before->step.number, group->digits);
    number.end = choosing->at + 1;
    int score = TAIL + DIGIT * group->size;
    bool is_alarm = choosing->match_count > 0 && group->size == INTERNAL_MIN;
    int near = !is_alarm ? 10 : is_steady(choosing, before) ? 3 : 0; /* 65763118/119 */
    score += is_alarm ? TAIL_ALARM : 0;
    score += counts_on > 0 && counts_on < near ? TAIL_NEXT : 0;
    take_number(choosing, STEP_TAIL, &number, score);
    bool is_sure =
        is_for_group(choosing, before, group) && is_alike(&before->step.number, group);
    if (group->is_led && before->step.number.kind == PHONE_LOCAL && !is_sure) {
        /* "87953110、-3120": or an extension */
        take(choosing, STEP_EXTENSION, choosing->at + 1, score);
    }
}
