/* The parts of moment_loose.c, and of it only. Each take moves *at behind what it took and
 * leaves it alone where there is none. */
#pragma once

#include "time/moment.h"

enum { LOOSE_UNSAID = -1, LOOSE_MAX_BYTES = 160 };

/* What was said so far. */
struct loose {
    int year, month, day;         /* LOOSE_UNSAID */
    int hour, minute, second, ms; /* hour: LOOSE_UNSAID */
    int half;                     /* of the day: 0 forenoon, 1 afternoon, LOOSE_UNSAID */
    int offset_minutes;           /* where has_offset */
    bool has_second;              /* written, be it 0 */
    bool has_offset, has_zone, has_weekday; /* has_zone: a name that leaves the offset open */
};

/* Full-width forms and odd spaces as ASCII, brackets and a label around it out. False where it
 * is too long for a date. */
bool loose_narrow(const char *text, char out[LOOSE_MAX_BYTES]);

/* A number of up to 9 figures, or in Han numerals: 二〇二六, 二十, 十一. */
bool loose_take_number(const char **at, int *number, int *digits);

/* "09:30:05.123", "9点半", "15时30分20秒", "9:30 PM", "下午3:30"; and the offset or the zone
 * behind a time. */
bool loose_take_clock(const char **at, struct loose *loose);
bool loose_take_half(const char **at, struct loose *loose);
bool loose_take_zone(const char **at, struct loose *loose);

/* Whole texts. */
bool loose_read_stamp(const char *text, struct moment *out);
bool loose_read_relative(const char *text, int64_t local_now_ms, struct moment *out);

/* What a date lacks is put to it: the time, and the zone. False for one that there is not. */
bool loose_finish(const struct loose *loose, int64_t day, struct moment *out);
