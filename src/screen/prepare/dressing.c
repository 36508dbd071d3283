#include "screen/prepare/dressing.h"

#include "picture/pictures.h"
#include "screen/prepare/veil.h"
#include "slide/page/grid.h"

#include <stdlib.h>

enum { AROUND_U = 3, FADE_U = 12 };

static int units(const struct dressing_job *job, int count)
{
    const struct grid_needs needs = { .overscan_pct = job->config->screen.overscan_pct,
        .footer_rows = 1 };
    struct grid grid;
    grid_init(&grid, &job->themes->list[job->theme], job->width, job->height, &needs);
    return grid_u(&grid, count);
}

static struct pixel_rect area_of(const struct dressing_job *job)
{
    const struct config_area *area = &job->config->theme.ground_quiet;
    if (!area->is_given) {
        return (struct pixel_rect) { 0, 0, 0, 0 };
    }
    return (struct pixel_rect) { job->width * area->x / 100, job->height * area->y / 100,
        job->width * area->w / 100, job->height * area->h / 100 };
}

/* A picture smaller than the screen is enlarged: coarsely, as what it is. */
static struct picture *load_ground(const struct dressing_job *job, struct error *error)
{
    const struct picture_wish wish = { .path = job->config->theme.ground_picture,
        .is_cover = true,
        .width = job->width,
        .height = job->height,
        .focus_x = 500,
        .focus_y = 500,
        .object = "",
        .max_ms = job->picture_ms };
    bool has_alpha;
    struct picture *decoded = picture_load(&wish, &has_alpha, error);
    struct picture *ground = decoded ? picture_create(job->width, job->height) : NULL;
    const struct pixel_rect all = { 0, 0, job->width, job->height };
    if (decoded && !ground) {
        error_set(error, "out of memory");
    }
    if (ground) {
        picture_fill(ground, all, job->themes->list[job->theme].paper);
        bool fits = decoded->width == job->width && decoded->height == job->height;
        struct picture *whole =
            fits ? decoded : picture_stretch(decoded, job->width, job->height);
        if (whole) {
            picture_overlay(ground, all, whole->pixels);
        } else {
            error_set(error, "out of memory");
            picture_destroy(ground);
            ground = NULL;
        }
        if (!fits) {
            picture_destroy(whole);
        }
    }
    picture_destroy(decoded);
    return ground;
}

static bool lay_ground(
    const struct dressing_job *job, struct dressing *dressing, struct error *error)
{
    const struct theme *theme = &job->themes->list[job->theme];
    const struct veil_edge edge = { units(job, AROUND_U), units(job, FADE_U) };
    struct veil veil;
    dressing->ground = load_ground(job, error);
    if (!dressing->ground) {
        return config_blame(job->config, "theme", "ground_picture", error);
    }
    if (!veil_lay(dressing->ground, theme, area_of(job), edge, &veil)) {
        error_set(error,
            "text on it would need a veil of %d %% of the paper, which leaves nothing of it: take "
            "a picture that is nearly as light or as dark as the paper where text stands, or say "
            "in ground_quiet where it is calm",
            veil.weight * 100 / 256);
        return config_blame(job->config, "theme", "ground_picture", error);
    }
    dressing->dress.calm = veil.calm;
    return true;
}

static bool load_mark(
    const struct dressing_job *job, struct dressing *dressing, struct error *error)
{
    const struct picture_wish wish = { .path = job->config->theme.mark,
        .width = units(job, MARK_W_U),
        .height = units(job, MARK_H_U),
        .focus_x = 500,
        .focus_y = 500,
        .object = "",
        .max_ms = job->picture_ms };
    bool has_alpha;
    dressing->mark = picture_load(&wish, &has_alpha, error);
    if (!dressing->mark) {
        return config_blame(job->config, "theme", "mark", error);
    }
    dressing->dress.mark = dressing->mark;
    dressing->dress.mark_w = dressing->mark->width;
    dressing->dress.mark_h = dressing->mark->height;
    return true;
}

/* The first line is told. */
static bool leave_out(
    const struct dressing_job *job, struct picture **picture, struct error *error)
{
    if (!job->lacks) {
        return false;
    }
    picture_destroy(*picture);
    *picture = NULL;
    if (!*job->lacks->text) {
        *job->lacks = *error;
    }
    error_set(error, "%s", "");
    return true;
}

bool dressing_create(const struct dressing_job *job, struct dressing **out, struct error *error)
{
    bool wants_ground = *job->config->theme.ground_picture && job->theme == 0;
    bool wants_mark = *job->config->theme.mark;
    *out = NULL;
    if (!wants_ground && !wants_mark) {
        return true;
    }
    struct dressing *dressing = calloc(1, sizeof *dressing);
    if (!dressing) {
        return error_set(error, "out of memory");
    }
    bool done = !wants_ground || lay_ground(job, dressing, error) ||
                leave_out(job, &dressing->ground, error);
    done = done && (!wants_mark || load_mark(job, dressing, error) ||
                       leave_out(job, &dressing->mark, error));
    if (!done) {
        dressing_destroy(dressing);
        return false;
    }
    *out = dressing;
    return true;
}

void dressing_destroy(struct dressing *dressing)
{
    if (dressing) {
        picture_destroy(dressing->ground);
        picture_destroy(dressing->mark);
        free(dressing);
    }
}
