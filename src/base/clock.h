/* The only place that reads a clock. Wall time (ms since 1970 UTC) is for schedules and for
 * what is shown; monotonic time (ms) is for waiting. The two are never mixed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Monotonic, never quickened: for timeouts, fades and statistics. */
int64_t clock_mono_ms(void);
int64_t clock_mono_us(void);

/* Wall time is known not to lie before `wall_ms` (the newest `issued` that was accepted) nor
 * before the day of the build. A clock that reads more than a day earlier has lost its battery:
 * time then goes on from the floor until it is set right. A day, because feeds may be dated as
 * much ahead, and a good clock is not to be moved by them. Any thread. */
void clock_raise_floor(int64_t wall_ms);

/* Wall time, moved and quickened by clock_move if that was called. */
int64_t clock_wall_ms(void);

/* False while clock_wall_ms goes on from the floor: what time it is is not known then, only
 * that it is not earlier. */
bool clock_is_trusted(void);

/* The machine's clock as it is, neither moved nor mended: what file systems stamp files by. */
int64_t clock_machine_ms(void);

/* Wall time is wall_ms now and runs `speed` times as fast. Call before any thread starts. */
void clock_move(int64_t wall_ms, int speed);

/* Whether clock_move was called: wall time is not that of the machine then. */
bool clock_is_moved(void);

/* How many times as fast as real the wall clock runs (1 unless clock_move said otherwise). */
int clock_speed(void);

/* Writes wall_ms as RFC 3339 with the given offset: 25 characters and a NUL. */
void clock_print_rfc3339(int64_t wall_ms, int offset_minutes, char out[32]);

/* Days since 1970-01-01 of a proleptic Gregorian date, and back. */
int64_t clock_days_from_civil(int year, int month, int day);
void clock_civil_from_days(int64_t days, int *year, int *month, int *day);
bool clock_is_civil(int year, int month, int day);
