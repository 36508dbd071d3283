#include "base/log.h"

#include "base/clock.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static atomic_int most_detailed = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
    atomic_store(&most_detailed, (int)level);
}

void log_line(enum log_level level, const char *format, ...)
{
    /* sd-daemon(3): <3> error, <4> warning, <6> info, <7> debug. */
    static const int priorities[] = { 3, 4, 6, 7 };
    static const char *const names[] = { "error", "warning", "info", "debug" };
    if ((int)level > atomic_load(&most_detailed)) {
        return;
    }
    char line[1200];
    int used;
    if (getenv("JOURNAL_STREAM")) {
        used = snprintf(line, sizeof line, "<%d>", priorities[level]);
    } else {
        char moment[32];
        time_t now = time(NULL);
        struct tm local;
        localtime_r(&now, &local);
        clock_print_rfc3339((int64_t)now * 1000, (int)(local.tm_gmtoff / 60), moment);
        used = snprintf(line, sizeof line, "%s %s: ", moment, names[level]);
    }
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line + used, sizeof line - (size_t)used - 1, format, arguments);
    va_end(arguments);
    size_t end = (size_t)used + (length < 0 ? 0 : (size_t)length);
    if (end > sizeof line - 2) {
        end = sizeof line - 2;
    }
    for (size_t i = (size_t)used; i < end; i++) {
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F) {
            line[i] = '?';
        }
    }
    line[end++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, end);
    (void)written; /* nowhere left to complain */
}
