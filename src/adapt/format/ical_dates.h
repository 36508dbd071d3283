/* The times that the properties of an event say. */
#pragma once

#include "adapt/format/ical_place.h"

/* The null time where it is none, or there is no property. */
struct icaltimetype ical_time_of(icalproperty *property);

/* A date of the years 1900 to 2199. */
bool ical_time_is_sane(struct icaltimetype time);

/* In wall time, by the zone that the property names. */
int64_t ical_wall_of(
    struct ical_places *places, icalproperty *property, struct icaltimetype time);

struct ical_dates {
    int64_t *wall_ms; /* in the places' arena */
    size_t count, capacity;
};

/* All of RDATE, before any is followed: a component has one place where it goes through its
 * properties, and what follows a date goes through them as well. False without memory. */
bool ical_dates_read(
    struct ical_dates *out, struct ical_places *places, icalcomponent *component);
