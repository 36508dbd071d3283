#include "adapt/format/ical_place.h"

#include "base/clock.h"

#include <string.h>
#include <strings.h>

enum { PLACES_MAX = 64 };

struct known_place {
    const char *name;
    struct ical_place place;
    struct known_place *next;
};

static const int64_t day_ms = 86400000;

/* As Windows calls them. */
static const struct {
    const char *name, *zone;
} windows[] = { { "China Standard Time", "Asia/Shanghai" }, { "中国标准时间", "Asia/Shanghai" },
    { "Taipei Standard Time", "Asia/Taipei" }, { "Tokyo Standard Time", "Asia/Tokyo" },
    { "Korea Standard Time", "Asia/Seoul" }, { "Singapore Standard Time", "Asia/Singapore" },
    { "India Standard Time", "Asia/Kolkata" }, { "GMT Standard Time", "Europe/London" },
    { "W. Europe Standard Time", "Europe/Berlin" }, { "Romance Standard Time", "Europe/Paris" },
    { "Central Europe Standard Time", "Europe/Budapest" },
    { "Russian Standard Time", "Europe/Moscow" },
    { "Eastern Standard Time", "America/New_York" },
    { "Central Standard Time", "America/Chicago" },
    { "Mountain Standard Time", "America/Denver" },
    { "Pacific Standard Time", "America/Los_Angeles" },
    { "AUS Eastern Standard Time", "Australia/Sydney" }, { "UTC", "Etc/UTC" },
    { "GMT", "Etc/UTC" } };

/* "/mozilla.org/20050126_1/Asia/Shanghai" ends with a name. */
static const struct zone *zone_in(struct arena *arena, const char *name)
{
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        if (strcasecmp(name, windows[i].name) == 0) {
            return zone_create(arena, windows[i].zone);
        }
    }
    const struct zone *zone = strlen(name) < 64 ? zone_create(arena, name) : NULL;
    for (const char *at = name; !zone && *name == '/' && (at = strchr(at, '/')); at++) {
        zone = strlen(at + 1) < 64 && strchr(at + 1, '/') ? zone_create(arena, at + 1) : NULL;
    }
    return zone;
}

static struct ical_place find_place(struct ical_places *places, const char *name)
{
    struct ical_place place = { .zone = zone_in(places->arena, name) };
    if (!place.zone) {
        place.own = icalcomponent_get_timezone(places->calendar, name);
    }
    if (!place.zone && !place.own) {
        places->unknown = places->unknown ? places->unknown : arena_strdup(places->arena, name);
        place.zone = places->campus;
    }
    return place;
}

static struct ical_place known_place(struct ical_places *places, const char *name)
{
    size_t count = 0;
    for (const struct known_place *at = places->known; at; at = at->next, count++) {
        if (strcmp(at->name, name) == 0) {
            return at->place;
        }
    }
    struct known_place *known =
        count < PLACES_MAX ? arena_alloc(places->arena, sizeof *known) : NULL;
    if (!known) {
        return (struct ical_place) { .zone = places->campus };
    }
    *known = (struct known_place) { arena_strdup(places->arena, name), find_place(places, name),
        places->known };
    if (known->name) {
        places->known = known;
    }
    return known->place;
}

struct ical_place ical_place_of(
    struct ical_places *places, icalproperty *property, struct icaltimetype time)
{
    icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    const char *name = parameter ? icalparameter_get_tzid(parameter) : NULL;
    if (icaltime_is_utc(time)) {
        return (struct ical_place) { 0 };
    }
    if (icaltime_is_date(time)) {
        return (struct ical_place) { .zone = places->campus };
    }
    name = name ? name : places->default_name;
    return name && *name ? known_place(places, name)
                         : (struct ical_place) { .zone = places->campus };
}

int64_t ical_face_ms(struct icaltimetype time)
{
    int64_t days = clock_days_from_civil(time.year, time.month, time.day);
    return days * day_ms + ((int64_t)time.hour * 3600 + time.minute * 60 + time.second) * 1000;
}

static struct icaltimetype time_of(int64_t face_ms)
{
    struct icaltimetype time = icaltime_null_time();
    int64_t days = face_ms / day_ms - (face_ms % day_ms < 0);
    int seconds = (int)((face_ms - days * day_ms) / 1000);
    clock_civil_from_days(days, &time.year, &time.month, &time.day);
    time.hour = seconds / 3600;
    time.minute = seconds / 60 % 60;
    time.second = seconds % 60;
    return time;
}

int64_t ical_wall_ms(const struct ical_place *place, int64_t face_ms)
{
    int is_daylight;
    if (place->zone) {
        return zone_wall_ms(place->zone, face_ms, ZONE_FIRST);
    }
    struct icaltimetype time = time_of(face_ms);
    int offset = place->own ? icaltimezone_get_utc_offset(place->own, &time, &is_daylight) : 0;
    return face_ms - (int64_t)offset * 1000;
}

struct icaltimetype ical_time_at(const struct ical_place *place, int64_t wall_ms)
{
    int is_daylight;
    if (place->zone) {
        return time_of(zone_local_ms(place->zone, wall_ms));
    }
    struct icaltimetype time = time_of(wall_ms);
    int offset = place->own
                     ? icaltimezone_get_utc_offset_of_utc_time(place->own, &time, &is_daylight)
                     : 0;
    return time_of(wall_ms + (int64_t)offset * 1000);
}
