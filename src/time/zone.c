#include "time/zone.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum { MAX_NAME = 64 };

static const int64_t table_from_ms = 0;
static const int64_t table_until_ms = 4102444800000; /* 2100-01-01 */
static const int64_t day_ms = 86400000;

/* Further than any two clocks of the Earth are apart. */
static const int64_t apart_ms = 26 * 3600000;

struct change {
    int64_t at_ms;     /* wall time */
    int64_t offset_ms; /* from then on */
};

struct zone {
    const char *name;
    struct change *changes; /* the first one holds before its time too */
    size_t count, capacity;
};

static bool add_change(struct zone *zone, struct arena *arena, UCalendar *calendar, UDate at)
{
    UErrorCode status = U_ZERO_ERROR;
    ucal_setMillis(calendar, at, &status);
    int64_t offset_ms = (int64_t)ucal_get(calendar, UCAL_ZONE_OFFSET, &status) +
                        ucal_get(calendar, UCAL_DST_OFFSET, &status);
    zone->changes =
        arena_grow(arena, zone->changes, zone->count, &zone->capacity, sizeof *zone->changes);
    if (U_FAILURE(status) || !zone->changes) {
        return false;
    }
    zone->changes[zone->count++] = (struct change) { (int64_t)at, offset_ms };
    return true;
}

/* ucal_open takes a name that it does not know for GMT. */
static bool name_known(const char *name, UChar wide[MAX_NAME])
{
    UChar canonical[MAX_NAME];
    UErrorCode status = U_ZERO_ERROR;
    UBool is_system = false;
    if (strlen(name) >= MAX_NAME) {
        return false;
    }
    u_uastrcpy(wide, name);
    ucal_getCanonicalTimeZoneID(wide, -1, canonical, MAX_NAME, &is_system, &status);
    return U_SUCCESS(status) && is_system;
}

bool zone_is_known(const char *name)
{
    UChar wide[MAX_NAME];
    return name_known(name, wide);
}

static bool add_changes(struct zone *zone, struct arena *arena, UCalendar *calendar)
{
    UDate next;
    UErrorCode status = U_ZERO_ERROR;
    bool done = add_change(zone, arena, calendar, (UDate)table_from_ms);
    while (done &&
           ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &next, &status) &&
           U_SUCCESS(status) && next < (UDate)table_until_ms) {
        done = add_change(zone, arena, calendar, next);
    }
    return done && U_SUCCESS(status);
}

const struct zone *zone_create(struct arena *arena, const char *name)
{
    UChar wide[MAX_NAME];
    UErrorCode status = U_ZERO_ERROR;
    if (!name_known(name, wide)) {
        return NULL;
    }
    struct zone *zone = arena_alloc(arena, sizeof *zone);
    const char *copy = arena_strdup(arena, name);
    UCalendar *calendar = ucal_open(wide, -1, "en", UCAL_GREGORIAN, &status);
    bool done = zone && copy && U_SUCCESS(status);
    if (done) {
        *zone = (struct zone) { .name = copy };
        done = add_changes(zone, arena, calendar);
    }
    ucal_close(calendar);
    return done ? zone : NULL;
}

const char *zone_name(const struct zone *zone)
{
    return zone->name;
}

/* The last change at or before wall_ms, or the first of all. */
static size_t change_at(const struct zone *zone, int64_t wall_ms)
{
    size_t low = 0, high = zone->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (zone->changes[middle].at_ms <= wall_ms) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static int64_t offset_at(const struct zone *zone, int64_t wall_ms)
{
    return zone->changes[change_at(zone, wall_ms)].offset_ms;
}

int64_t zone_local_ms(const struct zone *zone, int64_t wall_ms)
{
    return wall_ms + offset_at(zone, wall_ms);
}

int zone_offset_minutes(const struct zone *zone, int64_t wall_ms)
{
    return (int)(offset_at(zone, wall_ms) / 60000);
}

/* There is at most one change within two days, so that the time is right with the offset
 * before it, with the one after it, with both, or with none. */
int64_t zone_wall_ms(const struct zone *zone, int64_t local_ms, enum zone_side side)
{
    int64_t before_ms = offset_at(zone, local_ms - apart_ms);
    int64_t after_ms = offset_at(zone, local_ms + apart_ms);
    int64_t old_ms = local_ms - before_ms, new_ms = local_ms - after_ms;
    if (old_ms == new_ms) {
        return old_ms;
    }
    bool is_old = offset_at(zone, old_ms) == before_ms;
    bool is_new = offset_at(zone, new_ms) == after_ms;
    if (is_old && is_new) {
        return side == ZONE_FIRST ? old_ms : new_ms;
    }
    if (!is_old && !is_new) {
        return zone->changes[change_at(zone, old_ms)].at_ms;
    }
    return is_old ? old_ms : new_ms;
}

static int64_t resolve(
    const struct zone *zone, const struct moment *moment, int64_t later_ms, enum zone_side side)
{
    return moment->form == MOMENT_INSTANT
               ? moment_wall_ms(moment)
               : zone_wall_ms(zone, moment->face_ms + later_ms, side);
}

int64_t zone_begin_ms(const struct zone *zone, const struct moment *moment)
{
    return moment->form ? resolve(zone, moment, 0, ZONE_FIRST) : INT64_MIN;
}

int64_t zone_end_ms(const struct zone *zone, const struct moment *moment)
{
    int64_t later_ms = moment->form == MOMENT_DATE ? day_ms : 0;
    return moment->form ? resolve(zone, moment, later_ms, ZONE_LAST) : INT64_MAX;
}
