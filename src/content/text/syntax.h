/* The small texts of a feed that have a syntax of their own: days, hours, addresses. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* "Mon-Fri", "mon, Wed,Sat", "周一至周五、周日" as "Mon-Fri,Sun"; NULL when it is none of these
 * or memory is out. A range may go over the end of the week. */
const char *syntax_days(struct arena *arena, const char *text);

/* "7:30-12:00, 22:00-02:00" as "07:30-12:00,22:00-02:00"; NULL as above. One that ends before
 * it begins goes past midnight; 24:00 may end one. At most 8. */
const char *syntax_hours(struct arena *arena, const char *text);

/* An absolute http or https address with a host, or a relative reference (RFC 3986 section
 * 4.2); characters beyond ASCII are allowed as they are. */
bool syntax_is_address(const char *text);
bool syntax_is_absolute_address(const char *text);

/* A relative reference that begins as hosts do: "www.example.edu.cn/a", "example.com". */
bool syntax_lacks_scheme(const char *text);

/* "30d", "12h", "45m": a whole number above 0 of days, hours or minutes, 10 years at most. */
bool syntax_duration(const char *text, int64_t *ms);

/* "9:00" or "09:00-10:30" in minutes of the day; *until_minute stays as it is where it has
 * none, and is above 1440 past midnight. */
bool syntax_period(const char *text, int *from_minute, int *until_minute);
