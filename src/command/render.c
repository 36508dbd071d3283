/* Every slide of an edition as a PNG, and what is on them as scenes.json.
 * Needs no display. */
#include "base/clock.h"
#include "base/language/language.h"
#include "base/log.h"
#include "base/plain.h"
#include "base/system/file.h"
#include "base/system/file_seam.h"
#include "base/translated.h"
#include "command/common/command.h"
#include "command/common/edition_supply.h"
#include "command/load_edition.h"
#include "command/programme_print.h"
#include "command/silence.h"
#include "config/load.h"
#include "config/theme.h"
#include "content/json/json_text.h"
#include "picture/png.h"
#include "slide/deck.h"
#include "time/zone.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_WIDTH = 1920, DEFAULT_HEIGHT = 1080 };

static bool print_held(const struct edition *edition, struct bytes *json)
{
    bool done = bytes_print(json, "],\n\"held\": [");
    const char *comma = "\n";
    for (size_t i = 0; edition && i < edition->source_count; i++) {
        const struct feed *feed = edition->sources[i].feed;
        for (size_t j = 0; done && j < feed->held_count; j++) {
            done = bytes_print(json, "%s {\"source\": ", comma) &&
                   json_text(json, edition->sources[i].name) &&
                   bytes_print(json, ", \"item\": ") && json_text(json, feed->held[j].item) &&
                   bytes_print(json, ", \"reason\": ") &&
                   json_text(json, feed->held[j].reason) && bytes_print(json, "}");
            comma = ",\n";
        }
    }
    return done && bytes_print(json, "]");
}

/* What is in the feed and on none of the slides: for a person as well. */
static bool print_silent(const struct silence *silence, struct bytes *json)
{
    char line[1200];
    for (size_t i = 0; i < silence->count; i++) {
        const struct silent *silent = &silence->list[i];
        snprintf(line, sizeof line, translated("silent   %s %s: %s"), silent->source,
            silent->item, silent->reason);
        plain_mend(line);
        fprintf(stderr, "%s\n", line);
    }
    return bytes_print(json, ",\n\"silent\": ") && programme_print_silent_json(silence, json) &&
           bytes_print(json, "}\n");
}

static bool print_head(const struct option_time *at_time, const struct config *config,
    const struct workshop_job *job, struct bytes *json)
{
    char at[32];
    int offset_minutes = at_time->offset_minutes;
    if (!at_time->has_it) {
        offset_minutes = zone_offset_minutes(config->screen.timezone, job->now_ms);
    }
    clock_print_rfc3339(job->now_ms, offset_minutes, at);
    return bytes_print(json, "{\"size\": [%d, %d], \"at\": \"%s\",\n\"slides\": [", job->width,
        job->height, at);
}

enum { FILE_NAME_MAX = 64 };

static void name_picture(char name[FILE_NAME_MAX], size_t number, const char *kind)
{
    snprintf(name, FILE_NAME_MAX, "%03zu-%s.png", number, kind);
}

/* Of all slides those that are painted: behind the first so many so many. */
struct range {
    size_t skipped, count;
};

/* Of a slide that was not made now, or of another kind than the slide with its number now. */
static bool is_left_over(
    const struct workshop *workshop, const struct range *made, const char *found)
{
    char name[FILE_NAME_MAX];
    size_t number = strtoul(found, NULL, 10);
    for (size_t i = 0; i < slide_kind_count; i++) {
        name_picture(name, number, slide_kinds[i]->name);
        if (number > 0 && strcmp(found, name) == 0) {
            return number <= made->skipped || number > made->skipped + made->count ||
                   workshop_slide(workshop, number - 1)->kind != slide_kinds[i];
        }
    }
    return false;
}

/* What an earlier run left in the folder goes, also where this one failed: it would pass for
 * what was asked for. Nothing else there is touched. */
static bool remove_left_over(const struct workshop *workshop, const struct range *made,
    const char *out_dir, struct error *error)
{
    bool done = true;
    DIR *folder = opendir(out_dir);
    struct dirent *entry;
    while (folder && done && (entry = readdir(folder))) {
        char path[4200];
        snprintf(path, sizeof path, "%s/%s", out_dir, entry->d_name);
        done = !is_left_over(workshop, made, entry->d_name) || unlink(path) == 0 ||
               errno == ENOENT;
        if (!done) {
            file_seam_error(error, path);
        }
    }
    if (folder) {
        closedir(folder);
    } else {
        file_seam_error(error, out_dir);
    }
    return folder && done;
}

/* A picture that is being written by a thread of its own, while the next one is made. */
struct writing {
    char path[4200];
    struct picture *picture; /* NULL: nothing is being written */
    bool has_thread, done;
    pthread_t thread;
    struct error error;
};

static void *write_picture(void *context)
{
    struct writing *writing = context;
    writing->done = png_write(writing->path, writing->picture, &writing->error);
    return NULL;
}

/* Takes the picture; the path is set. */
static void writing_begin(struct writing *writing, struct picture *picture)
{
    writing->picture = picture;
    writing->has_thread = pthread_create(&writing->thread, NULL, write_picture, writing) == 0;
    if (!writing->has_thread) {
        write_picture(writing);
    }
}

/* Waits for it. False with an error when it could not be written. */
static bool writing_end(struct writing *writing, struct error *error)
{
    if (!writing->picture) {
        return true;
    }
    if (writing->has_thread) {
        pthread_join(writing->thread, NULL);
    }
    picture_destroy(writing->picture);
    writing->picture = NULL;
    if (!writing->done) {
        *error = writing->error;
    }
    return writing->done;
}

struct rendering {
    struct workshop *workshop;
    int64_t now_ms;
    const char *out_dir;
    struct bytes *json;
    struct writing writing;
    struct range wanted, made; /* slides to paint, and those that are written */
};

static bool end_writing(struct rendering *rendering, struct error *error)
{
    bool is_one = rendering->writing.picture, done = writing_end(&rendering->writing, error);
    rendering->made.count += is_one && done;
    return done;
}

static bool render_slide(struct rendering *rendering, size_t index, struct error *error)
{
    struct workshop *workshop = rendering->workshop;
    struct bytes *json = rendering->json;
    const struct slide *slide = workshop_slide(workshop, index);
    bool done = false;
    char file[FILE_NAME_MAX], path[sizeof rendering->writing.path];
    name_picture(file, index + 1, slide->kind->name);
    snprintf(path, sizeof path, "%s/%s", rendering->out_dir, file);
    if (index - rendering->wanted.skipped >= rendering->wanted.count) {
        return (bytes_print(json, index == 0 ? "\n" : ",\n") &&
                   scene_print_json(NULL, slide, file, json)) ||
               error_set(error, "out of memory");
    }
    struct picture *picture = NULL;
    struct scene *scene = workshop_lay_out(workshop, index, rendering->now_ms);
    picture = scene ? workshop_paint(workshop, scene, NULL) : NULL;
    if (!picture || !workshop_warn(workshop, scene) ||
        !bytes_print(json, index == 0 ? "\n" : ",\n") ||
        !scene_print_json(scene, slide, file, json)) {
        error_set(error, "%s: out of memory", path);
        goto out;
    }
    done = end_writing(rendering, error);
    if (done) {
        memcpy(rendering->writing.path, path, sizeof path);
        writing_begin(&rendering->writing, picture);
        picture = NULL;
    }
out:
    picture_destroy(picture);
    scene_destroy(scene);
    return done;
}

static bool render_slides(struct rendering *rendering, struct error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < workshop_slide_count(rendering->workshop); i++) {
        done = render_slide(rendering, i, error);
    }
    struct error also;
    return end_writing(rendering, done ? error : &also) && done;
}

struct render_options {
    struct option_texts feeds;
    struct pixel_size size;
    struct option_time at;
    const char *screen, *theme, *slides, *out, *language;
};

static const struct option options_table[] = {
    { "--feed", OPTION_TEXTS, offsetof(struct render_options, feeds),
        N_("FILE, at most 64 of them") },
    { "--size", OPTION_SIZE, offsetof(struct render_options, size), OPTION_SIZE_WANTED },
    { "--at", OPTION_TIME, offsetof(struct render_options, at), OPTION_TIME_WANTED },
    { "--screen", OPTION_TAGS, offsetof(struct render_options, screen), OPTION_TAGS_WANTED },
    { "--theme", OPTION_TEXT, offsetof(struct render_options, theme),
        N_("a theme's name, or the path of a file that ends in .ini") },
    { "--slides", OPTION_TEXT, offsetof(struct render_options, slides),
        N_("FIRST-LAST, by their numbers") },
    { "--out", OPTION_TEXT, offsetof(struct render_options, out), N_("DIR") },
    { "--lang", OPTION_TEXT, offsetof(struct render_options, language),
        OPTION_LANGUAGE_WANTED },
    { 0 },
};

/* The slides, and what has none of them. */
static bool plan(struct workshop *workshop, struct workshop_job *job, struct silence *silence,
    struct error *error)
{
    struct plan *plan = NULL;
    bool done = silence_begin(silence, job) && workshop_plan(workshop, job, &plan, error) &&
                silence_note(silence, plan, job->now_ms) && silence_list(silence);
    plan_destroy(plan);
    return done;
}

/* "3-20"; all of them where it is NULL. */
static bool read_range(const char *text, struct range *range)
{
    unsigned long first, last;
    int end = 0;
    *range = (struct range) { 0, SIZE_MAX };
    if (!text) {
        return true;
    }
    if (sscanf(text, "%6lu-%6lu%n", &first, &last, &end) != 2 || text[end] || first < 1 ||
        last < first || strspn(text, "0123456789-") != strlen(text)) {
        return false;
    }
    *range = (struct range) { first - 1, last - first + 1 };
    return true;
}

/* Instead of the config's, and of what that changes in its own. */
static bool take_theme(struct config *config, const char *name, struct error *error)
{
    struct theme theme;
    if (name) {
        if (!theme_load(&theme, config_data_dir(), name, error)) {
            return error_wrap(error, "--theme %s", name);
        }
        const struct config_colour none = { 0 };
        config->theme.name = name;
        config->theme.by_hour = (struct config_by_hour) { .text = "" };
        config->theme.paper = config->theme.ink = config->theme.quiet = none;
        config->theme.accent = config->theme.on_accent = config->theme.hairline = none;
    }
    return true;
}

static int run(const struct invocation *invocation)
{
    const struct render_options *options = invocation->options;
    const char *folder = options->out ? options->out : "out";
    int status = EXIT_FAILED;
    struct error error = { 0 };
    struct bytes json;
    bytes_init(&json);
    struct workshop *workshop = NULL;
    struct edition *edition = NULL;
    struct supply supply = { 0 };
    struct rendering rendering = { .out_dir = folder, .json = &json };
    struct silence silence;
    silence_init(&silence);
    char scenes[4200];
    snprintf(scenes, sizeof scenes, "%s/scenes.json", folder);
    if (!command_speak(options->language, false, &error)) {
        log_fatal("render: %s (see lobbycard --help)", error.text);
        return EXIT_USAGE;
    }
    if (!read_range(options->slides, &rendering.wanted)) {
        log_fatal("render: --slides: %s: wants %s (see lobbycard --help)", options->slides,
            translated("FIRST-LAST, by their numbers"));
        return EXIT_USAGE;
    }
    rendering.made.skipped = rendering.wanted.skipped;
    struct config *config = command_load_config(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    if (!take_theme(config, options->theme, &error)) {
        goto out;
    }
    edition = command_load_edition(
        invocation, &options->feeds, config, &error); /* first: it knows the floor */
    struct workshop_job job = { .config = config,
        .supply = &supply,
        .width = options->size.width ? options->size.width : DEFAULT_WIDTH,
        .height = options->size.height ? options->size.height : DEFAULT_HEIGHT,
        .now_ms = options->at.has_it ? options->at.ms : clock_wall_ms(),
        .is_clock_doubtful = !options->at.has_it && !clock_is_trusted(),
        .is_patient = true,
        .is_awake = true };
    workshop = edition ? workshop_create(
                             &(struct workshop_place) { .data_dir = config_data_dir() }, &error)
                       : NULL;
    if (!workshop || !command_take_screen(config, options->screen) ||
        !file_make_directories(folder, &error)) {
        edition_destroy(edition);
        goto out;
    }
    workshop_expect_all(workshop);
    if (!edition_supply(edition, &supply) || !plan(workshop, &job, &silence, &error) ||
        !print_head(&options->at, config, &job, &json)) {
        goto out;
    }
    rendering.workshop = workshop;
    rendering.now_ms = job.now_ms;
    if (!render_slides(&rendering, &error) ||
        !remove_left_over(workshop, &rendering.made, folder, &error)) {
        goto out;
    }
    if (print_held(edition, &json) && print_silent(&silence, &json) &&
        file_replace(scenes, json.data, json.size, &error)) {
        status = EXIT_DONE;
    }
out:
    if (status != EXIT_DONE) {
        status = command_failed(config, &error);
        log_fatal("render: %s", *error.text ? error.text : translated("out of memory"));
        remove_left_over(workshop, &rendering.made, folder, NULL);
        unlink(scenes);
    }
    silence_finish(&silence);
    workshop_destroy(workshop);
    config_destroy(config);
    bytes_finish(&json);
    language_finish();
    return status;
}

const struct command command_render = {
    .name = "render",
    .usage = "[--feed FILE]... [--size WxH] [--at TIME] [--screen TAGS] [--theme THEME]\n"
             "            [--slides FIRST-LAST] [--out DIR] [--lang zh|en]",
    .does = N_("every slide as PNG, and scenes.json"),
    .options = options_table,
    .options_size = sizeof(struct render_options),
    .run = run,
};
