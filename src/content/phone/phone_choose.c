#include "content/phone/phone_choosing.h"

#include <stdio.h>

void phone_path_follow(struct phone_path *path, const struct phone_scan *scan)
{
    if (path->step.kind == STEP_NUMBER || path->step.kind == STEP_TAIL) {
        path->number = path;
        path->extension_size = 0;
    } else if (path->step.kind == STEP_EXTENSION) {
        path->extension_size = scan->groups[path->step.first].size;
    }
}

/* What speaks against a number that begins here: it is tied to what stands before it. */
static int judge_front(const struct phone_choosing *choosing, const struct phone_number *number)
{
    const struct phone_group *group = group_of(choosing);
    enum phone_step_kind last = last_kind(choosing);
    bool is_lost = last == STEP_LEFT || last == STEP_UNSURE || last == STEP_OTHER;
    bool is_loose = number->kind == PHONE_LOCAL && !number->area[0] && number->joins > 1;
    if (choosing->path->before && has_only(group->before, GAP_STAR | GAP_SPACE) &&
        (group->before & GAP_STAR)) {
        return CLINGS;
    }
    if (!choosing->path->before || !has_only(group->before, GAP_JOIN | GAP_ODD)) {
        return 0;
    }
    if (is_tied(group->before)) {
        bool stands = last == STEP_NUMBER || last == STEP_TAIL || last == STEP_EXTENSION;
        return stands && is_whole(number) && !is_loose ? 0 : CLINGS;
    }
    return is_lost && is_loose ? CLINGS : 0;
}

static bool is_masked(const struct phone_choosing *choosing, size_t end)
{
    for (size_t i = choosing->at; i < end; i++) {
        if (choosing->scan->groups[i].is_masked) {
            return true;
        }
    }
    return false;
}

/* By what stands around it. */
static int judge_words(const struct phone_choosing *choosing, const struct phone_number *number)
{
    const struct phone_group *group = group_of(choosing);
    const struct phone_group *last = &choosing->scan->groups[number->end - 1];
    bool is_account = group->lead == PHONE_WORD_OTHER || is_dead(group, last) ||
                      (last->trail == PHONE_WORD_OTHER && number->kind != PHONE_MOBILE &&
                          number->kind != PHONE_FOREIGN);
    bool is_count = last->is_counted && !is_whole(number);
    bool is_nickname = group->lead == PHONE_WORD_CAMPUS && number->kind == PHONE_SERVICE &&
                       plan_is_emergency(number->digits);
    bool is_date = number->kind == PHONE_LOCAL && !number->area[0] && number->joins == 2 &&
                   phone_group_is_year(group) &&
                   choosing->scan->plan != PHONE_PLAN_HK && /* where they are grouped so */
                   (is_tied(last->before) || phone_group_is_year(last));
    bool is_list = number->kind == PHONE_LOCAL && !number->area[0] && number->joins > 1 &&
                   group->lead == PHONE_WORD_INTERNAL && !is_tied(last->before);
    bool is_wrong =
        is_list || is_account || is_nickname || is_date || is_masked(choosing, number->end);
    return (is_wrong ? WRONG : 0) + (is_count ? CLINGS : 0);
}

/* "400-6001-23": a digit too few for what it begins as. */
static bool is_stump(const struct phone_choosing *choosing, const struct phone_number *number)
{
    const struct phone_group *group = group_of(choosing);
    bool is_free = strcmp(group->digits, "400") == 0 || strcmp(group->digits, "800") == 0;
    const struct phone_group *next = &choosing->scan->groups[number->end];
    return is_free && number->kind == PHONE_LOCAL && number->joins > 1 &&
           number->end < choosing->scan->count && next->size <= TAIL_MAX &&
           has_only(next->before, GAP_JOIN);
}

/* "400-0571-211" is no local number with an extension. */
static bool is_shorter(const struct phone_choosing *choosing, const struct phone_number *number)
{
    bool is_loose = number->kind == PHONE_LOCAL && !number->area[0] && number->joins > 1;
    for (size_t i = 0; is_loose && i < choosing->match_count; i++) {
        if (choosing->matches[i].end > number->end) {
            return true;
        }
    }
    return false;
}

static void choose_number(const struct phone_choosing *choosing)
{
    for (size_t i = 0; i < choosing->match_count; i++) {
        const struct phone_number *number = &choosing->matches[i];
        size_t digits = strlen(number->area) + strlen(number->digits);
        int score = NUMBER + DIGIT * (int)digits;
        score += number->plan != choosing->scan->plan ? FOREIGN_PLAN : 0;
        score += number->joins > 1 ? JOINED : 0;
        score += is_shorter(choosing, number) ? SHORTER : 0;
        score += is_stump(choosing, number) ? WRONG : 0;
        score += judge_front(choosing, number) + judge_words(choosing, number);
        take_number(choosing, STEP_NUMBER, number, score);
    }
}

/* Whether the group at `i` stands in one list with the one before it. */
static bool is_next_of_list(const struct phone_scan *scan, size_t i)
{
    const struct phone_group *group = &scan->groups[i];
    return i > 0 && i < scan->count && group->size == group[-1].size &&
           has_only(group->before, GAP_MORE | GAP_SPACE) && (group->before & GAP_MORE);
}

/* "6576、6577（内线）": what closes the list says it, but for extensions (转801、802分机). */
static bool list_ends_internal(const struct phone_choosing *choosing)
{
    const struct phone_scan *scan = choosing->scan;
    size_t first = choosing->at, last = choosing->at;
    while (is_next_of_list(scan, first)) {
        first--;
    }
    while (is_next_of_list(scan, last + 1)) {
        last++;
    }
    return scan->groups[last].trail == PHONE_WORD_INTERNAL &&
           (first == last || !(scan->groups[first].before & GAP_EXTENSION));
}

/* 内线6576, 6576（内线）, and more of them in a list. */
static void choose_internal(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    const struct phone_path *number = choosing->path->number;
    bool fits = group->size >= INTERNAL_MIN && group->size <= SHORT_MAX && !group->is_time;
    bool is_inside = group->is_inside && group->size == TAIL_MAX && !group->is_counted &&
                     choosing->match_count == 0 && !phone_group_is_year(group);
    bool is_said = group->lead == PHONE_WORD_INTERNAL || is_inside ||
                   (list_ends_internal(choosing) && !(group->before & GAP_EXTENSION)) ||
                   ((group->before & GAP_EXTENSION) && (!number || is_own_end(choosing)));
    bool goes_on = number && last_kind(choosing) == STEP_NUMBER &&
                   number->step.number.kind == PHONE_INTERNAL &&
                   has_only(group->before,
                       GAP_MORE | GAP_SPACE | GAP_DASH | GAP_NOTE | GAP_TEXT | GAP_STOP) &&
                   !group->is_counted && group->lead == PHONE_WORD_NONE &&
                   (int)strlen(number->step.number.digits) == group->size;
    bool is_alarm = group->size == 3 && plan_is_service(choosing->scan->plan, group->digits);
    bool is_part = begins_number(choosing) && !is_span(choosing);
    if (!fits || is_alarm || group->is_quoted || is_part || (!is_said && !goes_on)) {
        return;
    }
    struct phone_number internal = { .kind = PHONE_INTERNAL,
        .plan = choosing->scan->plan,
        .end = choosing->at + 1,
        .joins = 1 };
    snprintf(internal.digits, sizeof internal.digits, "%s", group->digits);
    snprintf(internal.text, sizeof internal.text, "%s", group->digits);
    bool is_word = group->lead == PHONE_WORD_INTERNAL || list_ends_internal(choosing);
    int score = is_word ? SAID : goes_on ? EXTENSION_NEXT : MEANT;
    take_number(choosing, STEP_NUMBER, &internal, score + DIGIT * group->size);
}

static void choose_area(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    size_t size;
    bool is_code =
        plan_area(choosing->scan->plan, group->digits, &size) && (size_t)group->size == size;
    bool is_last = choosing->at + 1 == choosing->scan->count;
    bool is_part = is_tied(group->before); /* room "3-0412" */
    if (is_code && !is_part && (is_last || !has_only(group[1].before, GAP_JOIN | GAP_ODD))) {
        bool is_said = group->lead == PHONE_WORD_AREA || group->is_boxed;
        take(choosing, STEP_AREA, choosing->at + 1, is_said ? AREA_SAID : AREA);
    }
}

/* Groups that stand together and have as many digits as a number may. */
static void choose_unsure(const struct phone_choosing *choosing)
{
    const struct phone_scan *scan = choosing->scan;
    size_t size;
    bool has_area = plan_area(scan->plan, group_of(choosing)->digits, &size) &&
                    (size_t)group_of(choosing)->size == size;
    int digits = 0;
    for (size_t i = choosing->at; i < scan->count && i < choosing->at + SHORT_MAX; i++) {
        const struct phone_group *group = &scan->groups[i];
        unsigned allowed = i == choosing->at + 1 && has_area
                               ? GAP_JOIN | GAP_OPEN | GAP_CLOSE | GAP_SLASH | GAP_ODD
                               : GAP_JOIN | GAP_ODD;
        if (group->is_time || (i > choosing->at && !has_only(group->before, allowed))) {
            break;
        }
        digits += group->size;
        if (digits >= WHOLE_MIN) {
            take(choosing, STEP_UNSURE, i + 1, UNSURE);
        }
    }
}

/* What is tied to a number that is left behind makes that one doubtful too. */
static void choose_left(const struct phone_choosing *choosing)
{
    const struct phone_group *group = group_of(choosing);
    const struct phone_path *path = choosing->path;
    bool is_behind = path->before && path->step.kind == STEP_NUMBER;
    const struct phone_number *number = is_behind ? &path->step.number : NULL;
    int score = LEFT - group->size;
    bool is_country = strcmp(group->digits, "86") == 0 && choosing->match_count > 0;
    score += is_country ? CLINGS : 0; /* "(86) 571-8524-6688" */
    if (number && is_tied(group->before)) {
        score += number->joins == 1 && is_whole(number) ? CLINGS / 2 : CLINGS;
    } else if (number && has_only(group->before, GAP_SPACE) && number->joins > 1 &&
               number->kind == PHONE_LOCAL && !number->area[0]) {
        score += CLINGS;
    }
    take(choosing, STEP_LEFT, choosing->at + 1, score);
}

void phone_choose(const struct phone_choosing *choosing)
{
    choose_number(choosing);
    choose_internal(choosing);
    phone_choose_extension(choosing);
    phone_choose_ahead(choosing);
    phone_choose_tail(choosing);
    choose_area(choosing);
    phone_choose_other(choosing);
    phone_choose_text(choosing);
    choose_unsure(choosing);
    choose_left(choosing);
}
