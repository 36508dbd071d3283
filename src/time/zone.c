#include "time/zone.h"

#include "base/list.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum { MAX_NAME = 64 };

static const int64_t table_from_ms = 0;
static const int64_t table_until_ms = 4102444800000; /* 2100-01-01 */

/* Further than any two clocks of the Earth are apart. */
static const int64_t apart_ms = 26 * 3600000;

struct change {
    int64_t at_ms;     /* wall time */
    int64_t offset_ms; /* from then on */
};

struct zone {
    struct change *changes; /* the first one holds before its time too */
    size_t count, capacity;
};

static bool add_change(struct zone *zone, UCalendar *calendar, UDate at, UErrorCode *status)
{
    ucal_setMillis(calendar, at, status);
    int64_t offset_ms = (int64_t)ucal_get(calendar, UCAL_ZONE_OFFSET, status) +
                        ucal_get(calendar, UCAL_DST_OFFSET, status);
    if (U_FAILURE(*status)) {
        return false;
    }
    struct change *larger =
        list_grow(zone->changes, zone->count, &zone->capacity, sizeof *larger);
    if (!larger) {
        return false;
    }
    zone->changes = larger;
    zone->changes[zone->count++] = (struct change) { (int64_t)at, offset_ms };
    return true;
}

struct zone *zone_create(const char *name)
{
    bool done = false;
    UChar wide[MAX_NAME], canonical[MAX_NAME];
    UErrorCode status = U_ZERO_ERROR;
    UBool is_system = false;
    UCalendar *calendar = NULL;
    struct zone *zone = calloc(1, sizeof *zone);
    if (!zone || strlen(name) >= MAX_NAME) {
        goto out;
    }
    /* ucal_open takes a name that it does not know for GMT. */
    u_uastrcpy(wide, name);
    ucal_getCanonicalTimeZoneID(wide, -1, canonical, MAX_NAME, &is_system, &status);
    calendar = ucal_open(wide, -1, "en", UCAL_GREGORIAN, &status);
    if (U_FAILURE(status) || !is_system ||
        !add_change(zone, calendar, (UDate)table_from_ms, &status)) {
        goto out;
    }
    UDate next;
    while (ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &next, &status) &&
           U_SUCCESS(status) && next < (UDate)table_until_ms) {
        if (!add_change(zone, calendar, next, &status)) {
            goto out;
        }
    }
    done = U_SUCCESS(status);
out:
    if (calendar) {
        ucal_close(calendar);
    }
    if (!done) {
        zone_destroy(zone);
        zone = NULL;
    }
    return zone;
}

void zone_destroy(struct zone *zone)
{
    if (zone) {
        free(zone->changes);
        free(zone);
    }
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
