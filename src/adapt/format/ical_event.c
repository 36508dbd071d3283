#include "adapt/format/ical_event.h"

#include "adapt/format/ical_dates.h"
#include "adapt/format/ical_rule.h"

#include <stdlib.h>
#include <string.h>

static const int64_t day_ms = 86400000;

/* Days of all rules together: one that is counted from twenty years ago has 7,300. */
enum { STEPS_MAX = 2000000 };

struct event {
    icalcomponent *component;
    const char *uid;
    struct ical_place place;
    struct icaltimetype start;
    int64_t begin_ms, length_ms; /* wall time */
    bool is_all_day;
    bool is_override; /* stands for the one of its series that began at replaced_ms */
    int64_t replaced_ms;
};

struct series {
    struct icalrecurrencetype rule;
    struct ical_times times;
    int64_t start_day, end_ms; /* end_ms: wall time */
    int passed;                /* how often it was */
};

struct reading {
    struct ical_calendar *out;
    struct arena *arena;
    const struct ical_span *span;
    struct ical_places places;
    struct event *events;
    size_t count, capacity;
    int steps;
    bool is_cancelled; /* METHOD:CANCEL */
    bool failed;
};

void ical_prepare(void)
{
    icalerror_set_errors_are_fatal(false);
    icalcomponent *calendar = icalparser_parse_string(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20200101T000000Z\r\nRRULE:FREQ=DAILY;COUNT=2\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n");
    if (calendar) {
        icalcomponent_free(calendar);
    }
}

static const char *text_of(
    struct reading *reading, icalcomponent *component, icalproperty_kind kind)
{
    icalproperty *property = icalcomponent_get_first_property(component, kind);
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    const char *text =
        value && icalvalue_isa(value) == ICAL_TEXT_VALUE ? icalvalue_get_text(value) : NULL;
    const char *copy = text ? arena_strdup(reading->arena, text) : "";
    reading->failed = reading->failed || !copy;
    return copy ? copy : "";
}

/* "X-WR-CALNAME", "NAME", "X-WR-TIMEZONE" */
static const char *named_text(
    struct reading *reading, icalcomponent *calendar, const char *name)
{
    for (icalproperty *property = icalcomponent_get_first_property(calendar, ICAL_ANY_PROPERTY);
         property; property = icalcomponent_get_next_property(calendar, ICAL_ANY_PROPERTY)) {
        const char *is = icalproperty_get_property_name(property);
        const char *value =
            is && strcmp(is, name) == 0 ? icalproperty_get_value_as_string(property) : NULL;
        if (value && *value) {
            return arena_strdup(reading->arena, value);
        }
    }
    return NULL;
}

/* By DTEND or DURATION; without either a date lasts its day. */
static int64_t length_of(struct reading *reading, const struct event *event)
{
    icalproperty *end = icalcomponent_get_first_property(event->component, ICAL_DTEND_PROPERTY);
    icalproperty *duration =
        icalcomponent_get_first_property(event->component, ICAL_DURATION_PROPERTY);
    struct icaltimetype time = ical_time_of(end);
    int64_t length_ms = 0;
    if (end && ical_time_is_sane(time)) {
        length_ms = event->is_all_day
                        ? ical_face_ms(time) - ical_face_ms(event->start)
                        : ical_wall_of(&reading->places, end, time) - event->begin_ms;
    } else if (duration) {
        length_ms =
            (int64_t)icaldurationtype_as_int(icalproperty_get_duration(duration)) * 1000;
    }
    length_ms = length_ms > 0 ? length_ms : 0;
    return event->is_all_day && length_ms < day_ms ? day_ms : length_ms;
}

static bool is_private(icalcomponent *component)
{
    icalproperty *property = icalcomponent_get_first_property(component, ICAL_CLASS_PROPERTY);
    enum icalproperty_class is =
        property ? icalproperty_get_class(property) : ICAL_CLASS_PUBLIC;
    return is == ICAL_CLASS_PRIVATE || is == ICAL_CLASS_CONFIDENTIAL;
}

static bool is_cancelled(const struct reading *reading, icalcomponent *component)
{
    return reading->is_cancelled ||
           icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED;
}

static void add_event(struct reading *reading, icalcomponent *component)
{
    struct event event = { .component = component };
    icalproperty *start = icalcomponent_get_first_property(component, ICAL_DTSTART_PROPERTY);
    icalproperty *replaced =
        icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY);
    event.start = ical_time_of(start);
    if (!start || !ical_time_is_sane(event.start)) {
        reading->out->without_date++;
        return;
    }
    event.uid = text_of(reading, component, ICAL_UID_PROPERTY);
    event.is_all_day = icaltime_is_date(event.start);
    event.place = ical_place_of(&reading->places, start, event.start);
    event.begin_ms = ical_wall_ms(&event.place, ical_face_ms(event.start));
    event.length_ms = length_of(reading, &event);
    struct icaltimetype time = ical_time_of(replaced);
    if (replaced && ical_time_is_sane(time)) {
        event.is_override = true;
        event.replaced_ms = ical_wall_of(&reading->places, replaced, time);
    }
    void *grown = arena_grow(reading->arena, reading->events, reading->count,
        &reading->capacity, sizeof *reading->events);
    reading->failed = reading->failed || !grown;
    if (grown) {
        reading->events = grown;
        reading->events[reading->count++] = event;
    }
}

/* Another of its series that stands for this one. */
static bool is_replaced(
    const struct reading *reading, const struct event *event, int64_t wall_ms)
{
    for (size_t i = 0; !event->is_override && *event->uid && i < reading->count; i++) {
        const struct event *other = &reading->events[i];
        if (other->is_override && other->replaced_ms == wall_ms &&
            strcmp(other->uid, event->uid) == 0) {
            return true;
        }
    }
    return false;
}

/* EXDATE: that moment, or all of that day. */
static bool is_excluded(struct reading *reading, const struct event *event, int64_t wall_ms)
{
    for (icalproperty *property =
             icalcomponent_get_first_property(event->component, ICAL_EXDATE_PROPERTY);
         property;
         property = icalcomponent_get_next_property(event->component, ICAL_EXDATE_PROPERTY)) {
        struct icaltimetype time = ical_time_of(property);
        if (!ical_time_is_sane(time)) {
            continue;
        }
        struct icaltimetype at = ical_time_at(&event->place, wall_ms);
        bool is_day = icaltime_is_date(time) && time.year == at.year &&
                      time.month == at.month && time.day == at.day;
        if (is_day || ical_wall_of(&reading->places, property, time) == wall_ms) {
            return true;
        }
    }
    return false;
}

static void add_happening(struct reading *reading, const struct event *event, int64_t wall_ms)
{
    struct ical_calendar *out = reading->out;
    const struct ical_span *span = reading->span;
    int64_t begin_ms = zone_local_ms(span->zone, wall_ms);
    int64_t end_ms = event->is_all_day ? begin_ms + event->length_ms
                                       : zone_local_ms(span->zone, wall_ms + event->length_ms);
    bool is_now = begin_ms < span->until_ms &&
                  (end_ms > span->from_ms || (end_ms == begin_ms && begin_ms >= span->from_ms));
    if (!is_now || is_replaced(reading, event, wall_ms) ||
        is_excluded(reading, event, wall_ms)) {
        return;
    }
    if (out->count >= ICAL_HAPPENINGS_MAX) {
        out->is_cut = true;
        return;
    }
    void *grown = arena_grow(
        reading->arena, out->happenings, out->count, &out->capacity, sizeof *out->happenings);
    reading->failed = reading->failed || !grown;
    if (grown) {
        out->happenings = grown;
        out->happenings[out->count++] = (struct ical_happening) { begin_ms, end_ms,
            event->is_all_day, text_of(reading, event->component, ICAL_SUMMARY_PROPERTY),
            text_of(reading, event->component, ICAL_LOCATION_PROPERTY) };
    }
}

/* The last moment of the rule in wall time. */
static int64_t end_of_rule(const struct event *event, const struct icalrecurrencetype *rule)
{
    struct icaltimetype until = rule->until;
    if (icaltime_is_null_time(until)) {
        return INT64_MAX;
    }
    int64_t face_ms = ical_face_ms(until) + (icaltime_is_date(until) ? day_ms - 1 : 0);
    return icaltime_is_utc(until) ? face_ms : ical_wall_ms(&event->place, face_ms);
}

static int64_t day_of(int64_t face_ms)
{
    return face_ms / day_ms - (face_ms % day_ms < 0);
}

/* Where the rule is looked at from: where it is counted, its beginning, else the span's. */
static int64_t first_day(
    const struct reading *reading, const struct event *event, const struct series *series)
{
    const struct ical_span *span = reading->span;
    int64_t from_ms = zone_wall_ms(span->zone, span->from_ms, ZONE_FIRST) - event->length_ms;
    struct icaltimetype from = ical_time_at(&event->place, from_ms - day_ms);
    int64_t day = day_of(ical_face_ms(from));
    return series->rule.count > 0 || day < series->start_day ? series->start_day : day;
}

/* All of a day. False behind the end of the rule or of the span. */
static bool follow_day(
    struct reading *reading, const struct event *event, struct series *series, int64_t day)
{
    bool holds = ical_rule_holds(&series->rule, series->start_day, day);
    int64_t until_ms = zone_wall_ms(reading->span->zone, reading->span->until_ms, ZONE_LAST);
    int64_t start_ms = ical_face_ms(event->start), begins_ms = day * day_ms;
    if (day == series->start_day && !holds) {
        series->passed++; /* the first one is, whatever the rule says */
        add_happening(reading, event, event->begin_ms);
    }
    for (int i = 0; holds && i < series->times.count; i++) {
        int64_t face_ms = begins_ms + series->times.minutes[i] * INT64_C(60000) +
                          event->start.second * INT64_C(1000);
        int64_t wall_ms = ical_wall_ms(&event->place, face_ms);
        if (face_ms < start_ms) {
            continue;
        }
        bool is_over = series->rule.count > 0 && series->passed >= series->rule.count;
        if (is_over || wall_ms > series->end_ms || wall_ms >= until_ms) {
            return false;
        }
        series->passed++;
        add_happening(reading, event, wall_ms);
    }
    return ical_wall_ms(&event->place, begins_ms) < until_ms;
}

static void follow_rule(
    struct reading *reading, const struct event *event, icalproperty *property)
{
    struct series series = { .rule = icalproperty_get_rrule(property),
        .start_day = day_of(ical_face_ms(event->start)) };
    int minute = event->start.hour * 60 + event->start.minute;
    if (!ical_rule_times(&series.rule, minute, &series.times)) {
        reading->out->too_often++;
        return;
    }
    series.end_ms = end_of_rule(event, &series.rule);
    int64_t day = first_day(reading, event, &series);
    while (reading->steps < STEPS_MAX && follow_day(reading, event, &series, day)) {
        reading->steps++;
        day++;
    }
    reading->out->is_cut = reading->out->is_cut || reading->steps == STEPS_MAX;
}

/* One of the event's that begins then is there, from `first` on. */
static bool is_there(const struct reading *reading, size_t first, int64_t wall_ms)
{
    const struct ical_calendar *out = reading->out;
    int64_t begin_ms = zone_local_ms(reading->span->zone, wall_ms);
    while (first < out->count && out->happenings[first].begin_ms != begin_ms) {
        first++;
    }
    return first < out->count;
}

static void follow_dates(struct reading *reading, const struct event *event, size_t first)
{
    struct ical_dates dates;
    reading->failed =
        !ical_dates_read(&dates, &reading->places, event->component) || reading->failed;
    for (size_t i = 0; i < dates.count && !reading->failed; i++) {
        if (!is_there(reading, first, dates.wall_ms[i])) {
            add_happening(reading, event, dates.wall_ms[i]);
        }
    }
}

static void follow(struct reading *reading, const struct event *event)
{
    size_t first = reading->out->count;
    if (is_cancelled(reading, event->component)) {
        return;
    }
    if (is_private(event->component)) {
        reading->out->private_ones++;
        return;
    }
    icalproperty *rule =
        icalcomponent_get_first_property(event->component, ICAL_RRULE_PROPERTY);
    if (rule && !event->is_override) {
        follow_rule(reading, event, rule);
    } else {
        add_happening(reading, event, event->begin_ms);
    }
    follow_dates(reading, event, first);
}

static void read_calendar(struct reading *reading, icalcomponent *calendar)
{
    struct ical_calendar *out = reading->out;
    const char *name = named_text(reading, calendar, "X-WR-CALNAME");
    name = name ? name : named_text(reading, calendar, "NAME");
    out->name = *out->name || !name ? out->name : name;
    reading->places.calendar = calendar;
    reading->places.default_name = named_text(reading, calendar, "X-WR-TIMEZONE");
    reading->is_cancelled = icalcomponent_get_method(calendar) == ICAL_METHOD_CANCEL;
    reading->count = 0;
    for (icalcomponent *event =
             icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        add_event(reading, event);
    }
    for (size_t i = 0; i < reading->count && !reading->failed; i++) {
        follow(reading, &reading->events[i]);
    }
}

static int compare(const void *left, const void *right)
{
    const struct ical_happening *a = left, *b = right;
    return a->begin_ms != b->begin_ms       ? (a->begin_ms < b->begin_ms ? -1 : 1)
           : a->is_all_day != b->is_all_day ? b->is_all_day - a->is_all_day
                                            : strcmp(a->summary, b->summary);
}

bool ical_read(struct ical_calendar *out, struct arena *arena, const char *text,
    const struct ical_span *span, struct error *error)
{
    struct reading reading = { .out = out, .arena = arena, .span = span };
    icalcomponent *all = icalparser_parse_string(text);
    *out = (struct ical_calendar) { .name = "" };
    reading.places.arena = arena;
    reading.places.campus = span->zone;
    if (!all) {
        return error_set(error, "this calendar cannot be read");
    }
    if (icalcomponent_isa(all) == ICAL_VCALENDAR_COMPONENT) {
        read_calendar(&reading, all);
    } else {
        for (icalcomponent *calendar =
                 icalcomponent_get_first_component(all, ICAL_VCALENDAR_COMPONENT);
             calendar;
             calendar = icalcomponent_get_next_component(all, ICAL_VCALENDAR_COMPONENT)) {
            read_calendar(&reading, calendar);
        }
    }
    out->unknown_zone = reading.places.unknown;
    icalcomponent_free(all);
    if (out->count > 0) {
        qsort(out->happenings, out->count, sizeof *out->happenings, compare);
    }
    return !reading.failed || error_set(error, "out of memory");
}
