/* A campus's time zone: wall time to what its clocks show, and back. "Local" is the clock's
 * face read as if it were UTC, in ms since 1970. Immutable once made; any thread.
 *
 * What a time means that the clocks show twice, or never, is said here alone. Where they are
 * put back, an hour (or a midnight) comes twice: what begins begins at the first, what ends
 * ends at the second. Where they are put forward, a time in between is left out and means the
 * moment of the change. A day that is left out whole (Samoa's 2011-12-30) begins and ends at
 * the moment of the change. */
#pragma once

#include "base/arena.h"
#include "time/moment.h"

#include <stdbool.h>
#include <stdint.h>

struct zone;

bool zone_is_known(const char *name);

/* An IANA name such as "Asia/Shanghai". In the arena; NULL when it is not known or memory is
 * out. The changes of 1970 to 2100 are read once; before and after, the nearest offset holds.
 */
const struct zone *zone_create(struct arena *arena, const char *name);
const char *zone_name(const struct zone *zone);

int64_t zone_local_ms(const struct zone *zone, int64_t wall_ms);

enum zone_side { ZONE_FIRST, ZONE_LAST };

int64_t zone_wall_ms(const struct zone *zone, int64_t local_ms, enum zone_side side);

/* When what is dated so begins, and when it ends; the zone decides what the moment leaves open.
 * A date alone begins with its day and ends with it. One that was not given is INT64_MIN as a
 * beginning and INT64_MAX as an end. */
int64_t zone_begin_ms(const struct zone *zone, const struct moment *moment);
int64_t zone_end_ms(const struct zone *zone, const struct moment *moment);

/* Minutes east of UTC at wall_ms, for clock_print_rfc3339. */
int zone_offset_minutes(const struct zone *zone, int64_t wall_ms);
