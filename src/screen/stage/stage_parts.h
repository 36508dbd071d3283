/* What stage.c (slides and the way to them) and stage_window.c share. Private to the stage. */
#pragma once

#include "picture/picture.h"
#include "screen/prepare/moving.h"
#include "screen/stage/stage_types.h"
#include "screen/stage/window.h"

struct stage {
    /* set once */
    const struct window_kind *kind;
    struct window *window;
    bool is_windowed;
    int64_t frame_us; /* from frame to frame */
    bool is_open;
    int width, height;
    bool is_visible;
    /* what is shown: `to`, on the way from `from` while that is not NULL; a slide that stands
     * is_kept by the window alone where it can be read back, which saves its 8 MB */
    struct picture *from, *to;
    bool is_kept;
    unsigned from_serial, to_serial, last_serial;
    struct transition transition;
    double done;           /* how much of it, 0 to 1, eased */
    struct moving *moving; /* on `to`, or NULL */
    int64_t start_us, next_frame_us, last_frame_us;
    /* rows that the window does not show yet as they should be; none when first > last */
    int dirty_first, dirty_last;
    int64_t retry_us; /* not before, where the last frame could not be shown; or 0 */
    struct stage_stats stats;
};

/* Reads back what the window alone has kept: before anything else is shown, and before the
 * window's memory has another size. */
void stage_take_back(struct stage *stage);

/* Half-way between two slides when something else comes: what can be seen now is where it
 * begins. */
void stage_settle(struct stage *stage);

/* Presents what stands once more with the next step: all of it, or one row. */
void stage_show_again(struct stage *stage, bool all);
