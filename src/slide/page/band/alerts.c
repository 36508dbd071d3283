#include "slide/page/band/alerts.h"

#include <string.h>

/* CAP 1.2 section 3.2.2. An all-clear is the last thing to be said. */
int alert_gravity(const struct item *item)
{
    static const char *const severities[] = { "minor", "moderate", "severe", "extreme" };
    for (int i = 3; !item->is_clear && i > 0; i--) {
        if (strcmp(item->severity, severities[i]) == 0) {
            return i;
        }
    }
    return item->is_clear ? -1 : 0;
}

bool alert_is_grave(const struct item *item)
{
    enum { SEVERE = 2 };
    return alert_gravity(item) >= SEVERE;
}

/* Graver ones move in front of it. */
size_t banners_hung(
    const struct view *views, size_t view_count, struct hung_banner list[BANNERS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < view_count; i++) {
        const struct view *view = &views[i];
        for (size_t k = 0; k < view->alert_count; k++) {
            const struct item *item = &view->feed->items[view->alerts[k]];
            if (!item->is_banner) {
                continue;
            }
            size_t at = count < BANNERS_MAX ? count++ : BANNERS_MAX;
            for (; at > 0 && alert_gravity(list[at - 1].item) < alert_gravity(item); at--) {
                if (at < BANNERS_MAX) {
                    list[at] = list[at - 1];
                }
            }
            if (at < BANNERS_MAX) {
                list[at] = (struct hung_banner) { view, item };
            }
        }
    }
    return count;
}

bool alert_takes_over(const struct view *views, size_t view_count)
{
    for (size_t i = 0; i < view_count; i++) {
        const struct view *view = &views[i];
        for (size_t k = 0; k < view->alert_count; k++) {
            if (!view->feed->items[view->alerts[k]].is_banner) {
                return true;
            }
        }
    }
    return false;
}

int banner_rows(const struct layout *layout)
{
    struct hung_banner list[BANNERS_MAX];
    return (int)banners_hung(layout->views, layout->view_count, list);
}

void band_banners(struct pen *pen)
{
    struct hung_banner list[BANNERS_MAX];
    const struct grid *grid = &pen->grid;
    size_t count = banners_hung(pen->layout->views, pen->layout->view_count, list);
    int row_h = grid_u(grid, BANNER_ROW_U);
    int below = pen->grid.banners_y;
    struct pixel_rect room = { grid->body.x, below - (int)count * row_h, grid->body.w, row_h };
    struct colour on = pen->on;
    const bool is_grave = count > 0 && alert_is_grave(list[0].item);
    const struct colour ground = is_grave ? theme_signal : pen->theme->accent;
    if (count > 0) {
        pen_fill(
            pen, "banner", (struct pixel_rect) { 0, 0, pen->layout->width, below }, ground);
    }
    for (size_t i = 0; i < count; i++, room.y += row_h) {
        const struct text_spec line = { .role = "banner",
            .px = grid->text,
            .min_px = grid->small,
            .bold = true,
            .colour = is_grave ? theme_on_signal : pen->theme->on_accent,
            .line_pct = 118,
            .max_lines = 2,
            .anchor = ANCHOR_MIDDLE };
        const struct item *item = list[i].item;
        pen_turn_to(pen, list[i].view, item);
        pen->on = ground;
        const char *more = *item->instruction ? item->instruction : item->text;
        const char *const *words = pen->words->words;
        const char *between = words[WORD_BETWEEN];
        const char *text = arena_printf(pen->arena, "%s%s%s%s%s%s",
            item->is_test    ? words[WORD_BANNER_TEST]
            : item->is_clear ? words[WORD_BANNER_CLEAR]
                             : "",
            item->title, *item->title && *more ? between : "", more,
            *item->contact ? between : "", item->contact);
        pen_text(pen, &line, room, text);
    }
    pen->on = on;
}
