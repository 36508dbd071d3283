#include "programme/plan.h"
#include "screen/prepare/workshop.h"
#include "screen/prepare/workshop_parts.h"
#include "screen/prepare/zoom.h"
#include "slide/deck.h"

/* What holds for every pixel, whatever it shows. */
static void tone(const void *context, struct picture *picture)
{
    const struct bench *bench = &((const struct workshop *)context)->bench;
    if (bench->config->screen.grey) {
        picture_grey(picture);
    }
    if (bench->selection->is_dim && !bench->is_awake) {
        picture_dim(picture, bench->config->screen.dim_pct);
    }
}

static struct picture *paint_tiny(struct workshop *workshop, const struct scene *scene)
{
    struct picture *whole = raster_scene(&workshop->paints, scene, NULL);
    struct picture *tiny =
        whole ? picture_stretch(whole, workshop->bench.width, workshop->bench.height) : NULL;
    picture_destroy(whole);
    return tiny;
}

struct picture *workshop_paint(
    struct workshop *workshop, const struct scene *scene, struct moving **moving)
{
    struct zoom *zoom = NULL;
    struct picture *picture =
        layout_is_tiny(workshop->bench.width, workshop->bench.height)
            ? paint_tiny(workshop, scene)
            : raster_scene(&workshop->paints, scene, moving ? &zoom : NULL);
    if (picture) {
        tone(workshop, picture);
    }
    if (zoom) {
        tone(workshop, zoom->growing);
    }
    if (moving) {
        *moving = zoom ? &zoom->moving : NULL;
    }
    return picture;
}

struct picture *workshop_paint_now(
    struct workshop *workshop, const struct scene *scene, struct moving **moving)
{
    const struct raster_tone toned = { tone, workshop };
    bool is_tiny = layout_is_tiny(workshop->bench.width, workshop->bench.height);
    struct picture *picture = is_tiny ? NULL : raster_packed(&workshop->paints, scene, &toned);
    *moving = NULL;
    return picture ? picture : workshop_paint(workshop, scene, moving);
}

struct picture *workshop_paint_early(
    struct workshop *workshop, const struct scene *scene, struct moving **moving)
{
    struct picture *picture = workshop_paint_now(workshop, scene, moving);
    if (picture && !*moving && !picture->packed) {
        picture_pack(picture);
    }
    return picture;
}

size_t workshop_paint_live(struct workshop *workshop, size_t index, int64_t now_ms,
    struct patch patches[DESK_MAX_PATCHES])
{
    size_t count = 0;
    struct scene *scene = workshop_lay_out(workshop, index, now_ms);
    if (scene && layout_is_tiny(workshop->bench.width, workshop->bench.height)) {
        struct picture *all = workshop_paint(workshop, scene, NULL);
        count = all ? 1 : 0;
        patches[0] = (struct patch) { 0, 0, all };
        scene_destroy(scene);
        return count;
    }
    for (size_t i = 0; scene && i < scene->box_count && count < DESK_MAX_PATCHES; i++) {
        const struct box *box = &scene->boxes[i];
        struct picture *picture = NULL;
        if (box->live != LIVE_NONE) {
            picture = picture_create(box->rect.w, box->rect.h);
        }
        if (picture) {
            raster_paint(&workshop->paints, scene, box->rect.x, box->rect.y, picture);
            tone(workshop, picture);
            patches[count++] = (struct patch) { box->rect.x, box->rect.y, picture };
        }
    }
    pictures_end(&workshop->pictures);
    scene_destroy(scene);
    return count;
}
