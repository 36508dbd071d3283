#include "content/phone/scan/phone_scan.h"

#include "content/phone/scan/phone_around.h"
#include "content/phone/scan/phone_heads.h"
#include "content/phone/scan/phone_items.h"

#include <stdlib.h>
#include <string.h>

enum { SPACED_DIGITS_MIN = 7 };

static bool is_text(enum phone_token_kind kind)
{
    return kind == TOKEN_WORD || kind == TOKEN_NAME;
}

static unsigned gap_flag(const struct phone_token *token, int depth)
{
    static const unsigned flags[] = { [TOKEN_SPACE] = GAP_SPACE,
        [TOKEN_DASH] = GAP_DASH,
        [TOKEN_ODD] = GAP_ODD,
        [TOKEN_DOT] = GAP_DOT,
        [TOKEN_WAVE] = GAP_WAVE,
        [TOKEN_UNTIL] = GAP_UNTIL,
        [TOKEN_STAR] = GAP_STAR,
        [TOKEN_MASK] = GAP_MASK,
        [TOKEN_PLUS] = GAP_PLUS,
        [TOKEN_COLON] = GAP_COLON,
        [TOKEN_SLASH] = GAP_SLASH,
        [TOKEN_LIST] = GAP_LIST,
        [TOKEN_COMMA] = GAP_COMMA,
        [TOKEN_STOP] = GAP_STOP,
        [TOKEN_LINE] = GAP_STOP,
        [TOKEN_ITEM] = GAP_ITEM,
        [TOKEN_OPEN] = GAP_OPEN,
        [TOKEN_CLOSE] = GAP_CLOSE,
        [TOKEN_EXTENSION] = GAP_EXTENSION };
    if (is_text(token->kind)) {
        return depth > 0 ? GAP_TEXT_INSIDE : GAP_TEXT;
    }
    return flags[token->kind];
}

static bool is_list_mark(enum phone_token_kind kind)
{
    return kind == TOKEN_SLASH || kind == TOKEN_LIST || kind == TOKEN_COMMA ||
           kind == TOKEN_WAVE || kind == TOKEN_UNTIL;
}

/* "8795-3110/-3120": whether the dash at `at` stands between a list's mark and the group. */
static bool is_leading_dash(
    const struct phone_tokens *tokens, size_t first, size_t at, const struct phone_group *group)
{
    const struct phone_token *list = tokens->list;
    size_t before = at, after = at + 1;
    while (before > first && list[before - 1].kind == TOKEN_SPACE) {
        before--;
    }
    after += after < group->first && list[after].kind == TOKEN_SPACE;
    return list[at].kind == TOKEN_DASH && before > first &&
           is_list_mark(list[before - 1].kind) && after == group->first;
}

/* What stands from `first` up to the group. */
static void read_gap(const struct phone_tokens *tokens, size_t first, struct phone_group *group)
{
    int depth = 0;
    for (size_t i = first; i < group->first; i++) {
        const struct phone_token *token = &tokens->list[i];
        bool leads = is_leading_dash(tokens, first, i, group);
        group->is_led = group->is_led || leads;
        group->before |= leads ? 0 : gap_flag(token, depth);
        depth += token->kind == TOKEN_OPEN;
        depth -= token->kind == TOKEN_CLOSE && depth > 0;
    }
    group->is_within = depth > 0;
}

static bool is_lone_digit(const struct phone_tokens *tokens, size_t at)
{
    return at < tokens->count && tokens->list[at].kind == TOKEN_DIGITS &&
           tokens->list[at].size == 1;
}

/* How many digits stand alone from `at` on, with white space between; *end is behind them. */
static size_t count_lone(const struct phone_tokens *tokens, size_t at, size_t *end)
{
    size_t digits = 0;
    for (*end = at; is_lone_digit(tokens, at); at += 2) {
        digits++;
        *end = at + 1;
        if (tokens->list[at + 1].kind != TOKEN_SPACE) {
            break;
        }
    }
    return digits;
}

/* Past what stands between the parts of one number: a dash, a bracket, white space. */
static size_t skip_join(const struct phone_tokens *tokens, size_t at)
{
    while (tokens->list[at].kind == TOKEN_SPACE || tokens->list[at].kind == TOKEN_DASH ||
           tokens->list[at].kind == TOKEN_CLOSE) {
        at++;
    }
    return at;
}

/* How many tokens make one group of digits that stand alone: "1 3 9 0 0 0 0 5 6 7 8"; of
 * "0 2 3 - 6 5 7 6 3 1 1 1" the first three, as all of it has enough of them. */
static size_t spaced_run(
    const struct phone_tokens *tokens, const struct phone_group *before, size_t at)
{
    size_t end, all = count_lone(tokens, at, &end), run = end - at;
    for (size_t next = skip_join(tokens, end), behind; is_lone_digit(tokens, next);
         next = skip_join(tokens, behind)) {
        all += count_lone(tokens, next, &behind);
    }
    /* A later part of what began so. */
    bool goes_on =
        before && before->last > before->first && skip_join(tokens, before->last + 1) == at;
    return all >= SPACED_DIGITS_MIN || goes_on ? run : 1;
}

/* The group that begins at a token; `before` is the one in front of it, or NULL. */
static bool read_group(struct arena *arena, const struct phone_tokens *tokens, size_t at,
    const struct phone_group *before, struct phone_group *group)
{
    char digits[PHONE_RUN_MAX + 1] = { 0 };
    size_t run = spaced_run(tokens, before, at);
    *group = (struct phone_group) { .first = at, .last = at + run - 1 };
    for (size_t i = at; i < at + run; i++) {
        const struct phone_token *token = &tokens->list[i];
        if (token->kind == TOKEN_DIGITS && run == 1) {
            group->size = token->size;
        } else if (token->kind == TOKEN_DIGITS) {
            if (group->size < PHONE_RUN_MAX) {
                digits[group->size] = token->digits[0];
            }
            group->size++;
        }
    }
    group->digits =
        run == 1 ? tokens->list[at].digits : arena_strndup(arena, digits, sizeof digits - 1);
    return group->digits != NULL;
}

bool phone_group_is_year(const struct phone_group *group)
{
    return group->size == 4 &&
           (strncmp(group->digits, "19", 2) == 0 || strncmp(group->digits, "20", 2) == 0);
}

/* 日期20261120, and what such a day goes on to: 20261120-20261130. */
static void mark_days(struct phone_scan *scan)
{
    for (size_t i = 0; i < scan->count; i++) {
        struct phone_group *group = &scan->groups[i], *next = group + 1;
        unsigned until = GAP_SPACE | GAP_DASH | GAP_WAVE | GAP_UNTIL | GAP_ODD;
        bool goes_on = i + 1 < scan->count && next->is_date && (next->before & ~until) == 0 &&
                       next->before != GAP_SPACE && strcmp(group->digits, next->digits) < 0;
        group->is_time = group->is_time || group->is_dated || (group->is_date && goes_on);
        if (group->is_date && group->is_time && goes_on) {
            next->is_dated = true;
        }
    }
}

/* Clock times, dates and years: 8:30, 2026-09-01, 2024-2025. */
static void mark_times(struct phone_scan *scan)
{
    for (size_t i = 0; i + 1 < scan->count; i++) {
        struct phone_group *group = &scan->groups[i], *next = &scan->groups[i + 1];
        unsigned gap = next->before;
        bool is_date_mark = gap == GAP_DASH || gap == GAP_DOT || gap == GAP_SLASH;
        bool is_clock = gap == GAP_COLON && group->size <= 2 && next->size == 2;
        bool is_date = is_date_mark && phone_group_is_year(group) && next->size <= 2;
        bool is_span = (gap & ~(unsigned)(GAP_SPACE | GAP_DASH | GAP_WAVE | GAP_UNTIL)) == 0 &&
                       gap && gap != GAP_SPACE && phone_group_is_year(group) &&
                       phone_group_is_year(next);
        if (is_clock || is_date || is_span) {
            group->is_time = next->is_time = true;
        }
        if (is_date && i + 2 < scan->count && scan->groups[i + 2].before == gap &&
            scan->groups[i + 2].size <= 2) {
            scan->groups[i + 2].is_time = true;
        }
    }
}

static bool is_octet(const struct phone_group *group)
{
    return group->size <= 3 && atoi(group->digits) < 256;
}

/* 192.168.10.110 has as many digits as a mobile number. */
static void mark_hosts(struct phone_scan *scan)
{
    for (size_t i = 0; i + 3 < scan->count; i++) {
        struct phone_group *group = &scan->groups[i];
        bool is_host = is_octet(group);
        for (size_t k = 1; is_host && k < 4; k++) {
            is_host = group[k].before == GAP_DOT && is_octet(&group[k]);
        }
        for (size_t k = 0; is_host && k < 4; k++) {
            group[k].is_host = true;
        }
    }
}

bool phone_scan_read(
    struct arena *arena, const char *raw, enum phone_plan plan, struct phone_scan *out)
{
    *out = (struct phone_scan) { .plan = plan, .home = plan };
    if (!phone_tokens_read(arena, raw, &out->tokens)) {
        return false;
    }
    struct phone_tokens *tokens = &out->tokens;
    phone_items_mark(tokens);
    phone_heads_mark(tokens);
    size_t end = 0, most = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        most += tokens->list[i].kind == TOKEN_DIGITS;
    }
    most = most < PHONE_GROUPS_MAX ? most : PHONE_GROUPS_MAX;
    out->groups = arena_array(arena, most, sizeof *out->groups);
    for (size_t i = 0; out->groups && i < tokens->count; i++) {
        if (tokens->list[i].kind != TOKEN_DIGITS) {
            continue;
        }
        if (out->count == PHONE_GROUPS_MAX) {
            tokens->is_cut = true;
            tokens->count = i;
            tokens->list[i].kind = TOKEN_END;
            break;
        }
        struct phone_group *group = &out->groups[out->count];
        if (!read_group(arena, tokens, i, out->count ? group - 1 : NULL, group)) {
            return false;
        }
        group->before = out->count == 0 ? GAP_BEGINNING : 0;
        read_gap(tokens, end, group);
        out->count++;
        i = group->last;
        end = i + 1;
    }
    for (size_t i = 0; i < out->count; i++) {
        phone_around_look(tokens, &out->groups[i]);
    }
    mark_times(out);
    mark_days(out);
    mark_hosts(out);
    return out->groups != NULL;
}
