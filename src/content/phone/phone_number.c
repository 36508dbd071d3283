#include "content/phone/phone_number.h"

#include "content/phone/phone_plan_data.h"

#include <stdio.h>
#include <string.h>

enum {
    GAP_AREA = GAP_JOIN | GAP_OPEN | GAP_CLOSE | GAP_ODD | GAP_SLASH | GAP_WAVE | GAP_COLON,
    GAP_COUNTRY = GAP_JOIN | GAP_OPEN | GAP_CLOSE,
    JOINS_MAX = 6,
};

/* The digits of some groups, one after the other. */
struct run {
    char digits[PHONE_DIGITS + 1];
    int size;
    size_t first, end; /* groups */
};

struct matching {
    const struct phone_scan *scan;
    size_t at;
    struct phone_number *out;
    size_t count;
};

static bool has_only(unsigned gap, unsigned allowed)
{
    return (gap & ~allowed) == 0;
}

/* Groups from `at` on until they have `size` digits; the first gap may be one that stands
 * behind an area's code. False where they do not come to that. */
static bool gather(
    const struct phone_scan *scan, size_t at, int size, unsigned first_gap, struct run *run)
{
    *run = (struct run) { .first = at, .end = at };
    while (run->end < scan->count && run->size < size && run->end - at < JOINS_MAX) {
        const struct phone_group *group = &scan->groups[run->end];
        unsigned allowed = run->end == at + 1 ? first_gap : GAP_JOIN;
        if (run->size + group->size > size || group->is_time ||
            (run->end > at && !has_only(group->before, allowed))) {
            return false;
        }
        memcpy(run->digits + run->size, group->digits, (size_t)group->size);
        run->size += group->size;
        run->end++;
    }
    run->digits[run->size] = '\0';
    return run->size == size;
}

/* Behind what stands in `out`: the digits as the groups have them, with dashes between. */
static void print_groups(
    const struct phone_scan *scan, size_t first, size_t end, char *out, size_t room)
{
    size_t used = strlen(out);
    for (size_t i = first; i < end && used + 1 < room; i++) {
        const char *dash = used > 0 && out[used - 1] != '-' ? "-" : "";
        used += (size_t)snprintf(out + used, room - used, "%s%s", dash, scan->groups[i].digits);
    }
}

static void add(struct matching *matching, struct phone_number number, const struct run *run)
{
    if (matching->count < PHONE_MATCHES_MAX) {
        number.end = run->end;
        number.joins = (int)(run->end - matching->at);
        matching->out[matching->count++] = number;
    }
}

static bool is_mobile(const char *digits)
{
    return strlen(digits) == 11 && digits[0] == '1' && digits[1] >= '3';
}

static void set_mobile(struct phone_number *number, const char *digits)
{
    number->kind = PHONE_MOBILE;
    number->plan = PHONE_PLAN_CN;
    snprintf(number->digits, sizeof number->digits, "%s", digits);
    snprintf(
        number->text, sizeof number->text, "%.3s-%.4s-%.4s", digits, digits + 3, digits + 7);
}

static bool is_free(const char *digits)
{
    return strlen(digits) == 10 &&
           (strncmp(digits, "400", 3) == 0 || strncmp(digits, "800", 3) == 0);
}

static void set_free(struct phone_number *number, const char *digits)
{
    number->kind = PHONE_FREE;
    number->plan = PHONE_PLAN_CN;
    snprintf(number->digits, sizeof number->digits, "%s", digits);
    snprintf(
        number->text, sizeof number->text, "%.3s-%.3s-%.4s", digits, digits + 3, digits + 6);
}

static void match_mobile(struct matching *matching)
{
    const struct phone_group *group = &matching->scan->groups[matching->at];
    struct phone_number number = { 0 };
    struct run run;
    bool has_trunk = strncmp(group->digits, "01", 2) == 0; /* once needed from far away */
    unsigned behind = group->is_boxed ? GAP_JOIN | GAP_CLOSE : GAP_JOIN; /* (138)00001234 */
    if (group->size >= 3 &&
        gather(matching->scan, matching->at, 11 + has_trunk, behind, &run) &&
        is_mobile(run.digits + has_trunk)) {
        set_mobile(&number, run.digits + has_trunk);
        add(matching, number, &run);
    }
}

static void match_free(struct matching *matching)
{
    struct phone_number number = { 0 };
    struct run run;
    if (matching->scan->groups[matching->at].size >= 3 &&
        gather(matching->scan, matching->at, 10, GAP_COUNTRY, &run) && is_free(run.digits)) {
        set_free(&number, run.digits);
        add(matching, number, &run);
    }
}

/* An area's code and a number behind it, apart or in one run. */
static void match_area(struct matching *matching, enum phone_plan plan)
{
    const struct phone_scan *scan = matching->scan;
    const struct phone_group *group = &scan->groups[matching->at];
    size_t size;
    const struct plan_area *area = plan_area(plan, group->digits, &size);
    bool is_apart = area && (size_t)group->size == size;
    if (!area || (plan != scan->plan && plan == PHONE_PLAN_TW && !is_apart)) {
        return;
    }
    for (int local = 8; local >= 5; local--) {
        struct run run;
        if (!gather(
                scan, matching->at, (int)size + local, is_apart ? GAP_AREA : GAP_JOIN, &run)) {
            continue;
        }
        struct phone_number number = { .kind = PHONE_LOCAL, .plan = plan };
        const char *digits = run.digits + size;
        bool fits = plan_is_local(plan, area, digits);
        bool is_service = local <= 6 && is_apart && run.end == matching->at + 2 &&
                          plan_is_service(plan, digits);
        if (!fits && !is_service) {
            continue;
        }
        memcpy(number.area, run.digits, size);
        snprintf(number.digits, sizeof number.digits, "%s", digits);
        if (plan == PHONE_PLAN_TW && is_apart) {
            print_groups(scan, matching->at + 1, run.end, number.text, sizeof number.text);
        } else {
            snprintf(number.text, sizeof number.text, "%s", digits);
        }
        add(matching, number, &run);
    }
}

/* 1010 5757 and the like may stand in two groups. */
static void match_service(struct matching *matching, enum phone_plan plan)
{
    const struct phone_scan *scan = matching->scan;
    const struct phone_group *group = &scan->groups[matching->at];
    const int sizes[] = { group->size, 8 };
    for (int i = 0; i < (group->size == 4 ? 2 : 1); i++) {
        struct run run;
        if (!gather(scan, matching->at, sizes[i], GAP_JOIN, &run) ||
            !plan_is_service(plan, run.digits)) {
            continue;
        }
        struct phone_number number = { .kind = PHONE_SERVICE, .plan = plan };
        snprintf(number.digits, sizeof number.digits, "%s", run.digits);
        snprintf(number.text, sizeof number.text, "%s", run.digits);
        add(matching, number, &run);
    }
}

/* Seven or eight digits, whole or as 3+4 and 4+4. */
static void match_local(struct matching *matching)
{
    const struct phone_scan *scan = matching->scan;
    const struct phone_group *group = &scan->groups[matching->at];
    struct run run;
    bool is_split = group->size == 3 || group->size == 4;
    if (!gather(scan, matching->at, is_split ? group->size + 4 : group->size, GAP_JOIN, &run) ||
        run.end > matching->at + 2 || !plan_is_local(scan->plan, NULL, run.digits)) {
        return;
    }
    struct phone_number number = { .kind = PHONE_LOCAL, .plan = scan->plan };
    snprintf(number.digits, sizeof number.digits, "%s", run.digits);
    if (scan->plan == PHONE_PLAN_CN) {
        snprintf(number.text, sizeof number.text, "%s", run.digits);
    } else if (run.size == 8) {
        snprintf(number.text, sizeof number.text, "%.4s-%s", run.digits, run.digits + 4);
    } else {
        print_groups(scan, matching->at, run.end, number.text, sizeof number.text);
    }
    add(matching, number, &run);
}

/* Taiwan's 09xx-xxx-xxx, 0800-xxx-xxx and 0809-xxx-xxx. */
static void match_trunk_tw(struct matching *matching)
{
    const struct phone_scan *scan = matching->scan;
    const struct phone_group *group = &scan->groups[matching->at];
    struct phone_number number = { .kind = PHONE_MOBILE, .plan = PHONE_PLAN_TW };
    struct run run;
    bool is_toll_free = strncmp(group->digits, "080", 3) == 0;
    bool fits = strncmp(group->digits, "09", 2) == 0 ||
                strncmp(group->digits, "0800", 4) == 0 ||
                strncmp(group->digits, "0809", 4) == 0;
    if (fits && group->size >= 4 && gather(scan, matching->at, 10, GAP_JOIN, &run)) {
        number.kind = is_toll_free ? PHONE_FREE : PHONE_MOBILE;
        snprintf(number.digits, sizeof number.digits, "%s", run.digits);
        print_groups(scan, matching->at, run.end, number.text, sizeof number.text);
        add(matching, number, &run);
    }
}

/* Behind the code of a plan's own country: as at home, with or without the 0 of the trunk. */
static bool read_at_home(enum phone_plan plan, const char *digits, struct phone_number *number)
{
    char with_trunk[PHONE_DIGITS + 2];
    bool has_trunk = digits[0] == '0';
    if (plan == PHONE_PLAN_CN && (is_mobile(digits) || is_free(digits))) {
        if (is_mobile(digits)) {
            set_mobile(number, digits);
        } else {
            set_free(number, digits);
        }
        return true;
    }
    snprintf(with_trunk, sizeof with_trunk, "%s%s", has_trunk ? "" : "0", digits);
    size_t size;
    const struct plan_area *area = plan_area(plan, with_trunk, &size);
    if (plan != PHONE_PLAN_CN || !area || !plan_is_local(plan, area, with_trunk + size)) {
        return false;
    }
    number->kind = PHONE_LOCAL;
    number->plan = plan;
    memcpy(number->area, with_trunk, size);
    snprintf(number->digits, sizeof number->digits, "%s", with_trunk + size);
    snprintf(number->text, sizeof number->text, "%s", with_trunk + size);
    return true;
}

/* Where groups end within the last digits of a run: a bit for each digit that begins one. */
static unsigned boundaries(const struct phone_scan *scan, const struct run *run, size_t size)
{
    unsigned found = 0;
    size_t left = size;
    for (size_t i = run->end; i > run->first && left > 0; i--) {
        size_t digits = (size_t)scan->groups[i - 1].size;
        left -= digits < left ? digits : left;
        found |= left > 0 ? 1u << left : 0;
    }
    return found;
}

/* As a country groups numbers of that many digits; 0 where it says nothing. */
static unsigned grouping_of(const struct plan_country *country, size_t size)
{
    unsigned found = 0;
    size_t all = 0;
    for (const char *group = country->grouping; *group; group++) {
        all += (size_t)(*group - '0');
        found |= all < size ? 1u << all : 0;
    }
    return all == size ? found : 0;
}

/* "+852-2358-6622": as it was grouped, or as its country groups. */
static void print_foreign(const struct matching *matching, const struct plan_country *country,
    const struct run *run, struct phone_number *number)
{
    const char *national = number->digits + strlen(country->code);
    size_t size = strlen(national);
    unsigned begins = boundaries(matching->scan, run, size);
    begins = begins ? begins : grouping_of(country, size);
    size_t used = (size_t)snprintf(number->text, sizeof number->text, "+%s-", country->code);
    for (size_t i = 0; i < size && used + 2 < sizeof number->text; i++) {
        if (begins >> i & 1) {
            number->text[used++] = '-';
        }
        number->text[used++] = national[i];
    }
    number->text[used] = '\0';
}

static void add_abroad(struct matching *matching, const struct run *run, const char *digits)
{
    struct phone_number number = { .kind = PHONE_FOREIGN, .plan = matching->scan->plan };
    if (strncmp(digits, "86", 2) == 0) {
        if (read_at_home(PHONE_PLAN_CN, digits + 2, &number)) {
            add(matching, number, run);
        }
        return;
    }
    const struct plan_country *country = plan_country(digits);
    size_t code = country ? strlen(country->code) : 0;
    const char *national = digits + code;
    bool has_trunk = *national == '0' && country && strcmp(country->code, "39") != 0;
    national += has_trunk;
    int size = (int)strlen(national);
    if (country && size >= country->least && size <= country->most) {
        snprintf(number.digits, sizeof number.digits, "%s%s", country->code, national);
        print_foreign(matching, country, run, &number);
        add(matching, number, run);
    }
}

/* Behind + or 00, or behind a code that people of the four plans write without them. */
static void match_country(struct matching *matching)
{
    static const char *const bare[] = { "86", "852", "853", "886" };
    const struct phone_scan *scan = matching->scan;
    const struct phone_group *group = &scan->groups[matching->at];
    bool has_zeros = strncmp(group->digits, "00", 2) == 0;
    bool is_known = group->plus_before || has_zeros;
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
        bool is_apart = strcmp(group->digits, bare[i]) == 0;
        bool is_run = i == 0 && group->size >= 12 && strncmp(group->digits, "86", 2) == 0;
        is_known = is_known || is_apart || is_run;
    }
    struct run run = { .first = matching->at, .end = matching->at };
    while (is_known && run.end < scan->count && run.end - matching->at < JOINS_MAX) {
        const struct phone_group *next = &scan->groups[run.end];
        bool joins = run.end == matching->at || has_only(next->before, GAP_COUNTRY);
        if (!joins || next->is_time || run.size + next->size > PHONE_DIGITS) {
            break;
        }
        memcpy(run.digits + run.size, next->digits, (size_t)next->size + 1);
        run.size += next->size;
        run.end++;
        const char *digits = run.digits + (has_zeros && !group->plus_before ? 2 : 0);
        if (run.end > matching->at + 1 || run.size > 9) {
            add_abroad(matching, &run, digits);
        }
    }
}

size_t phone_number_match(
    const struct phone_scan *scan, size_t at, struct phone_number out[PHONE_MATCHES_MAX])
{
    struct matching matching = { .scan = scan, .at = at, .out = out };
    const struct phone_group *group = &scan->groups[at];
    if (group->is_time || group->is_host || group->size > PHONE_DIGITS) {
        return 0;
    }
    if (!group->plus_before) {
        match_mobile(&matching);
        match_free(&matching);
        match_area(&matching, PHONE_PLAN_CN);
        match_area(&matching, PHONE_PLAN_TW);
        match_trunk_tw(&matching);
        match_service(&matching, PHONE_PLAN_CN);
        if (scan->plan != PHONE_PLAN_CN) {
            match_service(&matching, scan->plan);
        }
        match_local(&matching);
    }
    match_country(&matching);
    return matching.count;
}

void phone_number_dial(const struct phone_number *number, char out[PHONE_DIAL_MAX])
{
    const char *code = phone_plan_code(number->plan);
    bool has_trunk = number->digits[0] == '0';
    out[0] = '\0';
    switch (number->kind) {
    case PHONE_FOREIGN:
        snprintf(out, PHONE_DIAL_MAX, "tel:+%s", number->digits);
        break;
    case PHONE_MOBILE:
        snprintf(out, PHONE_DIAL_MAX, "tel:+%s%s", code, number->digits + has_trunk);
        break;
    case PHONE_FREE:
    case PHONE_SERVICE:
        snprintf(out, PHONE_DIAL_MAX, "tel:%s", number->digits);
        break;
    case PHONE_LOCAL:
        if (number->area[0]) {
            snprintf(
                out, PHONE_DIAL_MAX, "tel:+%s%s%s", code, number->area + 1, number->digits);
        } else if (number->plan == PHONE_PLAN_HK || number->plan == PHONE_PLAN_MO) {
            snprintf(out, PHONE_DIAL_MAX, "tel:+%s%s", code, number->digits);
        }
        break;
    case PHONE_INTERNAL:
        break;
    }
}
