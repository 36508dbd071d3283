/* lobbycard adapt: what `fetch` makes of a foreign document, by hand; and what to write into
 * the config that it does. */
#include "adapter/adapter.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/plain.h"
#include "base/translated.h"
#include "command/check/check_get.h"
#include "command/common/command.h"
#include "config/load.h"
#include "content/feed/feed.h"
#include "edition/adapting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct adapt_options {
    const char *format, *map, *base, *charset;
    bool suggests;
};

static const struct option options_table[] = {
    { "--format", OPTION_TEXT, offsetof(struct adapt_options, format),
        N_("a format of docs/endpoints.md") },
    { "--map", OPTION_TEXT, offsetof(struct adapt_options, map),
        N_("the NAME of a [map NAME]") },
    { "--base", OPTION_TEXT, offsetof(struct adapt_options, base),
        N_("the document's own URL") },
    { "--charset", OPTION_TEXT, offsetof(struct adapt_options, charset),
        N_("such as gb18030") },
    { "--suggest", OPTION_FLAG, offsetof(struct adapt_options, suggests), NULL },
    { 0 },
};

/* The document, and where it is from. */
struct origin {
    struct arena arena;
    struct bytes document;
    const char *url; /* "" from standard input */
    char content_type[CHECK_CONTENT_TYPE_BYTES];
};

static bool read_input(struct bytes *document, struct error *error)
{
    char part[16 * 1024];
    for (;;) {
        ssize_t got = read(STDIN_FILENO, part, sizeof part);
        if (got == 0) {
            return true;
        }
        if (got < 0 && errno != EINTR) {
            return error_set(error, "standard input cannot be read");
        }
        if (got > 0 && (document->size + (size_t)got > FEED_MAX_BYTES ||
                           !bytes_append(document, part, (size_t)got))) {
            return error_set(
                error, "standard input is larger than %d MB", FEED_MAX_BYTES / 1024 / 1024);
        }
    }
}

static bool read_origin(
    const struct config *config, const char *name, struct origin *origin, struct error *error)
{
    struct check_getter getter = { .config = config };
    const struct check_wish wish = { .address = name,
        .source = adapting_source(config, name),
        .content_type = origin->content_type };
    origin->url = "";
    if (strcmp(name, "-") == 0) {
        return read_input(&origin->document, error);
    }
    if (!check_is_address(name)) {
        return edition_read_file(&origin->arena, name, &origin->document, &origin->url, error);
    }
    origin->url = name;
    bool done = check_get(&getter, &wish, &origin->document, error);
    check_getter_finish(&getter);
    return done;
}

/* What the config says of a source with that address; what the command line says goes over it.
 */
static bool make_wish(const struct config *config, const struct adapt_options *options,
    const struct origin *origin, struct adapter_wish *wish, struct error *error)
{
    const struct config_source *source = adapting_source(config, origin->url);
    *wish = source ? adapter_wish_of(config, source, clock_wall_ms())
                   : adapter_wish_usual(config, clock_wall_ms());
    wish->suggests = options->suggests;
    wish->content_type = origin->content_type;
    wish->base = options->base ? options->base : origin->url;
    wish->charset = options->charset ? options->charset : wish->charset;
    if (options->map) {
        const struct config_source named = { .map = options->map };
        wish->map = config_map_of(config, &named);
        wish->format = "mapped";
        if (!wish->map) {
            return error_set(error, "the config has no [map %s]", options->map);
        }
    }
    wish->format = options->format ? options->format : wish->format;
    return strcmp(wish->format, "mapped") != 0 || wish->map ||
           error_set(error, "--format mapped needs --map NAME, and a [map NAME] in --config");
}

static void tell_notes(struct bytes *notes)
{
    for (char *line = notes->size > 0 ? notes->data : NULL; line && *line;) {
        char *end = strchrnul(line, '\n');
        bool is_last = !*end;
        *end = '\0';
        plain_mend(line);
        fprintf(stderr, "%s\n", line);
        line = is_last ? NULL : end + 1;
    }
}

static bool adapt(const struct config *config, const struct adapt_options *options,
    struct origin *origin, struct error *error)
{
    struct adapter_wish wish;
    struct bytes text, notes;
    bytes_init(&text);
    bytes_init(&notes);
    const struct adapter_job job = {
        .wish = &wish, .document = &origin->document, .native = &text, .notes = &notes
    };
    bool done = make_wish(config, options, origin, &wish, error);
    bool is_foreign =
        done && (options->suggests || adapter_is_needed(&wish, &origin->document));
    if (is_foreign) {
        done = adapter_run(&job, error);
    } else if (done) {
        done = error_set(error, "this is a native feed already (docs/feed.md)");
    }
    if (done) {
        tell_notes(&notes);
        done = command_write(&text, !options->suggests, error);
    }
    bytes_finish(&notes);
    bytes_finish(&text);
    return done;
}

static int run(const struct invocation *invocation)
{
    const struct adapt_options *options = invocation->options;
    const char *name = invocation->operands.count > 0 ? invocation->operands.at[0] : "-";
    struct error error = { 0 };
    struct origin origin = { 0 };
    command_speak(NULL, false, NULL);
    struct config *config = command_load_config(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    arena_init(&origin.arena);
    bytes_init(&origin.document);
    bool done =
        read_origin(config, name, &origin, &error) && adapt(config, options, &origin, &error);
    if (!done) {
        check_blot(config, origin.url ? origin.url : "", &error);
        log_fatal("adapt: %s", error.text);
    }
    bytes_finish(&origin.document);
    arena_finish(&origin.arena);
    config_destroy(config);
    return done ? EXIT_DONE : EXIT_FAILED;
}

const struct command command_adapt = {
    .name = "adapt",
    .usage = "[--format FORMAT] [--map NAME] [--base URL] [--charset NAME] [--suggest]\n"
             "            [FILE|URL|-]",
    .does = N_("a foreign document as a native feed"),
    .options = options_table,
    .options_size = sizeof(struct adapt_options),
    .operands_max = 1,
    .run = run,
};
