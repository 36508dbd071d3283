#include "adapt/format/ical_dates.h"

struct icaltimetype ical_time_of(icalproperty *property)
{
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    icalvalue_kind kind = value ? icalvalue_isa(value) : ICAL_NO_VALUE;
    bool is_time = kind == ICAL_DATETIME_VALUE || kind == ICAL_DATE_VALUE ||
                   kind == ICAL_DATETIMEDATE_VALUE;
    return !is_time                  ? icaltime_null_time()
           : kind == ICAL_DATE_VALUE ? icalvalue_get_date(value)
                                     : icalvalue_get_datetimedate(value);
}

bool ical_time_is_sane(struct icaltimetype time)
{
    return !icaltime_is_null_time(time) && time.year >= 1900 && time.year < 2200 &&
           time.month >= 1 && time.month <= 12 && time.day >= 1 && time.day <= 31;
}

int64_t ical_wall_of(
    struct ical_places *places, icalproperty *property, struct icaltimetype time)
{
    struct ical_place place = ical_place_of(places, property, time);
    return ical_wall_ms(&place, ical_face_ms(time));
}

bool ical_dates_read(
    struct ical_dates *out, struct ical_places *places, icalcomponent *component)
{
    *out = (struct ical_dates) { 0 };
    for (icalproperty *property =
             icalcomponent_get_first_property(component, ICAL_RDATE_PROPERTY);
         property; property = icalcomponent_get_next_property(component, ICAL_RDATE_PROPERTY)) {
        struct icaldatetimeperiodtype date = icalproperty_get_rdate(property);
        struct icaltimetype time =
            icaltime_is_null_time(date.time) ? date.period.start : date.time;
        if (!ical_time_is_sane(time)) {
            continue;
        }
        int64_t *grown = arena_grow(
            places->arena, out->wall_ms, out->count, &out->capacity, sizeof *out->wall_ms);
        if (!grown) {
            return false;
        }
        out->wall_ms = grown;
        out->wall_ms[out->count++] = ical_wall_of(places, property, time);
    }
    return true;
}
