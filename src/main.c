/* argv -> the table of commands. */
#include "base/clock.h"
#include "base/language/language.h"
#include "base/log.h"
#include "base/translated.h"
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

int main(int argc, char **argv)
{
    (void)argc; /* NULL ends argv */
    int64_t started_us = read_start_us();
    struct arguments arguments;
    struct error error = { 0 };
    hold_closed_streams();
    if (!log_is_journal()) {
        command_speak(NULL, false, NULL); /* of wrong usage, and help */
    }
    int status = EXIT_DONE;
    if (!arguments_read(argv, &arguments, &error)) {
        log_fatal(translated("%s (see lobbycard --help)"), error.text);
        status = EXIT_USAGE;
    } else if (arguments.wish == WISH_HELP) {
        arguments_print_help(&arguments);
    } else if (arguments.wish == WISH_VERSION) {
        puts("lobbycard " LOBBYCARD_VERSION);
    } else {
        log_set_level(arguments.invocation.is_verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
        arguments.invocation.started_us = started_us;
        language_finish(); /* each command says for itself what it speaks */
        status = arguments.command->run(&arguments.invocation);
    }
    arguments_finish(&arguments);
    return status;
}
