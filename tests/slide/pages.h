/* For tests of how texts of many lengths fill the pages of displays. */
#pragma once

#include "base/bytes.h"
#include "slide/fixture.h"
#include "slide/grid_of.h"

static const struct {
    int width, height;
} sizes[] = { { 1920, 1080 }, { 1080, 1920 }, { 3840, 2160 }, { 1366, 768 }, { 1024, 768 },
    { 2560, 1080 } };

/* In JSON's strings; after every fourth comes what is between paragraphs. */
static inline void print_sentences(struct bytes *out, int count, const char *between)
{
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s%s", i > 0 && i % 4 == 0 ? between : "",
            i % 2
                ? "请各学院的师生于规定时间内到办公室来办理。"
                : "三年来队员们走进十四个乡村学校，开设科学、美术和体育课程，累计授课一千二百余节。");
    }
}

/* What a display of that layout has between header and footer. */
static inline struct pixel_rect body_of(const struct layout *layout)
{
    return grid_of(layout).body;
}

/* The last box of that role; NULL where there is none. */
static inline const struct box *last_box(const struct scene *scene, const char *role)
{
    const struct box *found = NULL;
    for (size_t i = 0; i < scene->box_count; i++) {
        found = strcmp(scene->boxes[i].role, role) == 0 ? &scene->boxes[i] : found;
    }
    return found;
}
