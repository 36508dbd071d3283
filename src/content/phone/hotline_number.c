#include "content/phone/hotline_number.h"

#include <stdio.h>
#include <string.h>

enum { GROUPS = 7 };

/* Digits as they are grouped in print; "0" may have been put in front of the first. */
struct group {
    char digits[HOTLINE_DIGITS + 2];
    int size;
    size_t end; /* the token behind it */
};

static bool is_area(const char *digits, int size)
{
    return (size == 3 && (strncmp(digits, "010", 3) == 0 || strncmp(digits, "02", 2) == 0)) ||
           (size == 4 && digits[0] == '0' && digits[1] >= '3' && digits[1] <= '9');
}

bool number_is_area(const struct hotline_token *token)
{
    return token->kind == TOKEN_NUMBER && is_area(token->digits, token->digit_count);
}

static bool is_joiner(const struct hotline_token *token, bool through_brackets)
{
    return token->kind == TOKEN_SPACE || token->kind == TOKEN_DASH ||
           (through_brackets && (token->kind == TOKEN_OPEN || token->kind == TOKEN_CLOSE));
}

static int gather(const struct hotline_token *tokens, size_t at, bool through_brackets,
    struct group groups[GROUPS])
{
    int count = 0;
    while (count < GROUPS && tokens[at].kind == TOKEN_NUMBER) {
        struct group *group = &groups[count++];
        memcpy(group->digits, tokens[at].digits, sizeof tokens[at].digits);
        group->size = tokens[at].digit_count;
        group->end = ++at;
        for (int i = 0; i < 4 && is_joiner(&tokens[at], through_brackets); i++) {
            at++;
        }
    }
    return count;
}

/* Joins the first groups to exactly total digits; how many groups that takes, or 0. */
static int join(const struct group *groups, int count, int total, char out[20])
{
    int size = 0;
    for (int i = 0; i < count && size + groups[i].size <= total; i++) {
        memcpy(out + size, groups[i].digits, (size_t)groups[i].size);
        size += groups[i].size;
        if (size == total) {
            out[size] = '\0';
            return i + 1;
        }
    }
    return 0;
}

static bool looks_like_years(const struct group *groups)
{
    return (strncmp(groups[0].digits, "20", 2) == 0 ||
               strncmp(groups[0].digits, "19", 2) == 0) &&
           (strncmp(groups[1].digits, "20", 2) == 0 || strncmp(groups[1].digits, "19", 2) == 0);
}

/* Seven or eight digits, whole or as 3+4 or 4+4; the first is 2 to 8. */
static int match_local(const struct group *groups, int count, char out[20])
{
    if (count < 1 || groups[0].digits[0] < '2' || groups[0].digits[0] > '8') {
        return 0;
    }
    if (groups[0].size == 7 || groups[0].size == 8) {
        return join(groups, 1, groups[0].size, out);
    }
    bool split = count > 1 && (groups[0].size == 3 || groups[0].size == 4) &&
                 groups[1].size == 4 && !looks_like_years(groups);
    return split ? join(groups, 2, groups[0].size + 4, out) : 0;
}

/* Emergency numbers and the short and 95105xxx service numbers. */
static bool is_service(const char *digits, int size)
{
    static const char *const three[] = { "110", "112", "114", "117", "119", "120", "121", "122",
        "999" };
    if (size == 3) {
        for (size_t i = 0; i < sizeof three / sizeof *three; i++) {
            if (strcmp(three[i], digits) == 0) {
                return true;
            }
        }
        return false;
    }
    int head = digits[0] ? (digits[0] - '0') * 10 + (digits[1] - '0') : 0;
    return (size == 5 && (head == 95 || head == 96 || (head >= 10 && head <= 12))) ||
           (size == 6 && (head == 95 || head == 96 || strcmp(digits, "118114") == 0)) ||
           (size == 8 && strncmp(digits, "9510", 4) == 0);
}

static int match_mobile(const struct group *groups, int count, struct hotline_number *out)
{
    char digits[20];
    int used = 0;
    if (groups[0].size >= 3 && groups[0].digits[0] == '1' && groups[0].digits[1] >= '3') {
        used = join(groups, count, 11, digits);
    } else if (groups[0].size == 12 && strncmp(groups[0].digits, "01", 2) == 0 &&
               groups[0].digits[2] >= '3') {
        used = 1; /* with the 0 that long distance once needed */
        memcpy(digits, groups[0].digits + 1, 12);
    }
    if (used < 1 || used > 3) {
        return 0;
    }
    snprintf(out->text, sizeof out->text, "%.3s-%.4s-%.4s", digits, digits + 3, digits + 7);
    return used;
}

static int match_free_call(const struct group *groups, int count, struct hotline_number *out)
{
    char digits[20];
    bool fits = groups[0].size >= 3 && (strncmp(groups[0].digits, "400", 3) == 0 ||
                                           strncmp(groups[0].digits, "800", 3) == 0);
    int used = fits ? join(groups, count, 10, digits) : 0;
    if (used) {
        snprintf(out->text, sizeof out->text, "%.3s-%.3s-%.4s", digits, digits + 3, digits + 6);
    }
    return used;
}

/* Area code and number in one run of 11 or 12 digits. */
static int match_run(const struct group *groups, struct hotline_number *out)
{
    const char *digits = groups[0].digits;
    int area_size = digits[1] == '1' || digits[1] == '2' ? 3 : 4;
    int rest = groups[0].size - area_size;
    char area[5] = { 0 };
    memcpy(area, digits, (size_t)area_size);
    if (!is_area(area, area_size) || groups[0].size < 11 || (rest != 7 && rest != 8) ||
        digits[area_size] < '2' || digits[area_size] > '8') {
        return 0;
    }
    memcpy(out->area, area, sizeof area);
    snprintf(out->text, sizeof out->text, "%.8s", digits + area_size);
    out->is_local = true;
    return 1;
}

/* A number as dialled inside the country; how many groups it takes, or 0. */
static int match_national(const struct group *groups, int count, struct hotline_number *out)
{
    char local[20];
    int used = match_mobile(groups, count, out);
    used = used ? used : match_free_call(groups, count, out);
    used = used ? used : match_run(groups, out);
    if (!used && count > 1 && is_area(groups[0].digits, groups[0].size)) {
        used = match_local(groups + 1, count - 1, local);
        bool service =
            !used && is_service(groups[1].digits, groups[1].size) && groups[1].size >= 5;
        if (used || service) {
            used = service ? 2 : used + 1;
            memcpy(out->area, groups[0].digits, (size_t)groups[0].size);
            snprintf(out->text, sizeof out->text, "%s", service ? groups[1].digits : local);
            out->is_local = true;
        }
    }
    if (!used && is_service(groups[0].digits, groups[0].size)) {
        snprintf(out->text, sizeof out->text, "%s", groups[0].digits);
        out->is_service = true;
        used = 1;
    }
    if (!used && (used = match_local(groups, count, local))) {
        snprintf(out->text, sizeof out->text, "%s", local);
        out->is_local = true;
    }
    return used;
}

/* Behind "+86": the first group lacks the 0 of its area code. */
static int match_from_abroad(struct group *groups, int count, struct hotline_number *out)
{
    int skipped = 0;
    if (count > 1 && strcmp(groups[0].digits, "0") == 0) {
        skipped = 1; /* "+86 (0)23" */
        groups++;
        count--;
    }
    if (count < 1) {
        return 0;
    }
    int used = match_mobile(groups, count, out);
    used = used ? used : match_free_call(groups, count, out);
    if (!used) {
        if (groups[0].digits[0] != '0') {
            memmove(groups[0].digits + 1, groups[0].digits, (size_t)groups[0].size + 1);
            groups[0].digits[0] = '0';
            groups[0].size++;
        }
        used = match_national(groups, count, out);
        used = out->area[0] ? used : 0;
    }
    return used ? used + skipped : 0;
}

/* "+852 2345 6789": kept as grouped; ends with the group that makes ten digits or more. */
static int match_foreign(const struct group *groups, int count, struct hotline_number *out)
{
    int digits = 0;
    size_t used = (size_t)snprintf(out->text, sizeof out->text, "+%s", groups[0].digits);
    digits = groups[0].size;
    for (int i = 1; i <= count; i++) {
        if (digits >= 10) {
            return digits <= HOTLINE_DIGITS ? i : 0;
        }
        if (i < count && used < sizeof out->text) {
            used += (size_t)snprintf(
                out->text + used, sizeof out->text - used, "-%s", groups[i].digits);
            digits += groups[i].size;
        }
    }
    return 0;
}

/* How many digits of "+86", "0086" or a run that begins with 86 stand before the number. */
static int country_prefix(const struct group *groups, int count, bool plus)
{
    const char *digits = groups[0].digits;
    bool long_run = groups[0].size >= 12 || (groups[0].size == 2 && count > 1);
    if (strncmp(digits, "0086", 4) == 0) {
        return 4;
    }
    return strncmp(digits, "86", 2) == 0 && (plus || long_run) ? 2 : 0;
}

bool number_match(const struct hotline_token *tokens, size_t at, struct hotline_number *out)
{
    struct group groups[GROUPS];
    *out = (struct hotline_number) { 0 };
    bool in_bracket = tokens[at].kind == TOKEN_OPEN;
    at += in_bracket;
    bool plus = tokens[at].kind == TOKEN_PLUS;
    at += plus;
    if (tokens[at].kind != TOKEN_NUMBER) {
        return false;
    }
    /* A bracket begins a number only around an area or country code. */
    bool is_code = plus || number_is_area(&tokens[at]) || strcmp(tokens[at].digits, "86") == 0;
    if (in_bracket && !is_code) {
        return false;
    }
    int used, count = gather(tokens, at, in_bracket, groups);
    int prefix = country_prefix(groups, count, plus);
    int first = 0;
    if (prefix) {
        count = gather(tokens, at, true, groups);
        first = groups[0].size == prefix;
        memmove(groups[0].digits, groups[0].digits + prefix,
            sizeof groups[0].digits - (size_t)prefix);
        groups[0].size -= prefix;
        used = match_from_abroad(groups + first, count - first, out);
    } else {
        used = plus ? match_foreign(groups, count, out) : match_national(groups, count, out);
    }
    if (!used) {
        return false;
    }
    out->end = groups[first + used - 1].end;
    /* "110室", "12345人": a count, not a service. */
    return !out->is_service || !tokens[out->end].is_counter;
}
