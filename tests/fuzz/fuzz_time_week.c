/* Any text as hours of a week: refused, or windows that are within a day and its night, and a
 * next opening that is one. */
#include "time/week.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_windows(const struct day_windows *windows)
{
    if (windows->count > WEEK_MAX_WINDOWS) {
        abort();
    }
    for (size_t i = 0; i < windows->count; i++) {
        const struct day_window *window = &windows->list[i];
        if (window->from_minute < 0 || window->from_minute >= DAY_MINUTES ||
            window->until_minute <= window->from_minute ||
            window->until_minute >= window->from_minute + DAY_MINUTES + 1) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct week_hours week;
    char *text = malloc(size + 1);
    if (!text) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    if (week_hours_parse(text, &week)) {
        for (size_t i = 0; i < WEEK_SORTS; i++) {
            check_windows(&week.days[i]);
        }
        int64_t day = 20780;
        int minute = 720;
        if (!week_is_open(&week, NULL, day, minute) &&
            week_next_opening(&week, NULL, &day, &minute) &&
            !week_is_open(&week, NULL, day, minute)) {
            abort();
        }
        if (week_is_always(&week) && !week_is_open(&week, NULL, day, minute)) {
            abort();
        }
    }
    free(text);
    return 0;
}
