/* The values that have to do with dates and hours. */
#include "base/translated.h"
#include "config/config.h"
#include "config/rules.h"
#include "config/value.h"

static enum value_result read_hours(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    struct config_hours hours = { .text = arena_strdup(arena, text) };
    (void)key;
    if (!hours.text) {
        return VALUE_NO_MEMORY;
    }
    if (*text && !week_hours_parse(text, &hours.week)) {
        return VALUE_BAD;
    }
    *(struct config_hours *)field = hours;
    return VALUE_GOOD;
}

static bool allow_hours(const struct config_key *key, struct bytes *out)
{
    (void)key;
    return bytes_print(
        out, "%s", translated("hours such as Mon-Fri 23:00-06:30, Sat-Sun 00:00-07:00; empty"));
}

static bool print_hours(const struct config_key *key, const void *field, struct bytes *out)
{
    (void)key;
    return bytes_print(out, "%s", ((const struct config_hours *)field)->text);
}

static enum value_result read_zone(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    (void)key;
    if (!rule_timezone(text)) {
        return VALUE_BAD;
    }
    const struct zone *zone = zone_create(arena, text);
    if (!zone) {
        return VALUE_NO_MEMORY;
    }
    *(const struct zone **)field = zone;
    return VALUE_GOOD;
}

static bool allow_zone(const struct config_key *key, struct bytes *out)
{
    (void)key;
    return bytes_print(out, "%s", translated("an IANA time zone such as Asia/Shanghai"));
}

static bool print_zone(const struct config_key *key, const void *field, struct bytes *out)
{
    (void)key;
    return bytes_print(out, "%s", zone_name(*(const struct zone *const *)field));
}

static enum value_result read_day(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    struct moment day = { .form = MOMENT_NONE };
    (void)arena;
    (void)key;
    if (*text && !moment_read(text, MOMENT_DATE, &day)) {
        return VALUE_BAD;
    }
    *(struct moment *)field = day;
    return VALUE_GOOD;
}

static bool allow_day(const struct config_key *key, struct bytes *out)
{
    (void)key;
    return bytes_print(
        out, "%s", translated("a day such as 2026-08-31; empty where no weeks are counted"));
}

static bool print_day(const struct config_key *key, const void *field, struct bytes *out)
{
    char text[MOMENT_BYTES];
    (void)key;
    return bytes_print(out, "%s", moment_print(field, text));
}

const struct value_type value_hours = { read_hours, allow_hours, print_hours };
const struct value_type value_zone = { read_zone, allow_zone, print_zone };
const struct value_type value_day = { read_day, allow_day, print_day };
