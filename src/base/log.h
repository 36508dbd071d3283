/* One line a call on stderr. Where stderr is the journal (JOURNAL_STREAM names it) lines carry
 * the sd-daemon(3) priority prefix; elsewhere the time and the level. Where the screen has a
 * name, that too. Any thread. Text from the network goes in through %s only; what is not fine
 * in it is printed as '?' (base/plain.h). */
#pragma once

#include <stdbool.h>

enum log_level {
    LOG_LEVEL_FATAL,
    LOG_LEVEL_ERROR,
    LOG_LEVEL_WARNING,
    LOG_LEVEL_INFO,
    LOG_LEVEL_DEBUG
};

/* What stands in every line from now on: which screen's it is. "" for nothing. */
void log_set_name(const char *name);

/* Whether stderr is the journal. */
bool log_is_journal(void);

void log_set_level(enum log_level level);
void log_line(enum log_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What ends a command, "COMMAND: what": to a person it says "lobbycard: " instead of the time,
 * as every program names itself. */
#define log_fatal(...) log_line(LOG_LEVEL_FATAL, __VA_ARGS__)
#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warning(...) log_line(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_info(...) log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)
