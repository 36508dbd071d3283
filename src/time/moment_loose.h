/* A date or a time as web systems write it: "2026-11-20 09:30:00", "2026/11/20",
 * "2026年11月20日 9时", "20261120", "Fri, 20 Nov 2026 09:30:00 +0800", 1763602200 and
 * 1763602200000, "/Date(ms)/", "11-20", 昨天, 3天前. Of a text that means several things
 * nothing is read, except what everybody reads alike (11/20/2026). */
#pragma once

#include "time/moment.h"

/* What the text itself leaves open. */
struct moment_now {
    int64_t face_ms;    /* the clocks' face where it is read (zone_local_ms) */
    int offset_minutes; /* of those clocks */
    bool is_known;      /* false: what needs it, a day without a year or 3天前, is not read */
    bool is_past;       /* a day without a year is the last one, not the next */
};

/* True where all of the text is one; *out has a date, a local time or an instant. What has
 * hours and says them in zones that are not known by their letters ("CST") is local. */
bool moment_read_loose(const char *text, const struct moment_now *now, struct moment *out);
