/* argv -> the table of commands (DESIGN.md section 5). */
#include "base/clock.h"
#include "base/log.h"
#include "command/arguments.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    int64_t started_us = clock_mono_us();
    struct arguments arguments;
    struct error error = { 0 };
    if (!arguments_read(argc, argv, &arguments, &error)) {
        fprintf(stderr, "lobbycard: %s (see lobbycard --help)\n", error.text);
        return EXIT_USAGE;
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
        fprintf(stderr, "lobbycard: --clock: %s\n", error.text);
        return EXIT_USAGE;
    }
    arguments.invocation.started_us = started_us;
    return arguments.run(&arguments.invocation);
}
