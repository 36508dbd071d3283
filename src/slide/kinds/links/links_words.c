/* What a link says. */
#include "slide/kinds/links/links.h"

#include "address/address.h"
#include "slide/scene/slide.h"

#include <string.h>

const char *links_host(struct pen *pen, const char *url)
{
    struct arena *arena = pen->arena;
    const char *whole = address_resolve(arena, pen->view->url, url);
    struct address to;
    if (!whole || !address_parse(whole, &to) ||
        !(address_has_scheme(&to, "https") || address_has_scheme(&to, "http"))) {
        pen->failed = pen->failed || arena->has_failed;
        return arena->has_failed ? NULL : "";
    }
    const char *end = to.authority.text + to.authority.size;
    const char *host = arena_strndup(arena, to.host.text, (size_t)(end - to.host.text));
    pen->failed = pen->failed || !host;
    return host;
}

struct text_spec links_label_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "label",
        .px = pen->grid.heading,
        .min_px = pen->grid.text,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = 2 };
}

struct text_spec links_host_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "host",
        .px = pen->grid.text,
        .min_px = pen->grid.small,
        .colour = pen->theme->quiet,
        .max_lines = 2 };
}

struct text_spec links_lead_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "lead",
        .px = pen->grid.title,
        .min_px = pen->grid.heading,
        .any_size = true,
        .bold = true,
        .balance = true,
        .colour = pen->theme->accent,
        .max_lines = 2 };
}

const struct link *links_at(const struct pen *pen, size_t index)
{
    return &pen->view->feed->links[pen->view->links[index]];
}

const char *links_part_host(struct pen *pen, const char *host, int px, int width, int *lines)
{
    *lines = pen_width(pen, px, false, host) <= width ? 1 : LINKS_TOO_LONG;
    for (size_t k = 0; *lines == LINKS_TOO_LONG && k < 2; k++) {
        for (size_t i = strcspn(host, "."); host[i]; i += 1 + strcspn(host + i + 1, ".")) {
            const char *text =
                k == 0 ? arena_printf(pen->arena, "%.*s\n%s", (int)i + 1, host, host + i + 1)
                       : arena_printf(pen->arena, "…%s", host + i);
            if (!text || pen_width(pen, px, false, text) <= width) {
                *lines = 2;
                pen->failed = pen->failed || !text;
                return text;
            }
        }
    }
    return host;
}

int links_add_host(struct pen *pen, const char *host, int px, struct pixel_rect room)
{
    struct text_spec spec = links_host_spec(pen);
    int lines;
    spec.px = px;
    return pen_text(pen, &spec, room, links_part_host(pen, host, px, room.w, &lines));
}

int links_label_px(struct pen *pen, const struct slide *slide, int width, int height)
{
    const struct text_spec spec = links_label_spec(pen);
    const int two = 2 * pen_line_px(pen, &spec, spec.px);
    const struct pixel_rect room = { 0, 0, width, height < two ? height : two };
    int px = spec.px;
    for (size_t i = 0; i < slide->count && px > spec.min_px; i++) {
        const int one = pen_fit(pen, &spec, room, links_at(pen, slide->first + i)->label).px;
        px = one < px ? one : px;
    }
    return px;
}

int links_host_px(struct pen *pen, const struct slide *slide, int width)
{
    const struct text_spec spec = links_host_spec(pen);
    const int sizes[] = { spec.px, spec.min_px };
    int most[] = { 1, 1 };
    for (size_t i = 0; i < slide->count; i++) {
        const char *host = links_host(pen, links_at(pen, slide->first + i)->url);
        for (size_t k = 0; k < 2 && host; k++) {
            int lines;
            links_part_host(pen, host, sizes[k], width, &lines);
            most[k] = lines > most[k] ? lines : most[k];
        }
    }
    return most[0] <= most[1] ? sizes[0] : sizes[1];
}
