/* What it costs to set and paint a full article page at 1080p, as the preparer does, the first
 * time its characters are used and the second. Printed as JSON for script/bench:
 *
 *     page_cost ROOT ROUNDS
 *
 * The article is tests/bench/page.json.
 */
#include "base/clock.h"
#include "base/system/file.h"
#include "base/utf8.h"
#include "config/load.h"
#include "content/feed/native/feed_parse.h"
#include "screen/prepare/workshop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1920, HEIGHT = 1080 };
static const int64_t now_ms = INT64_C(1795399200000);

static size_t count_characters(const struct scene *scene)
{
    size_t count = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        for (size_t k = 0; box->kind == BOX_TEXT && k < box->line_count; k++) {
            const char *text = box->lines[k].line.text;
            for (size_t at = 0; at < strlen(text);) {
                utf8_next(text, strlen(text), &at);
                count++;
            }
        }
    }
    return count;
}

/* The slide with the most characters. */
static size_t find_fullest(struct workshop *workshop)
{
    size_t fullest = 0, most = 0;
    for (size_t i = 0; i < workshop_slide_count(workshop); i++) {
        struct scene *scene = workshop_lay_out(workshop, i, now_ms);
        size_t count = scene ? count_characters(scene) : 0;
        scene_destroy(scene);
        fullest = count > most ? i : fullest;
        most = count > most ? count : most;
    }
    return fullest;
}

/* In ms; below 0 when memory is out. */
static double prepare(struct workshop *workshop, size_t slide, size_t *characters)
{
    int64_t start_us = clock_mono_us(), end_us = -1;
    struct scene *scene = workshop_lay_out(workshop, slide, now_ms);
    struct picture *picture = scene ? workshop_paint(workshop, scene, NULL) : NULL;
    if (picture) {
        end_us = clock_mono_us();
        *characters = count_characters(scene);
    }
    picture_destroy(picture);
    scene_destroy(scene);
    workshop_trim(workshop);
    return picture ? (double)(end_us - start_us) / 1000 : -1;
}

/* A workshop of its own each time, so that nothing is drawn yet. */
static bool run(const char *root, const struct config *config, struct feed *feed)
{
    struct error error = { 0 };
    struct selection_source source = { .name = "news", .feed = feed };
    struct supply supply = { .sources = &source, .count = 1 };
    struct workshop_job job = {
        .config = config, .supply = &supply, .width = WIDTH, .height = HEIGHT, .now_ms = now_ms
    };
    struct workshop *workshop =
        workshop_create(&(struct workshop_place) { .data_dir = root }, &error);
    size_t characters = 0;
    bool done = false;
    if (workshop && workshop_plan(workshop, &job, NULL, &error)) {
        size_t slide = find_fullest(workshop);
        double first_ms = prepare(workshop, slide, &characters);
        double second_ms = prepare(workshop, slide, &characters);
        printf("[%zu, %.2f, %.2f]", characters, first_ms, second_ms);
        done = first_ms >= 0 && second_ms >= 0;
    }
    workshop_destroy(workshop);
    return done;
}

static struct feed *read_feed(const char *root, struct error *error)
{
    enum { MOST_BYTES = 1 << 20 };
    struct bytes path, text;
    struct feed *feed = NULL;
    bytes_init(&path);
    bytes_init(&text);
    if (bytes_print(&path, "%s/tests/bench/page.json", root) &&
        file_read(path.data, MOST_BYTES, &text, error)) {
        feed = feed_parse(
            text.data, text.size, &(struct feed_how) { PHONE_PLAN_UNSAID, false }, error);
    }
    bytes_finish(&text);
    bytes_finish(&path);
    return feed;
}

int main(int argc, char **argv)
{
    static const char *const kinds[] = { "article" };
    struct error error = { 0 };
    int rounds = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
    struct config *config = config_default(&error);
    struct feed *feed = rounds > 0 ? read_feed(argv[1], &error) : NULL;
    bool done = config && feed;
    if (done) {
        config->programme.order = (struct text_list) { kinds, 1 };
    }
    printf("[");
    for (int i = 0; done && i < rounds; i++) {
        printf("%s", i ? ", " : "");
        done = run(argv[1], config, feed);
    }
    printf("]\n");
    if (!done) {
        fprintf(stderr, "page_cost: %s\n", error.text);
    }
    feed_destroy(feed);
    config_destroy(config);
    return done ? 0 : 1;
}
