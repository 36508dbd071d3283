/* Any text as a moment: refused, or one that is printed and read back the same, that begins no
 * later than it ends in a zone with gaps, and whose date is one that there is. */
#include "base/clock.h"
#include "time/date.h"
#include "time/moment.h"
#include "time/moment_guess.h"
#include "time/moment_loose.h"
#include "time/zone.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static const char *const names[] = { "Asia/Shanghai", "Europe/Berlin", "America/Havana",
    "Pacific/Apia", "Australia/Lord_Howe" };

enum { NAMES = sizeof names / sizeof *names };

/* Made once, for the life of the program. */
static const struct zone *zone_of(size_t i)
{
    static struct arena arena;
    static const struct zone *zones[NAMES];
    if (!zones[i]) {
        zones[i] = zone_create(&arena, names[i]);
        check(zones[i]);
    }
    return zones[i];
}

static void check_moment(const struct moment *moment)
{
    char text[MOMENT_BYTES];
    struct moment again;
    check(moment_read(moment_print(moment, text), MOMENT_ANY, &again));
    check(again.form == moment->form && again.offset_minutes == moment->offset_minutes);
    check(moment->face_ms - again.face_ms >= 0 && moment->face_ms - again.face_ms < 1000);
    for (size_t i = 0; i < NAMES; i++) {
        struct civil_date date;
        const struct zone *zone = zone_of(i);
        check(zone_begin_ms(zone, moment) <= zone_end_ms(zone, moment));
        check(date_of_moment(zone, moment, &date));
        check(clock_is_civil(date.year, date.month, date.day));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct moment moment;
    struct arena arena;
    char *text = malloc(size + 1);
    if (!text) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    arena_init(&arena);
    if (moment_read(text, MOMENT_ANY, &moment)) {
        check_moment(&moment);
    }
    if (moment_read_loose(text, INT64_C(1795946400000), &moment)) {
        check_moment(&moment);
    }
    const struct moment_guess guess = { INT64_C(1795946400000), 480, MOMENT_ANY, size % 2 };
    const char *until;
    int month_days;
    const char *meant = moment_guess(&arena, &guess, text, &month_days, &until);
    if (meant && !moment_read(meant, MOMENT_ANY, &moment)) {
        abort();
    }
    arena_finish(&arena);
    free(text);
    return 0;
}
