#include "command/common/arguments.h"

#include "base/clock.h"
#include "slide/scene/slide.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char arguments_help[] =
    "usage: lobbycard [--config FILE] COMMAND ...\n"
    "\n"
    "  play    [--windowed[=WxH]] [--no-fetch] [--for SECONDS] [--clock SPEC] [--stats FILE]\n"
    "          show the slides; without --config: the demo\n"
    "  fetch   [--once]\n"
    "          keep the store fresh\n"
    "  render  [--feed FILE]... [--size WxH] [--at TIME] [--out DIR]\n"
    "          every slide as PNG, and scenes.json\n"
    "  check   [--size WxH]... [--screen TAGS]... [--lang zh|en] [--at TIME] [--json]\n"
    "          [--against FILE|URL] [FILE|URL]...\n"
    "          what would go wrong on the wall, said at the desk\n"
    "  status  [--json]\n"
    "          what is on the glass, since when, how fresh\n"
    "  programme [--json] [--at TIME] [--for 24h] [--screen TAGS] [--feed FILE]... [--size WxH]\n"
    "          which turns follow, and why the rest does not play\n"
    "  approve [--source NAME] SERIAL [ID]\n"
    "          let through what the breaker holds back\n"
    "\n"
    "  --config FILE  --store DIR  --verbose  --help  --version\n"
    "\n"
    "Times are RFC 3339 with an offset: 2026-11-23T10:00:00+08:00. --clock takes a time and\n"
    "a speed: 2026-11-23T10:00:00+08:00,x60. Exit status: 0 done, 1 failed, 2 wrong usage,\n"
    "3 bad config. lobbycard(1) has the rest.\n";

static bool read_size(const char *text, struct arguments *arguments)
{
    char *end = NULL;
    errno = 0;
    long width = strtol(text, &end, 10);
    if (end == text || *end != 'x') {
        return false;
    }
    const char *second = end + 1;
    long height = strtol(second, &end, 10);
    if (end == second || *end || errno || width < LAYOUT_LEAST_PX || height < LAYOUT_LEAST_PX ||
        width > 16384 || height > 16384) {
        return false;
    }
    arguments->invocation.width = (int)width;
    arguments->invocation.height = (int)height;
    return true;
}

static bool read_a_size(const char *text, struct arguments *arguments)
{
    struct invocation *invocation = &arguments->invocation;
    if (!read_size(text, arguments) || invocation->size_count == MAX_SIZES) {
        return false;
    }
    invocation->sizes[invocation->size_count++] =
        (struct pixel_size) { invocation->width, invocation->height };
    return true;
}

static bool read_time(const char *text, struct arguments *arguments)
{
    struct invocation *invocation = &arguments->invocation;
    invocation->has_at = true;
    return clock_parse_rfc3339(text, &invocation->at_ms, &invocation->at_offset_minutes);
}

static bool read_seconds(const char *text, struct arguments *arguments)
{
    char *end = NULL;
    errno = 0;
    const int64_t most_ms = INT64_C(1000000000000);
    if (config_parse_duration(text, &arguments->invocation.for_ms)) {
        return arguments->invocation.for_ms > 0 && arguments->invocation.for_ms <= most_ms;
    }
    double seconds = strtod(text, &end);
    if (end == text || (*end && strcmp(end, "s") != 0) || errno || !(seconds > 0) ||
        seconds > 1e9) {
        return false;
    }
    arguments->invocation.for_ms = (int64_t)(seconds * 1000 + 0.5);
    return arguments->invocation.for_ms > 0;
}

static bool read_feed(const char *text, struct arguments *arguments)
{
    struct invocation *invocation = &arguments->invocation;
    if (invocation->feed_count == sizeof invocation->feeds / sizeof *invocation->feeds) {
        return false;
    }
    invocation->feeds[invocation->feed_count++] = text;
    return true;
}

static bool read_windowed(const char *text, struct arguments *arguments)
{
    arguments->invocation.windowed = true;
    return !text || read_size(text, arguments);
}

static bool read_config(const char *text, struct arguments *arguments)
{
    arguments->invocation.config_path = text;
    return true;
}

static bool read_store(const char *text, struct arguments *arguments)
{
    arguments->invocation.store_path = text;
    return *text != '\0';
}

static bool read_out(const char *text, struct arguments *arguments)
{
    arguments->invocation.out_dir = text;
    return *text != '\0';
}

static bool read_screen(const char *text, struct arguments *arguments)
{
    struct invocation *invocation = &arguments->invocation;
    if (invocation->screen_count == MAX_SCREENS) {
        return false;
    }
    invocation->screens[invocation->screen_count++] = text;
    return true;
}

static bool read_source(const char *text, struct arguments *arguments)
{
    arguments->invocation.source = text;
    return *text != '\0';
}

static bool read_against(const char *text, struct arguments *arguments)
{
    arguments->invocation.against = text;
    return *text != '\0';
}

static bool read_language(const char *text, struct arguments *arguments)
{
    arguments->invocation.language = text;
    return *text != '\0';
}

static bool read_stats(const char *text, struct arguments *arguments)
{
    arguments->invocation.stats_path = text;
    return *text != '\0';
}

static bool read_clock(const char *text, struct arguments *arguments)
{
    arguments->clock = text;
    return true;
}

static bool set_no_fetch(const char *text, struct arguments *arguments)
{
    arguments->invocation.no_fetch = true;
    return !text;
}

static bool set_once(const char *text, struct arguments *arguments)
{
    arguments->invocation.once = true;
    return !text;
}

static bool set_json(const char *text, struct arguments *arguments)
{
    arguments->invocation.json = true;
    return !text;
}

static bool set_verbose(const char *text, struct arguments *arguments)
{
    arguments->verbose = true;
    return !text;
}

static bool set_help(const char *text, struct arguments *arguments)
{
    arguments->wish = WISH_HELP;
    return !text;
}

static bool set_version(const char *text, struct arguments *arguments)
{
    arguments->wish = WISH_VERSION;
    return !text;
}

enum value { VALUE_NONE, VALUE_WANTED, VALUE_BEHIND_SIGN };

struct option {
    const char *name;
    unsigned commands; /* that take it */
    enum value value;
    /* text is NULL when no value was given. False when it is not what `wanted` says. */
    bool (*read)(const char *text, struct arguments *arguments);
    const char *wanted;
};

static const struct option options[] = {
    { "--config", COMMAND_ALL, VALUE_WANTED, read_config, "FILE" },
    { "--store", COMMAND_ALL, VALUE_WANTED, read_store, "DIR" },
    { "--verbose", COMMAND_ALL, VALUE_NONE, set_verbose, "no value" },
    { "--help", COMMAND_ALL, VALUE_NONE, set_help, "no value" },
    { "--version", COMMAND_ALL, VALUE_NONE, set_version, "no value" },
    { "--windowed", COMMAND_PLAY, VALUE_BEHIND_SIGN, read_windowed,
        "WxH, 160x160 to 16384x16384" },
    { "--no-fetch", COMMAND_PLAY, VALUE_NONE, set_no_fetch, "no value" },
    { "--for", COMMAND_PLAY | COMMAND_PROGRAMME, VALUE_WANTED, read_seconds,
        "SECONDS, or a duration such as 24h; more than 0" },
    { "--screen", COMMAND_PROGRAMME | COMMAND_CHECK, VALUE_WANTED, read_screen,
        "TAGS; `check` takes 64 of them" },
    { "--lang", COMMAND_CHECK, VALUE_WANTED, read_language, "LANGUAGE, zh or en" },
    { "--against", COMMAND_CHECK, VALUE_WANTED, read_against, "a FILE or a URL" },
    { "--source", COMMAND_APPROVE, VALUE_WANTED, read_source, "NAME" },
    { "--clock", COMMAND_PLAY, VALUE_WANTED, read_clock, "SPEC" },
    { "--stats", COMMAND_PLAY, VALUE_WANTED, read_stats, "FILE" },
    { "--once", COMMAND_FETCH, VALUE_NONE, set_once, "no value" },
    { "--feed", COMMAND_RENDER | COMMAND_PROGRAMME, VALUE_WANTED, read_feed,
        "FILE, at most 64 of them" },
    { "--size", COMMAND_RENDER | COMMAND_CHECK | COMMAND_PROGRAMME, VALUE_WANTED, read_a_size,
        "WxH, 160x160 to 16384x16384; `check` takes 8 of them" },
    { "--at", COMMAND_RENDER | COMMAND_CHECK | COMMAND_PROGRAMME, VALUE_WANTED, read_time,
        "a time such as 2026-11-23T10:00:00+08:00" },
    { "--out", COMMAND_RENDER, VALUE_WANTED, read_out, "DIR" },
    { "--json", COMMAND_STATUS | COMMAND_CHECK | COMMAND_PROGRAMME, VALUE_NONE, set_json,
        "no value" },
};

static const struct option *find_option(const char *argument, size_t length)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strlen(options[i].name) == length &&
            memcmp(options[i].name, argument, length) == 0) {
            return &options[i];
        }
    }
    return NULL;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

/* Reads the option at argv[*i]; *i is moved to its value where that stands alone. */
static const struct option *read_option(
    int argc, char *const *argv, int *i, struct arguments *arguments, struct error *error)
{
    const char *argument = argv[*i];
    const char *sign = strchr(argument, '=');
    const struct option *option =
        find_option(argument, sign ? (size_t)(sign - argument) : strlen(argument));
    if (!option) {
        error_set(error, "unknown option: %s", argument);
        return NULL;
    }
    const char *value = sign ? sign + 1 : NULL;
    if (!value && option->value == VALUE_WANTED) {
        if (*i + 1 == argc) {
            error_set(error, "%s: wants %s", option->name, option->wanted);
            return NULL;
        }
        value = argv[++*i];
    }
    if (!option->read(value, arguments)) {
        error_set(error, "%s: %s: wants %s", option->name, value ? value : "", option->wanted);
        return NULL;
    }
    return option;
}

bool arguments_read(
    int argc, char *const *argv, struct arguments *arguments, struct error *error)
{
    *arguments = (struct arguments) { 0 };
    arguments->invocation.argv = argv;
    arguments->invocation.out_dir = "out";
    const struct command *command = NULL;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-' && argv[i][1] != '\0') {
            const struct option *option = read_option(argc, argv, &i, arguments, error);
            if (!option) {
                return false;
            }
            if (command && !(option->commands & command->bit)) {
                return error_set(
                    error, "%s: not an option of `%s`", option->name, command->name);
            }
            if (!command && option->commands != COMMAND_ALL) {
                return error_set(error, "%s: stands behind its command", option->name);
            }
        } else if (!command) {
            command = find_command(argv[i]);
            if (!command) {
                return error_set(error, "unknown command: %s", argv[i]);
            }
        } else if (command->bit == COMMAND_APPROVE && !arguments->invocation.approve) {
            arguments->invocation.approve = argv[i];
        } else if (command->bit == COMMAND_APPROVE && !arguments->invocation.approve_id) {
            arguments->invocation.approve_id = argv[i];
        } else if (command->bit != COMMAND_CHECK) {
            return error_set(error, "%s takes no such argument: %s", command->name, argv[i]);
        } else if (!read_feed(argv[i], arguments)) {
            return error_set(error, "check: at most 64 files at a time");
        }
    }
    if (!command && arguments->wish == WISH_COMMAND) {
        return error_set(
            error, "which command? play, fetch, render, check, status, programme or approve");
    }
    if (command && command->bit != COMMAND_CHECK &&
        (arguments->invocation.size_count > 1 || arguments->invocation.screen_count > 1)) {
        return error_set(error, "%s: only `check` takes more than one",
            arguments->invocation.size_count > 1 ? "--size" : "--screen");
    }
    if (command && command->bit == COMMAND_APPROVE && arguments->wish == WISH_COMMAND &&
        !arguments->invocation.approve) {
        return error_set(error, "approve: which SERIAL? `lobbycard status` lists what waits");
    }
    arguments->run = command ? command->run : NULL;
    return true;
}
