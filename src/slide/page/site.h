/* Whose name hangs over the slides: the first view that has one speaks for the screen. */
#pragma once

#include "slide/page/pen.h"

/* The view that speaks for the screen, or NULL. */
const struct view *site_view(const struct layout *layout);

/* Never NULL, empty when no view has one. */
const char *site_name(const struct layout *layout);

/* A name on several lines, parted where an institution in it ends (重庆医科大学 /
 * 第一附属医院), on one line more than the spec has at the most, where that is hardly smaller.
 * Returns it with its lines told apart, and changes how many the spec takes; or the name as it
 * is. In the pen's arena. */
const char *site_name_fit(
    struct pen *pen, struct text_spec *spec, struct pixel_rect room, const char *name);

/* The first view with a welcome line, NULL when none has one. */
const struct view *site_welcome_view(const struct layout *layout);

/* The first hotline that may be shown and has a number, or NULL. */
const struct hotline *site_hotline(const struct layout *layout);

/* Its label and first number, "招生热线 023-65763111"; empty when there is none, NULL when
 * memory is out. */
const char *site_hotline_text(struct pen *pen);

/* The same for one line of that width, in the spec's size: of a long label the beginning is
 * kept, or nothing; the number is whole. */
const char *site_hotline_fitted(struct pen *pen, const struct text_spec *spec, int width);
/* Sets what was fitted, and warns where that is not all of it. */
void site_add_hotline(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *fitted);

/* What a slide of an expired feed has to say about its date, "内容截至11月23日": of the
 * issue, or else of its end. Empty when the view has not expired, NULL when memory is out. */
const char *site_as_of(struct pen *pen, const struct view *view);

/* The first view's feed that has filing lines, or NULL. */
const struct feed *site_filing(const struct layout *layout);
