/* argv -> the table of commands. */
#include "base/clock.h"
#include "base/log.h"
#include "command/common/arguments.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

/* When the program was executed, monotonic: what dynamic linking took is known as CPU time. */
static int64_t read_start_us(void)
{
    struct rusage usage = { 0 };
    getrusage(RUSAGE_SELF, &usage);
    int64_t seconds = (int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
    return clock_mono_us() - seconds * 1000000 - usage.ru_utime.tv_usec -
           usage.ru_stime.tv_usec;
}

/* Or the log would go into whatever file is opened next. Each the other way round, so that who
 * uses it fails as before. */
static void hold_closed_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

static int refuse(const struct error *error)
{
    log_fatal("%s (see lobbycard --help)", error->text);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    int64_t started_us = read_start_us();
    struct arguments arguments;
    struct error error = { 0 };
    hold_closed_streams();
    if (!arguments_read(argc, argv, &arguments, &error)) {
        return refuse(&error);
    }
    switch (arguments.wish) {
    case WISH_HELP:
        fputs(arguments_help, stdout);
        return EXIT_DONE;
    case WISH_VERSION:
        puts("lobbycard " LOBBYCARD_VERSION);
        return EXIT_DONE;
    case WISH_COMMAND:
        break;
    }
    if (arguments.verbose) {
        log_set_level(LOG_LEVEL_DEBUG);
    }
    if (arguments.clock && !clock_set_spec(arguments.clock, &error)) {
        return refuse(&error);
    }
    arguments.invocation.started_us = started_us;
    return arguments.run(&arguments.invocation);
}
