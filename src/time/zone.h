/* A campus's time zone: wall time to what its clocks show, and back. "Local" is the clock's
 * face read as if it were UTC, in ms since 1970. Immutable once made; any thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct zone;

/* An IANA name such as "Asia/Shanghai". NULL when ICU does not know it or memory is out. The
 * changes of 1970 to 2100 are read once; before and after, the nearest offset holds. */
struct zone *zone_create(const char *name);
void zone_destroy(struct zone *zone);

int64_t zone_local_ms(const struct zone *zone, int64_t wall_ms);

/* Where an hour comes twice, a time in it has two answers. Where one is left out, a time in it
 * means the moment of the change. */
enum zone_side { ZONE_FIRST, ZONE_LAST };

int64_t zone_wall_ms(const struct zone *zone, int64_t local_ms, enum zone_side side);

/* Minutes east of UTC at wall_ms, for clock_print_rfc3339. */
int zone_offset_minutes(const struct zone *zone, int64_t wall_ms);
