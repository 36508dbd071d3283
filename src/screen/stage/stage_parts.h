/* What stage.c (slides and the way to them) and stage_window.c share. Private to the stage. */
#pragma once

#include "picture/picture.h"
#include "screen/prepare/moving.h"
#include "screen/prepare/workshop.h"
#include "screen/stage/stage_types.h"
#include "screen/stage/window.h"

struct stage {
    /* set once */
    const struct window_kind *kind;
    struct window *window;
    struct stage_options options;
    bool is_beside_sdl; /* the window: SDL has not been asked */
    int64_t frame_us;   /* from frame to frame */
    bool is_open;
    int width, height;
    bool is_visible;
    /* what is shown: `to`, on the way from `from` while that is not NULL; a slide that stands
     * is_kept by the window alone where it can be read back, which saves its 8 MB */
    struct picture *from, *to;
    bool is_kept;
    struct fade *fade; /* is_kept, and on the way to the next slide in that memory; or NULL */
    struct fade_room fade_room;
    struct patch over[DESK_MAX_PATCHES]; /* that came meanwhile: they lie over it */
    size_t over_count;
    bool is_ahead; /* the frame of next_frame_us is in that memory; so much of the way it is: */
    double ahead_done;
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

/* From a frame that could not be shown to the next try: soon for who looks at an alert. */
enum { STAGE_RETRY_US = 100 * 1000 };

/* stage_frames.c. Rows that the window does not show as its slide has them; and when it shows
 * all. */
bool stage_is_clean(const struct stage *stage);
void stage_soil(struct stage *stage, int first, int last);
void stage_clean(struct stage *stage);

/* On a grid from the first frame on, so that lateness does not add up. */
void stage_plan_next_frame(struct stage *stage, int64_t now_us);

/* stage_fade.c. The first slide, where it comes packed: laid into the window's memory, so that
 * it is nowhere else as a whole either. Takes the picture; false where that cannot be done. */
bool stage_lay_first(struct stage *stage, struct picture *picture);

/* Begins to go to the picture, which it takes; false where that cannot be done in
 * the window's memory. */
bool stage_fade_begin(struct stage *stage, struct picture *picture,
    const struct transition *transition, int64_t now_us);
void stage_fade_step(struct stage *stage, int64_t now_us);

/* Is there at once; or stays where it is: what can be seen now. */
void stage_fade_end(struct stage *stage);
void stage_fade_drop(struct stage *stage);

/* While a fade is under way: keeps a patch that was put there, of which it takes the picture,
 * in front of what is painted from now on. Where it has no room for one more, the fade ends. */
void stage_fade_patch(struct stage *stage, struct patch *patch);

/* Reads back what the window alone has kept: before anything else is shown, and before the
 * window's memory has another size. */
void stage_take_back(struct stage *stage);

/* Half-way between two slides when something else comes: what can be seen now is where it
 * begins. */
void stage_settle(struct stage *stage);

/* Presents what stands once more with the next step: all of it, or one row. */
void stage_show_again(struct stage *stage, bool all);
