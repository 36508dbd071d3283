#include "slide/page/band/logo.h"

#include "address/address.h"
#include "content/feed/feed_pictures.h"
#include "slide/page/site.h"

/* A wide mark leaves the rest of the row to the name. */
enum { LOGO_MOST_PCT = 25 };

struct logo {
    const struct picture_ref *picture;
    int width, height; /* only their proportions matter */
};

static bool find(struct pen *pen, struct logo *logo)
{
    const struct layout *layout = pen->layout;
    const struct view *view = site_view(layout);
    const struct gauge *gauge = layout_own_gauge(layout);
    const char *url = view && *view->feed->logo
                          ? address_resolve(pen->arena, view->url, view->feed->logo)
                          : NULL;
    *logo = (struct logo) { 0 };
    logo->picture = url ? picture_ref_find(view->pictures, view->picture_count, url) : NULL;
    if (!logo->picture ||
        (gauge && !gauge->size(gauge->context, logo->picture, &logo->width, &logo->height))) {
        return false;
    }
    if (logo->width < 1 || logo->height < 1) {
        logo->width = logo->height = 1; /* most are round */
    }
    return true;
}

/* Its place in the row; false where it would be a line and no picture. */
static bool place(const struct logo *logo, struct pixel_rect row, struct pixel_rect *out)
{
    struct pixel_rect rect = row;
    int64_t most = (int64_t)row.w * LOGO_MOST_PCT / 100;
    int64_t wide = (int64_t)row.h * logo->width / logo->height;
    if (wide > most) {
        rect.h = (int)(most * logo->height / logo->width);
        rect.y += (row.h - rect.h) / 2;
    }
    rect.w = (int)(wide > most ? most : wide);
    *out = rect;
    return rect.w >= 1 && rect.h >= 1;
}

int logo_width(struct pen *pen, struct pixel_rect row)
{
    struct logo logo;
    struct pixel_rect rect;
    bool is_there = find(pen, &logo) && place(&logo, row, &rect);
    return is_there ? rect.w + grid_u(&pen->grid, SPACE_2) : 0;
}

int logo_add(struct pen *pen, struct pixel_rect row)
{
    struct logo logo;
    struct pixel_rect rect;
    bool is_there = find(pen, &logo) && place(&logo, row, &rect) &&
                    pen_picture(pen, "logo", rect, logo.picture);
    return is_there ? rect.w + grid_u(&pen->grid, SPACE_2) : 0;
}
