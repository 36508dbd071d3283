#include "screen/prepare/veil.h"

#include <math.h>
#include <string.h>

enum { CELLS = 24, LEAST = 17, STEP = 4, WHOLE = 256 };

/* What a veil costs beside what a smaller place for text does. */
static const double area_cost = 0.35;

/* Between which luminances what lies under text must be. */
struct light {
    float least, most;
    float of[3][256]; /* a channel's share */
    uint32_t paper;
};

static void light_init(struct light *light, const struct theme *theme)
{
    const struct colour texts[] = { theme->ink, theme->quiet, theme->accent };
    double paper = colour_luminance(theme->paper), least = 0, most = 1;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double text = colour_luminance(texts[i]);
        double above = (text + 0.05) * theme->least_contrast - 0.05;
        double below = (text + 0.05) / theme->least_contrast - 0.05;
        least = text < paper && above > least ? above : least;
        most = text > paper && below < most ? below : most;
    }
    for (int i = 0; i < 256; i++) {
        const uint8_t value = (uint8_t)i;
        light->of[0][i] = (float)colour_luminance((struct colour) { value, 0, 0 });
        light->of[1][i] = (float)colour_luminance((struct colour) { 0, value, 0 });
        light->of[2][i] = (float)colour_luminance((struct colour) { 0, 0, value });
    }
    /* Paper itself passes whatever single precision makes of it. */
    float self = light->of[0][theme->paper.r] + light->of[1][theme->paper.g] +
                 light->of[2][theme->paper.b];
    light->least = (float)least + 1e-5f < self ? (float)least + 1e-5f : self;
    light->most = (float)most - 1e-5f > self ? (float)most - 1e-5f : self;
    light->paper = picture_pixel(theme->paper);
}

static bool passes(const struct light *light, uint32_t pixel, int weight)
{
    uint32_t mixed;
    picture_mix(&mixed, &pixel, &light->paper, 1, weight);
    float is = light->of[0][mixed >> 16 & 255] + light->of[1][mixed >> 8 & 255] +
               light->of[2][mixed & 255];
    return is >= light->least && is <= light->most;
}

/* The least weight from `weight` on that lets all of the rectangle pass. Thinner veils that let
 * a pixel pass do not say that thicker ones do, where it and the paper differ in hue: then it
 * is gone through again. */
static int need_of(const struct light *light, const struct picture *picture,
    struct pixel_rect rect, int weight)
{
    for (bool is_raised = true; is_raised && weight < WHOLE;) {
        is_raised = false;
        for (int y = rect.y; y < rect.y + rect.h; y++) {
            const uint32_t *row = picture->pixels + (size_t)y * (size_t)picture->width;
            for (int x = rect.x; x < rect.x + rect.w; x++) {
                while (weight < WHOLE && !passes(light, row[x], weight)) {
                    weight += STEP;
                    is_raised = true;
                }
            }
        }
    }
    return weight < WHOLE ? weight : WHOLE;
}

static int edge_of(int side, int cell)
{
    return (int)((int64_t)side * cell / CELLS);
}

struct needs {
    int of[CELLS][CELLS]; /* row, column */
};

static void fill_needs(
    const struct light *light, const struct picture *picture, struct needs *needs)
{
    for (int row = 0; row < CELLS; row++) {
        for (int column = 0; column < CELLS; column++) {
            int x = edge_of(picture->width, column), y = edge_of(picture->height, row);
            const struct pixel_rect cell = { x, y, edge_of(picture->width, column + 1) - x,
                edge_of(picture->height, row + 1) - y };
            needs->of[row][column] = need_of(light, picture, cell, 0);
        }
    }
}

static double cost_of(int need, int columns, int rows)
{
    return (double)need / WHOLE + area_cost * (1 - (double)(columns * rows) / (CELLS * CELLS));
}

/* Text may hang out of it by around_px, where it does not end with the picture. */
static struct pixel_rect in_pixels(
    const struct picture *picture, struct pixel_rect cells, int around_px)
{
    int left = edge_of(picture->width, cells.x) + (cells.x > 0 ? around_px : 0);
    int top = edge_of(picture->height, cells.y) + (cells.y > 0 ? around_px : 0);
    int last_x = cells.x + cells.w, last_y = cells.y + cells.h;
    int right = edge_of(picture->width, last_x) - (last_x < CELLS ? around_px : 0);
    int bottom = edge_of(picture->height, last_y) - (last_y < CELLS ? around_px : 0);
    return (struct pixel_rect) { left, top, right - left, bottom - top };
}

static struct pixel_rect find_calm(
    const struct light *light, const struct picture *picture, int around_px)
{
    struct needs needs;
    struct pixel_rect best = { 0, 0, CELLS, CELLS };
    double least = 2;
    fill_needs(light, picture, &needs);
    for (int left = 0; left <= CELLS - LEAST; left++) {
        for (int right = left + LEAST; right <= CELLS; right++) {
            int rows[CELLS] = { 0 };
            for (int row = 0; row < CELLS; row++) {
                for (int column = left; column < right; column++) {
                    int need = needs.of[row][column];
                    rows[row] = need > rows[row] ? need : rows[row];
                }
            }
            for (int top = 0; top <= CELLS - LEAST; top++) {
                int need = 0;
                for (int row = top; row < CELLS; row++) {
                    need = rows[row] > need ? rows[row] : need;
                    double cost = cost_of(need, right - left, row + 1 - top);
                    if (row + 1 - top >= LEAST && cost < least) {
                        least = cost;
                        best = (struct pixel_rect) { left, top, right - left, row + 1 - top };
                    }
                }
            }
        }
    }
    return in_pixels(picture, best, around_px);
}

static struct pixel_rect grown(const struct picture *picture, struct pixel_rect rect, int by_px)
{
    int left = rect.x > by_px ? rect.x - by_px : 0;
    int top = rect.y > by_px ? rect.y - by_px : 0;
    int right = rect.x + rect.w + by_px, bottom = rect.y + rect.h + by_px;
    right = right < picture->width ? right : picture->width;
    bottom = bottom < picture->height ? bottom : picture->height;
    return (struct pixel_rect) { left, top, right - left, bottom - top };
}

static int beyond(int at, int first, int count)
{
    return at < first ? first - at : at >= first + count ? at - (first + count - 1) : 0;
}

/* Gently at both ends, as movements are; round at the corners. */
static int faded(int weight, int x_px, int y_px, int fade_px)
{
    int64_t away = (int64_t)x_px * x_px + (int64_t)y_px * y_px;
    if (away >= (int64_t)fade_px * fade_px) {
        return 0;
    }
    return weight - (int)(weight * picture_eased((int)sqrt((double)away), fade_px));
}

struct laying {
    struct picture *picture;
    const struct light *light;
    struct pixel_rect whole; /* where it is not faded */
    int weight, fade_px;
};

static void lay_span(const struct laying *laying, uint32_t *pixels, int count, int weight)
{
    uint32_t paper[64];
    for (size_t i = 0; i < sizeof paper / sizeof *paper; i++) {
        paper[i] = laying->light->paper;
    }
    while (weight > 0 && count > 0) {
        int some = count < (int)(sizeof paper / sizeof *paper)
                       ? count
                       : (int)(sizeof paper / sizeof *paper);
        picture_mix(pixels, pixels, paper, (size_t)some, weight);
        pixels += some;
        count -= some;
    }
}

/* It is faded at both ends, and one in between. */
static void lay_row(const struct laying *laying, int y)
{
    struct picture *picture = laying->picture;
    uint32_t *row = picture->pixels + (size_t)y * (size_t)picture->width;
    const struct pixel_rect whole = laying->whole;
    int down = beyond(y, whole.y, whole.h), fade_px = laying->fade_px, weight = laying->weight;
    if (down >= fade_px) {
        return;
    }
    for (int away = 1; away < fade_px; away++) {
        int left = whole.x - away, right = whole.x + whole.w - 1 + away;
        int less = faded(weight, away, down, fade_px);
        if (left >= 0) {
            lay_span(laying, &row[left], 1, less);
        }
        if (right < picture->width) {
            lay_span(laying, &row[right], 1, less);
        }
    }
    lay_span(
        laying, &row[whole.x], whole.w, down > 0 ? faded(weight, 0, down, fade_px) : weight);
}

bool veil_lay(struct picture *picture, const struct theme *theme, struct pixel_rect calm,
    struct veil_edge edge, struct veil *veil)
{
    struct light light;
    light_init(&light, theme);
    veil->calm = calm.w > 0 ? calm : find_calm(&light, picture, edge.around_px);
    const struct pixel_rect whole = grown(picture, veil->calm, edge.around_px);
    veil->weight = need_of(&light, picture, whole, 0);
    if (veil->weight > VEIL_MOST) {
        return false;
    }
    const struct laying laying = { picture, &light, whole, veil->weight,
        edge.fade_px > 0 ? edge.fade_px : 1 };
    for (int y = 0; veil->weight > 0 && y < picture->height; y++) {
        lay_row(&laying, y);
    }
    return true;
}
