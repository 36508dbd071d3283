/* The window: what is on the glass now, and the way to the next slide. Main thread only. */
#pragma once

#include "base/error.h"
#include "config/config.h"
#include "picture/picture.h"
#include "screen/prepare/workshop.h"
#include "screen/stage/stage_types.h"

struct stage;

/* Connects to the display; no window yet, but the size is known. */
struct stage *stage_create(const struct stage_options *options, struct error *error);
void stage_destroy(struct stage *stage);

/* Makes the window, still hidden: it appears with the first slide and never empty. Its driver
 * and its size may be others than before. */
bool stage_open(struct stage *stage, struct error *error);
void stage_size(const struct stage *stage, int *width, int *height);

/* What the display is reached through: "x11", "wayland", "KMSDRM". */
const char *stage_driver(const struct stage *stage);

/* The way pixels go, for the log: "software" or "accelerated". */
const char *stage_way(const struct stage *stage);

/* Readable when the display has something to say; -1 where there is no such descriptor. */
int stage_fd(const struct stage *stage);

/* Begins to show a picture of the stage's size, perhaps packed, which it takes, and what moves
 * on it, which may be NULL. The first one is shown at once, and so is one that looks the same.
 * What moves already goes on (see moving_resume). now_us is monotonic throughout. False when
 * memory is out: then all stays as it was, and both are still the caller's. */
bool stage_show(struct stage *stage, struct picture *picture, struct moving *moving,
    const struct transition *transition, int64_t now_us);

/* Replaces a part of what is shown or coming; takes the patch's picture. */
void stage_patch(struct stage *stage, struct patch *patch);

/* Switches the display itself off or on where it is ours alone (KMS); false where that is left
 * to the display server. Nothing is to be shown while it is off. */
bool stage_power(struct stage *stage, bool is_on);

/* Has a still stage present once more with its next step: proof that presenting still works. */
void stage_touch(struct stage *stage);

/* Draws the frame that is due, if any. */
void stage_step(struct stage *stage, int64_t now_us);

/* When stage_step has to be called next; INT64_MAX while nothing moves. */
int64_t stage_deadline_us(const struct stage *stage);
bool stage_is_moving(const struct stage *stage);

/* Whether the last picture that was shown is on the glass, all of it and nothing else. */
bool stage_is_presented(const struct stage *stage);

/* Call until it gives STAGE_NOTHING, each time before sleeping: the display's library may have
 * read events already that no descriptor will announce. */
enum stage_event stage_next_event(struct stage *stage);

const struct stage_stats *stage_stats(const struct stage *stage);

/* Counts a frame presented at now_us; before_us is when the one before it in the same
 * transition was, or 0. */
void stage_stats_count(struct stage_stats *stats, int64_t before_us, int64_t now_us);

/* The gap that `per_mille` of all gaps do not exceed. */
int64_t stage_gap_us(const struct stage_stats *stats, int per_mille);
