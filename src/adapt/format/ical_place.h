/* Where a time of a calendar is meant: by the name of a zone, or by what the calendar says of
 * it. Of ical*.c only. */
#pragma once

#include "base/arena.h"
#include "time/zone.h"

#include <libical/ical.h>

struct ical_place {
    const struct zone *zone; /* or NULL */
    icaltimezone *own;       /* the calendar's; or NULL: Greenwich */
};

struct ical_places {
    struct arena *arena;
    icalcomponent *calendar;
    const struct zone *campus; /* of times that leave it open */
    const char *default_name;  /* X-WR-TIMEZONE, or NULL */
    struct known_place *known; /* that were looked for */
    const char *unknown;       /* the first name that nobody knows, or NULL */
};

/* Of DTSTART and its kin. */
struct ical_place ical_place_of(
    struct ical_places *places, icalproperty *property, struct icaltimetype time);

/* The clock's face in ms since 1970, as of time/zone.h, and wall time of it there. */
int64_t ical_face_ms(struct icaltimetype time);
int64_t ical_wall_ms(const struct ical_place *place, int64_t face_ms);
struct icaltimetype ical_time_at(const struct ical_place *place, int64_t wall_ms);
