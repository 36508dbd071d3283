#include "command/check/check_layout.h"

#include "base/plain.h"
#include "base/translated.h"
#include "command/check/check_scripts.h"
#include "config/theme.h"

#include <stdarg.h>
#include <stdio.h>

/* Enlarged more than this, in percent, a picture looks blurred; losing more than that, people
 * miss what it shows. */
enum { ENLARGED_MAX_PCT = 150, LOST_MAX_PCT = 40 };

/* A text set smaller than this, of the size that it was meant for, is worth a word: from title
 * to heading on the type scale. */
enum { SHRUNK_PCT = 66 };

/* One slide at one size. */
struct sight {
    struct check_report *report;
    const struct check_layout_job *job;
    const struct slide *slide;
    char size[32], pointer[64];
    bool lacks[LACKING_SCRIPTS]; /* was said already */
    bool no_memory;
};

static const int64_t hour_ms = 3600000;

static size_t count_items(const struct feed *feed, bool alerts)
{
    size_t count = 0;
    for (size_t i = 0; i < feed->item_count; i++) {
        count += (feed->items[i].kind == ITEM_ALERT) == alerts;
    }
    return count;
}

/* The feed's alerts or all the rest, hotlines and links with it, since an alert may have the
 * screen to itself; to be shown whatever their rules are. An alert is never without an end. */
static bool lift_rules(struct arena *arena, const struct feed *feed, bool alerts,
    int64_t now_ms, struct feed *every)
{
    struct item *items = arena_array(arena, count_items(feed, alerts), sizeof *items);
    struct hotline *hotlines = arena_array(arena, feed->hotline_count, sizeof *hotlines);
    struct link *links = arena_array(arena, feed->link_count, sizeof *links);
    size_t count = 0;
    const struct moment nothing = { .form = MOMENT_NONE };
    struct show everywhere = { .days = "", .hours = "", .weight = 1 };
    if (alerts) {
        everywhere.until =
            (struct moment) { .form = MOMENT_INSTANT, .face_ms = now_ms + hour_ms };
    }
    if (!items || !hotlines || !links) {
        return false;
    }
    for (size_t i = 0; i < feed->item_count; i++) {
        if ((feed->items[i].kind == ITEM_ALERT) == alerts) {
            items[count] = feed->items[i];
            items[count].verified_until = nothing;
            items[count++].show = everywhere;
        }
    }
    for (size_t i = 0; i < feed->hotline_count; i++) {
        hotlines[i] = feed->hotlines[i];
        hotlines[i].verified_until = nothing;
        hotlines[i].show = everywhere;
        hotlines[i].show.priority = feed->hotlines[i].show.priority;
    }
    for (size_t i = 0; i < feed->link_count; i++) {
        links[i] = feed->links[i];
        links[i].show = everywhere;
        links[i].show.priority = feed->links[i].show.priority;
    }
    *every = *feed;
    every->expires = nothing;
    every->items = items;
    every->item_count = count;
    every->hotlines = hotlines;
    every->links = links;
    return true;
}

static void say(const struct sight *sight, enum finding_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void say(const struct sight *sight, enum finding_code code, const char *format, ...)
{
    char message[1024];
    const struct slide *slide = sight->slide;
    const char *kind = translated(slide->kind->name);
    int used = slide->pages > 1 ? snprintf(message, sizeof message, translated("%s, page %d: "),
                                      kind, slide->page)
                                : snprintf(message, sizeof message, translated("%s: "), kind);
    va_list arguments;
    va_start(arguments, format);
    plain_format(message + used, sizeof message - (size_t)used, translated(format), arguments);
    va_end(arguments);
    const char *item = slide->item ? slide->item->id : NULL;
    struct finding finding = { FINDING_WARNING, code, sight->pointer, item, message };
    check_report_add_layout(sight->report, sight->job->source->name, sight->size, &finding);
}

/* The item's place, or the list that a slide shows. */
static void find_pointer(struct sight *sight)
{
    const struct slide *slide = sight->slide;
    const char *list = slide->kind->pointer ? slide->kind->pointer : "/items";
    if (slide->item) {
        snprintf(sight->pointer, sizeof sight->pointer, "/items/%zu", slide->item->index);
    } else {
        snprintf(sight->pointer, sizeof sight->pointer, "%s", list);
    }
}

static void look_at_text(const struct sight *sight, const struct box *box, double least)
{
    /* What changes on the glass is in our own words, 7 小时 55 分: nobody can shorten it. */
    bool is_theirs = box->live == LIVE_NONE;
    if (is_theirs && !box->clipped && 100 * box->style.px < SHRUNK_PCT * box->full_px) {
        say(sight, FINDING_SHRUNK, "%s: set at less than two thirds of its size to fit",
            translated(box->role));
    }
    double contrast = colour_contrast(box->colour, box->on);
    if (contrast < least) {
        say(sight, FINDING_CONTRAST, "%s: a contrast of %.2f:1; the theme promises %.1f:1",
            translated(box->role), contrast, least);
    }
}

static void look_at_picture(const struct sight *sight, const struct box *box)
{
    const struct checked_picture *picture = check_pictures_find(sight->job->pictures, box->url);
    if (!picture) {
        return;
    }
    double across = (double)box->rect.w / picture->width;
    double down = (double)box->rect.h / picture->height;
    bool is_wider = across > down;
    double larger = is_wider ? across : down, smaller = is_wider ? down : across;
    double scale = box->is_cover ? larger : smaller;
    int lost_pct = box->is_cover ? (int)(100 * (1 - smaller / larger) + 0.5) : 0;
    if (100 * scale > ENLARGED_MAX_PCT) {
        say(sight, FINDING_PICTURE_SMALL,
            "the picture is %d × %d pixels and is enlarged %.1f times", picture->width,
            picture->height, scale);
    }
    if (lost_pct > LOST_MAX_PCT) {
        say(sight, FINDING_PICTURE_SHAPE,
            "the picture is %d × %d pixels; %d %% of it is cropped away", picture->width,
            picture->height, lost_pct);
    }
}

/* A script that no face has is said once: every text in it lacks its letters. */
static void pass_on(struct sight *sight, const struct scene_warning *warning)
{
    int script = warning->code == FINDING_GLYPH ? check_script_named(warning->text) : -1;
    if (script < 0) {
        say(sight, warning->code, "%s", warning->text);
    } else if (!sight->lacks[script]) {
        sight->lacks[script] = true;
        say(sight, warning->code,
            "no face on this machine has %s letters; the Debian package %s brings one",
            translated(lacking_scripts[script].name), lacking_scripts[script].package);
    }
}

static void look_at_scene(struct sight *sight, const struct scene *scene, double least)
{
    for (size_t i = 0; i < scene->warning_count; i++) {
        pass_on(sight, &scene->warnings[i]);
    }
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (box->kind == BOX_TEXT) {
            look_at_text(sight, box, least);
        } else if (box->kind == BOX_PICTURE && box->url && sight->job->judges_pictures) {
            look_at_picture(sight, box);
        }
    }
}

static void look(void *context, const struct layout *layout, const struct slide *slide,
    const struct scene *scene)
{
    struct sight *sight = context;
    sight->no_memory = sight->no_memory || !scene;
    sight->slide = slide;
    if (!sight->no_memory) {
        find_pointer(sight);
        look_at_scene(sight, scene, layout->theme->least_contrast);
    }
}

static bool look_at(struct check_report *report, const struct check_layout_job *job,
    const struct feed *every, const struct workshop_job *workshop_job, struct error *error)
{
    struct selection_source source = { .name = "feed",
        .url = job->source->url,
        .feed = every,
        .pictures = job->source->pictures,
        .picture_count = job->source->picture_count };
    struct supply supply = { .sources = &source, .count = 1 };
    struct workshop_job own = *workshop_job;
    struct sight sight = { .report = report, .job = job };
    own.supply = &supply;
    own.is_awake = own.is_patient = true;
    own.look = look;
    own.look_context = &sight;
    snprintf(sight.size, sizeof sight.size, "%dx%d", own.width, own.height);
    return workshop_plan(job->workshop, &own, NULL, error) &&
           (!sight.no_memory || error_set(error, "%s: out of memory", sight.size));
}

bool check_layout_lift(
    struct arena *arena, const struct feed *feed, int64_t now_ms, struct feed every[2])
{
    return lift_rules(arena, feed, false, now_ms, &every[0]) &&
           lift_rules(arena, feed, true, now_ms, &every[1]);
}

bool check_layout(struct check_report *report, const struct check_layout_job *job,
    const struct workshop_job *workshop_job, struct error *error)
{
    for (int alerts = 0; alerts < 2; alerts++) {
        const struct feed *every = &job->every[alerts];
        if ((alerts == 0 || every->item_count > 0) &&
            !look_at(report, job, every, workshop_job, error)) {
            return false;
        }
    }
    return true;
}
