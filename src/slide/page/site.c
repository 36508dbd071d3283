#include "slide/page/site.h"

#include "slide/page/phone_text.h"
#include "time/date.h"

/* A label of fewer characters says nothing. */
enum { LABEL_LEAST_EM = 4 };

const struct view *site_view(const struct layout *layout)
{
    for (size_t i = 0; i < layout->view_count; i++) {
        if (*layout->views[i].feed->site_name) {
            return &layout->views[i];
        }
    }
    return NULL;
}

const char *site_name(const struct layout *layout)
{
    const struct view *view = site_view(layout);
    return view ? view->feed->site_name : "";
}

const struct view *site_welcome_view(const struct layout *layout)
{
    for (size_t i = 0; i < layout->view_count; i++) {
        if (*layout->views[i].feed->welcome) {
            return &layout->views[i];
        }
    }
    return NULL;
}

const struct hotline *site_hotline(const struct layout *layout)
{
    for (size_t i = 0; i < layout->view_count; i++) {
        const struct view *view = &layout->views[i];
        for (size_t k = 0; k < view->hotline_count; k++) {
            const struct hotline *hotline = &view->feed->hotlines[view->hotlines[k]];
            if (hotline->phone_count > 0) {
                return hotline;
            }
        }
    }
    return NULL;
}

const char *site_hotline_text(struct pen *pen)
{
    const struct hotline *hotline = site_hotline(pen->layout);
    if (!hotline) {
        return "";
    }
    const char *number = phone_text(pen->arena, pen, &hotline->phones[0], " ");
    return number ? arena_printf(pen->arena, "%s%s%s", hotline->label,
                        *hotline->label ? " " : "", number)
                  : NULL;
}

const char *site_hotline_fitted(struct pen *pen, const struct text_spec *spec, int width)
{
    const struct hotline *hotline = site_hotline(pen->layout);
    const char *whole = site_hotline_text(pen);
    if (!hotline || !whole || pen_spec_width(pen, spec, whole) <= width) {
        return whole;
    }
    const char *number = phone_text(pen->arena, pen, &hotline->phones[0], " ");
    if (!number) {
        return NULL;
    }
    const struct text_spec label = { .role = spec->role,
        .px = spec->px,
        .bold = spec->bold,
        .line_pct = spec->line_pct,
        .max_lines = 1 };
    struct pixel_rect room = { 0, 0, width - pen_spec_width(pen, spec, number),
        pen_line_px(pen, &label, spec->px) };
    /* Narrower until both stand in the width, with what goes between them. */
    while (room.w >= LABEL_LEAST_EM * spec->px) {
        struct fitted fitted = pen_fit(pen, &label, room, hotline->label);
        const char *text = fitted.set.line_count > 0 ? arena_printf(pen->arena, "%s %s",
                                                           fitted.set.lines[0].text, number)
                                                     : number;
        int over = text ? pen_spec_width(pen, spec, text) - width : 0;
        if (over <= 0) {
            return text;
        }
        room.w -= over;
    }
    return number;
}

void site_add_hotline(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *fitted)
{
    struct text_spec part = *spec;
    part.whole = site_hotline_text(pen);
    pen_text(pen, &part, room, part.whole ? fitted : NULL);
}

const char *site_as_of(struct pen *pen, const struct view *view)
{
    const struct zone *zone = pen->layout->config->screen.timezone;
    struct civil_date date;
    if (!view->is_expired) {
        return "";
    }
    bool is_issued = view->feed->issued.form;
    if (!date_of_moment(zone, is_issued ? &view->feed->issued : &view->feed->expires, &date)) {
        return "";
    }
    return pen_say(pen, is_issued ? WORD_FEED_AS_OF : WORD_FEED_EXPIRED,
        pen_date(pen, DATE_WORD_DATE, &date, false), "");
}

const struct feed *site_filing(const struct layout *layout)
{
    for (size_t i = 0; i < layout->view_count; i++) {
        if (layout->views[i].feed->footer_count > 0) {
            return layout->views[i].feed;
        }
    }
    return NULL;
}
