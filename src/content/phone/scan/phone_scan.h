/* The groups of digits of a raw string, and what stands between and around them; for phone*.c
 * only. Nothing is decided here. */
#pragma once

#include "content/phone/phone_plan.h"
#include "content/phone/scan/phone_group.h"
#include "content/phone/scan/phone_token.h"

struct phone_scan {
    struct phone_tokens tokens;
    struct phone_group *groups;
    size_t count;               /* of groups */
    enum phone_plan plan, home; /* that is read by, and that holds here */
};

/* "2026" */
bool phone_group_is_year(const struct phone_group *group);

/* At most this many groups are looked at; what follows is cut (tokens.is_cut). */
enum { PHONE_GROUPS_MAX = 400 };

/* False when memory is out. */
bool phone_scan_read(
    struct arena *arena, const char *raw, enum phone_plan plan, struct phone_scan *out);
