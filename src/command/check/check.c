/* lobbycard check: what would go wrong on the wall, said at the desk. */
#include "base/clock.h"
#include "base/language/language.h"
#include "base/log.h"
#include "base/system/image.h"
#include "base/translated.h"
#include "command/check/check_feed.h"
#include "command/check/check_layout.h"
#include "command/check/check_place.h"
#include "command/check/check_read.h"
#include "command/common/command.h"
#include "config/load.h"
#include "content/guard/breaker.h"
#include "content/guard/guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One thing that was named, or one source of the config. */
struct checked {
    struct edition_source source; /* its feed is NULL where none is read */
    struct check_pictures pictures;
    struct feed every[2]; /* see check_layout_lift */
};

struct check_options {
    struct option_sizes sizes;
    struct option_texts screens;
    const char *language, *against;
    struct option_time at;
    bool is_json;
};

static const struct option options_table[] = {
    { "--size", OPTION_SIZES, offsetof(struct check_options, sizes),
        N_("WxH, 160x160 to 16384x16384; at most 8 of them") },
    { "--screen", OPTION_SCREENS, offsetof(struct check_options, screens),
        N_("TAGS, comma-separated; a tag is of letters, digits, - and _, 40 at most; given at most 64 times") },
    { "--lang", OPTION_TEXT, offsetof(struct check_options, language), OPTION_LANGUAGE_WANTED },
    { "--at", OPTION_TIME, offsetof(struct check_options, at), OPTION_TIME_WANTED },
    { "--json", OPTION_FLAG, offsetof(struct check_options, is_json), NULL },
    { "--against", OPTION_TEXT, offsetof(struct check_options, against),
        N_("a FILE or a URL") },
    { 0 },
};

struct checking {
    const struct check_options *options;
    const struct option_texts *files; /* that were named */
    const struct config *config;
    struct check_report report;
    struct check_getter getter;
    struct check_reader reader;
    struct workshop *workshop; /* NULL where the theme cannot be read: nothing is laid out */
    struct guard *guard;
    struct arena arena;        /* of screens and addresses */
    struct text_list *screens; /* --screen */
    struct checked *list;
    size_t count, looked_at;
    struct checked good; /* --against */
    int64_t now_ms;
    bool is_verbose;
    bool has_config; /* of its own: not the demo's */
};

static void add(struct checking *checking, const char *file, enum finding_severity severity,
    enum finding_code code, const char *message)
{
    struct finding finding = { severity, code, "", NULL, message };
    check_report_add(&checking->report, file, &finding);
}

/* A lying and a standing screen where none is said. */
static const struct pixel_size *sizes_of(const struct checking *checking, size_t *count)
{
    static const struct pixel_size usual[] = { { 1920, 1080 }, { 1080, 1920 } };
    const struct option_sizes *given = &checking->options->sizes;
    *count = given->count > 0 ? given->count : sizeof usual / sizeof *usual;
    return given->count > 0 ? given->at : usual;
}

static bool lay_out(struct checking *checking, struct checked *checked, struct error *error)
{
    if (checking->looked_at++ == 0) {
        image_trim(); /* what reading and judging looked up, layout does not */
    }
    size_t count;
    bool is_said = checking->options->sizes.count > 0;
    const struct pixel_size *sizes = sizes_of(checking, &count);
    struct workshop_job job = { .config = checking->config, .now_ms = checking->now_ms };
    struct check_layout_job layout = { .source = &checked->source,
        .every = checked->every,
        .pictures = &checked->pictures,
        .workshop = checking->workshop };
    if (!check_layout_lift(
            &checking->arena, checked->source.feed, checking->now_ms, checked->every)) {
        return error_set(error, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        job.width = sizes[i].width;
        job.height = sizes[i].height;
        /* No picture fills a lying and a standing screen: by guesses only the first counts. */
        layout.judges_pictures = is_said || i == 0;
        if (!check_layout(&checking->report, &layout, &job, error)) {
            return false;
        }
    }
    return true;
}

/* What a screen does with it whose last good edition of this source is the one of --against. */
static void check_against(struct checking *checking, const struct checked *checked)
{
    const struct config *config = checking->config;
    struct error why = { "" }, message;
    const struct breaker_rules rules = command_breaker_rules(config);
    const struct edition_source *good = &checking->good.source, *source = &checked->source;
    if (good->feed && config->guard.breaker_hold_ms > 0 &&
        !breaker_passes(&rules, good->feed, source->feed, &why)) {
        error_set(&message, "a screen that shows %s holds this back at first: %s", good->name,
            why.text);
        add(checking, source->name, FINDING_WARNING, FINDING_WAITS, message.text);
    }
}

static bool check_one(struct checking *checking, struct checked *checked, struct error *error)
{
    const struct check_feed_job job = { .file = checked->source.name,
        .feed = checked->source.feed,
        .config = checking->config,
        .now_ms = checking->now_ms,
        .screens = checking->screens,
        .screen_count = checking->options->screens.count,
        .tells_readings = checking->is_verbose,
        .knows_tags = checking->has_config };
    check_feed(&checking->report, &job);
    check_against(checking, checked);
    return !checking->workshop || lay_out(checking, checked, error);
}

/* Reads it, and looks at it where it is `checked` and no feed to compare with; then says where
 * in the file each finding is. */
static bool read_one(struct checking *checking, struct edition_source *source,
    struct checked *checked, struct error *error)
{
    struct bytes body;
    size_t first = checking->report.count;
    bytes_init(&body);
    bool done = check_read(&checking->reader, source, &body,
                    checked ? &checked->pictures : NULL, error) &&
                (!checked || !source->feed || check_one(checking, checked, error));
    if (done) {
        const struct mend_job job = check_read_mend_job(&checking->reader, source, &body);
        check_place(&checking->report, first, &job);
    }
    bytes_finish(&body);
    return done;
}

static bool check_all(struct checking *checking, struct error *error)
{
    checking->good.source.name = checking->options->against;
    if (checking->good.source.name &&
        !read_one(checking, &checking->good.source, NULL, error)) {
        return false;
    }
    for (size_t i = 0; i < checking->count; i++) {
        struct checked *checked = &checking->list[i];
        if (!read_one(checking, &checked->source, checked, error)) {
            return false;
        }
    }
    return !checking->report.no_memory || error_set(error, "out of memory");
}

static bool try_themes(const struct checking *checking, struct error *why)
{
    size_t count;
    const struct pixel_size *sizes = sizes_of(checking, &count);
    bool done = true;
    for (size_t i = 0; done && i < count; i++) {
        const struct workshop_job job = {
            .config = checking->config, .width = sizes[i].width, .height = sizes[i].height
        };
        done = workshop_try(checking->workshop, &job, why);
    }
    return done;
}

/* A theme that cannot be read, or whose colours do not keep its promise, is a finding, and so
 * is what the config wants of it. */
static bool check_theme(struct checking *checking, struct error *error)
{
    const char *path = checking->config->path, *name = checking->config->theme.name;
    struct error why = { "" };
    checking->workshop =
        workshop_create(&(struct workshop_place) { .data_dir = config_data_dir() }, error);
    if (checking->workshop) {
        workshop_expect_all(checking->workshop);
    }
    if (!checking->workshop || try_themes(checking, &why)) {
        return checking->workshop;
    }
    workshop_destroy(checking->workshop);
    checking->workshop = NULL;
    bool is_of_config = *path && strncmp(why.text, path, strlen(path)) == 0;
    const char *file = is_of_config ? path : name;
    add(checking, file, FINDING_ERROR, FINDING_THEME, check_without_name(file, why.text));
    return true;
}

static bool read_screens(struct checking *checking, struct error *error)
{
    const struct option_texts *screens = &checking->options->screens;
    size_t count = screens->count;
    checking->screens = arena_array(&checking->arena, count, sizeof *checking->screens);
    for (size_t i = 0; checking->screens && i < count; i++) {
        if (!command_read_tags(&checking->arena, screens->at[i], &checking->screens[i])) {
            return error_set(error, "out of memory");
        }
        command_warn_of_tags(&checking->arena, checking->config, &checking->screens[i]);
    }
    return checking->screens || error_set(error, "out of memory");
}

/* What was named; nothing named means every source of the config. */
static bool list_checked(struct checking *checking, struct error *error)
{
    bool named = checking->files->count > 0;
    checking->count = named ? checking->files->count : checking->config->source_count;
    checking->list = calloc(checking->count + 1, sizeof *checking->list);
    for (size_t i = 0; checking->list && i < checking->count; i++) {
        checking->list[i].source.name =
            named ? checking->files->at[i] : checking->config->sources[i].url;
    }
    if (!checking->list) {
        return error_set(error, "out of memory");
    }
    return checking->count > 0 ||
           error_set(error, "nothing to check: name a FILE or a URL, or have a [source NAME]");
}

static bool print(const struct checking *checking, struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    bool printed = checking->options->is_json
                       ? check_report_print_json(&checking->report, &text)
                       : check_report_print_text(&checking->report, &text);
    bool done = printed ? command_write(&text, checking->options->is_json, error)
                        : error_set(error, "out of memory");
    bytes_finish(&text);
    return done;
}

static int run(const struct invocation *invocation)
{
    const struct check_options *options = invocation->options;
    int status = EXIT_FAILED;
    struct error error = { 0 };
    struct checking checking = { .options = options, .files = &invocation->operands };
    if (!command_speak(options->language, false, &error)) {
        log_fatal("check: %s (see lobbycard --help)", error.text);
        return EXIT_USAGE;
    }
    struct config *config = command_load_config(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    arena_init(&checking.arena);
    check_report_init(&checking.report);
    checking.getter.config = config;
    checking.config = config;
    checking.has_config = invocation->config_path;
    checking.is_verbose = invocation->is_verbose;
    checking.now_ms = options->at.has_it ? options->at.ms : clock_wall_ms();
    checking.guard = command_load_feeds_guard(invocation, checking.files, config, &error);
    checking.reader = (struct check_reader) { config, checking.guard, &checking.report,
        &checking.getter, &checking.arena, checking.now_ms };
    if (!checking.guard || !read_screens(&checking, &error) ||
        !check_theme(&checking, &error) || !list_checked(&checking, &error) ||
        !check_all(&checking, &error) || !print(&checking, &error)) {
        goto out;
    }
    status = checking.report.errors ? EXIT_FAILED : EXIT_DONE;
out:
    if (*error.text) {
        status = checking.guard ? status : command_failed(config, &error);
        log_fatal("check: %s", error.text);
    }
    workshop_destroy(checking.workshop);
    for (size_t i = 0; i < checking.count && checking.list; i++) {
        check_pictures_finish(&checking.list[i].pictures);
        feed_destroy(checking.list[i].source.feed);
    }
    free(checking.list);
    feed_destroy(checking.good.source.feed);
    check_getter_finish(&checking.getter);
    arena_finish(&checking.arena);
    guard_destroy(checking.guard);
    check_report_finish(&checking.report);
    language_finish();
    config_destroy(config);
    return status;
}

const struct command command_check = {
    .name = "check",
    .usage = "[--size WxH]... [--screen TAGS]... [--lang zh|en] [--at TIME] [--json]\n"
             "            [--against FILE|URL] [FILE|URL]...",
    .does = N_("what would go wrong on the wall, said at the desk"),
    .options = options_table,
    .options_size = sizeof(struct check_options),
    .operands_max = OPTION_TEXTS_MAX,
    .run = run,
};
