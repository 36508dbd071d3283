/* Digits that are no telephone number, by what the text says. */
#include "content/phone/phone_choosing.h"

#include <stdlib.h>

/* More of what is no telephone number: in a list, or as long as the one before. */
static bool other_goes_on(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    if (!choosing->path->before || last_kind(choosing) != STEP_OTHER ||
        group->lead == PHONE_WORD_PHONE) {
        return false;
    }
    if (choosing->scan->groups[choosing->path->step.end - 1].trail == PHONE_WORD_DEAD) {
        return false; /* 已停用 is said of one */
    }
    unsigned more = GAP_MORE | GAP_DASH | GAP_DOT;
    int size = choosing->scan->groups[choosing->path->step.end - 1].size;
    bool is_list = has_only(group->before, more | GAP_SPACE | GAP_NOTE) &&
                   (group->before & (GAP_MORE | GAP_DASH | GAP_DOT));
    bool is_same = has_only(group->before, GAP_SPACE) && abs(size - group->size) <= 1;
    return is_list || is_same;
}

/* Of an account's digits in groups: "657 639 9912". */
static bool is_part(const struct phone_scan *scan, size_t at)
{
    struct phone_number matches[PHONE_MATCHES_MAX];
    size_t count = phone_number_match(scan, at, matches);
    bool is_number = false;
    for (size_t i = 0; i < count; i++) {
        is_number = is_number || (is_whole(&matches[i]) && matches[i].area[0]);
    }
    return scan->groups[at].size < WHOLE_MIN && scan->groups[at - 1].size < WHOLE_MIN &&
           !is_number;
}

/* An account, a code: all of what is joined to its first digits. */
void phone_choose_other(const struct phone_choosing *choosing)
{
    const struct phone_scan *scan = choosing->scan;
    const struct phone_group *group = group_of(choosing);
    size_t end = choosing->at + 1;
    int digits = group->size;
    while (end < scan->count && scan->groups[end].before && digits < PHONE_RUN_MAX &&
           (is_tied(scan->groups[end].before) ||
               (scan->groups[end].before == GAP_SPACE && is_part(scan, end)))) {
        digits += scan->groups[end++].size;
    }
    bool is_filed = group->is_counted && group->size > 8;
    bool is_mobile =
        choosing->match_count > 0 && (choosing->matches[0].kind == PHONE_MOBILE ||
                                         choosing->matches[0].kind == PHONE_FOREIGN);
    bool is_abroad = choosing->at > 0 && group[-1].plus_before && /* +852 9123-4567 */
                     has_only(group->before, GAP_JOIN);
    bool is_said =
        group->lead == PHONE_WORD_OTHER || is_dead(group, &scan->groups[end - 1]) ||
        (scan->groups[end - 1].trail == PHONE_WORD_OTHER && !is_mobile && !is_abroad);
    if ((is_said && digits >= INTERNAL_MIN && group->size > 1) || is_filed ||
        other_goes_on(choosing)) {
        take(choosing, STEP_OTHER, end, SAID + DIGIT * digits);
    }
}

static bool is_famous(const struct phone_group *group)
{
    return (group->size == 3 || group->size == 5) &&
           plan_is_service(PHONE_PLAN_CN, group->digits);
}

/* The gap behind a name and others like it (校园110、119), and whether a number that is whole,
 * or in the house, stands behind that gap. */
static bool number_follows(const struct phone_choosing *choosing, unsigned *gap)
{
    const struct phone_scan *scan = choosing->scan;
    size_t next = choosing->at + 1;
    while (next < scan->count && is_famous(&scan->groups[next]) &&
           has_only(scan->groups[next].before, GAP_MORE | GAP_TEXT | GAP_SPACE) &&
           (scan->groups[next].before & GAP_MORE)) {
        next++;
    }
    if (next == scan->count) {
        return false;
    }
    struct phone_number follows[PHONE_MATCHES_MAX];
    *gap = scan->groups[next].before;
    bool is_internal = *gap == GAP_COLON && scan->groups[next].trail == PHONE_WORD_INTERNAL;
    return (phone_number_match(scan, next, follows) > 0 && is_whole(&follows[0])) ||
           is_internal;
}

/* 校园110 beside a whole number, and "报警110：" in front of one: a name. */
static bool is_name(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    const struct phone_path *before = choosing->path->number;
    const unsigned apart = GAP_STOP | GAP_LIST | GAP_COMMA | GAP_ITEM;
    if (!is_famous(group)) {
        return false;
    }
    bool is_campus = group->lead == PHONE_WORD_CAMPUS || group->lead == PHONE_WORD_INTERNAL;
    unsigned gap = 0;
    bool is_followed = number_follows(choosing, &gap) && !(gap & apart);
    bool is_headed = is_followed && group[1].before == GAP_COLON;
    bool is_behind =
        before && is_whole(&before->step.number) && !(group->before & apart) && is_campus;
    /* 校园110、119：... */
    bool goes_on = last_kind(choosing) == STEP_TEXT && choosing->path->before &&
                   is_famous(group - 1) && (group->before & GAP_MORE) &&
                   has_only(group->before, GAP_MORE | GAP_TEXT | GAP_SPACE);
    bool is_said = is_campus || group->campus_behind || group->is_quoted || goes_on;
    return is_headed || is_behind || (is_said && is_followed);
}

/* "3-0412": a room's. */
static bool is_room(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    bool is_behind = choosing->path->before && last_kind(choosing) == STEP_TEXT;
    return is_behind && has_only(group->before, GAP_DASH) && group->size <= TAIL_MAX &&
           group[-1].size <= 2 && !is_tied(group[-1].before);
}

/* Below a head that is none of numbers: "部门 房间 电话". */
static bool is_cell(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    return group->head > 0 && group->lead == PHONE_WORD_NONE && !is_tied(group->before);
}

void phone_choose_text(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    bool is_short = group->size <= SHORT_MAX;
    bool is_noted = group->is_boxed && choosing->path->number;
    bool leads = choosing->at + 1 < choosing->scan->count && !group->has_text_before &&
                 has_only(group[1].before, GAP_SPACE | GAP_DASH);
    bool is_code =
        strcmp(group->digits, "86") == 0 && (group->is_boxed || group->plus_before || leads);
    if (is_name(choosing)) {
        take(choosing, STEP_TEXT, choosing->at + 1, NAME);
    } else if (group->is_time || (is_short && group->is_counted) || group->size <= 2) {
        take(choosing, STEP_TEXT, choosing->at + 1,
            !is_code                                          ? 0
            : group->plus_before || choosing->match_count > 0 ? CLINGS
                                                              : LEFT);
    } else if (is_short && !group->is_masked &&
               (is_room(choosing) || is_cell(choosing) ||
                   (!is_tied(group->before) &&
                       (group->has_text_before || is_noted || group->is_chained)))) {
        take(choosing, STEP_TEXT, choosing->at + 1, TEXT_LONG);
    }
}
