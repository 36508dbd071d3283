/* One picture has the same lines at all of its scales: what is twice as wide and as high as
 * another, 3840x2160 as 1920x1080, is laid out as that one and then magnified, so that no
 * rounding to whole pixels tells them apart. */
#pragma once

#include "slide/scene/slide.h"

struct magnified {
    int by; /* 1: it is laid out as it is */
    struct layout layout;
    struct dress dress;
    struct gauge gauge;
    const struct layout *given; /* borrowed, with all that is in it */
};

/* In place: the layout points into it. */
void magnified_init(struct magnified *magnified, const struct layout *given);

/* A scene of that layout becomes one of the given. False when memory is out. */
bool magnified_scene(const struct magnified *magnified, struct scene *scene);
