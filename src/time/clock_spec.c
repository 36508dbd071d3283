#include "time/clock_spec.h"

#include "base/clock.h"
#include "time/moment.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool clock_spec_set(const char *text, struct error *error)
{
    char time_text[64];
    const char *comma = strchr(text, ',');
    size_t length = comma ? (size_t)(comma - text) : strlen(text);
    long speed = 1;
    if (length >= sizeof time_text) {
        return error_set(error, "--clock: not a time: \"%s\"", text);
    }
    memcpy(time_text, text, length);
    time_text[length] = '\0';
    if (comma) {
        char *end;
        speed = comma[1] == 'x' && isdigit((unsigned char)comma[2])
                    ? strtol(comma + 2, &end, 10)
                    : 0;
        if (speed < 1 || speed > 100000 || *end) {
            return error_set(
                error, "--clock: expected TIME,xN with N from 1 to 100000, got \"%s\"", text);
        }
    }
    int64_t wall_ms;
    if (!moment_read_instant(time_text, &wall_ms, NULL)) {
        return error_set(error,
            "--clock: expected a time such as 2026-11-23T10:00:00+08:00, got \"%s\"",
            time_text);
    }
    clock_move(wall_ms, (int)speed);
    return true;
}
