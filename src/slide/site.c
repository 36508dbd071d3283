#include "slide/site.h"

#include "slide/date.h"

const struct view *site_view(const struct layout *layout)
{
    for (size_t i = 0; i < layout->view_count; i++) {
        if (layout->views[i].feed->site_name[0] != '\0') {
            return &layout->views[i];
        }
    }
    return NULL;
}

const char *site_name(const struct layout *layout)
{
    const struct view *view = site_view(layout);
    return view != NULL ? view->feed->site_name : "";
}

const struct view *site_welcome_view(const struct layout *layout)
{
    for (size_t i = 0; i < layout->view_count; i++) {
        if (layout->views[i].feed->welcome[0] != '\0') {
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

const char *site_hotline_text(const struct layout *layout, struct arena *arena)
{
    const struct hotline *hotline = site_hotline(layout);
    if (hotline == NULL) {
        return "";
    }
    return arena_printf(arena, "%s%s%s", hotline->label, hotline->label[0] != '\0' ? " " : "",
        hotline->phones[0].number);
}

const char *site_as_of(
    const struct layout *layout, const struct view *view, struct arena *arena)
{
    const char *timezone = layout->config->screen.timezone;
    int64_t wall_ms;
    struct civil_date date;
    if (view == NULL || !view->is_expired) {
        return "";
    }
    bool is_issued = view->feed->issued[0] != '\0';
    if (!date_moment(
            timezone, is_issued ? view->feed->issued : view->feed->expires, &wall_ms, &date)) {
        return "";
    }
    int this_year = date_at(timezone, layout->now_ms).year;
    const char *day = date_long_text(arena, &date, this_year, false);
    if (day == NULL) {
        return NULL;
    }
    return arena_printf(arena, is_issued ? "内容截至%s" : "有效期至%s", day);
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
