#include "base/log.h"

#include "base/clock.h"
#include "base/plain.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static atomic_int most_detailed = LOG_LEVEL_INFO;

static struct {
    pthread_mutex_t lock; /* a reload changes it while other threads speak */
    char text[128];
} screen = { .lock = PTHREAD_MUTEX_INITIALIZER };

void log_set_name(const char *name)
{
    pthread_mutex_lock(&screen.lock);
    snprintf(screen.text, sizeof screen.text, "%s", name ? name : "");
    pthread_mutex_unlock(&screen.lock);
}

/* With what follows it, or nothing. */
static void print_name(char out[sizeof screen.text + 2], const char *after)
{
    pthread_mutex_lock(&screen.lock);
    snprintf(out, sizeof screen.text + 2, "%s%s", screen.text, *screen.text ? after : "");
    pthread_mutex_unlock(&screen.lock);
}

void log_set_level(enum log_level level)
{
    atomic_store(&most_detailed, (int)level);
}

/* A terminal that a service of systemd has opened inherits the variable, but not the file. */
bool log_is_journal(void)
{
    uintmax_t device, inode;
    struct stat file;
    const char *stream = getenv("JOURNAL_STREAM");
    return stream && sscanf(stream, "%ju:%ju", &device, &inode) == 2 &&
           fstat(STDERR_FILENO, &file) == 0 && file.st_dev == device && file.st_ino == inode;
}

/* What the line begins with; returns its length. */
static int print_head(enum log_level level, char *line, size_t capacity)
{
    /* sd-daemon(3): <3> error, <4> warning, <6> info, <7> debug. */
    static const int priorities[] = { 3, 3, 4, 6, 7 };
    static const char *const names[] = { "fatal", "error", "warning", "info", "debug" };
    char name[sizeof screen.text + 2];
    if (log_is_journal()) {
        print_name(name, ": ");
        return snprintf(line, capacity, "<%d>%s", priorities[level], name);
    }
    if (level == LOG_LEVEL_FATAL) {
        return snprintf(line, capacity, "lobbycard: ");
    }
    char moment[32];
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    clock_print_rfc3339((int64_t)now * 1000, (int)(local.tm_gmtoff / 60), moment);
    print_name(name, " ");
    return snprintf(line, capacity, "%s %s%s: ", moment, name, names[level]);
}

void log_line(enum log_level level, const char *format, ...)
{
    if ((int)level > atomic_load(&most_detailed)) {
        return;
    }
    char line[1200];
    int used = print_head(level, line, sizeof line);
    va_list arguments;
    va_start(arguments, format);
    size_t end = (size_t)used;
    end += plain_format(line + used, sizeof line - (size_t)used - 1, format, arguments);
    va_end(arguments);
    line[end++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, end);
    (void)written; /* nowhere left to complain */
}
