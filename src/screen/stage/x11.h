/* The X server, asked over a connection of our own: SDL reads displays once, when it starts,
 * and knows nothing of modes that change later or of the X screen that DISPLAY names. Private
 * to the stage; main thread only. */
#pragma once

#include "screen/stage/stage_types.h"
#include "slide/scene/scene.h"

#include <stdbool.h>

struct x11;

/* The display (a monitor of RandR) with the number of the options, the primary one first. NULL
 * when no X server answers. */
struct x11 *x11_create(const struct stage_options *options);
void x11_destroy(struct x11 *x11);

/* Xlib ends the program when its server goes or somebody else destroyed the window. From now on
 * options->leave does, for every connection of Xlib's. */
void x11_guard(struct x11 *x11, unsigned long window);

/* Readable when displays came, went or changed. */
int x11_fd(const struct x11 *x11);

/* Whether they did since the last call, which reads what the descriptor announced. */
bool x11_take_news(struct x11 *x11);

/* Whether there is more of it that the descriptor does not announce, for it was read along with
 * an answer. */
bool x11_has_news(const struct x11 *x11);

/* Where the display is on the X screen, asked anew. The one that was taken first stays taken as
 * long as it is there, wherever it is in the order, and again when it is back; meanwhile, and
 * where there are fewer displays than its number, it is the first. False when there is none at
 * all. */
bool x11_place(struct x11 *x11, struct pixel_rect *place);

/* As found by the last x11_place: how many displays there are, and how often this one shows a
 * picture each second, 0 when that is not known. */
int x11_display_count(const struct x11 *x11);
int x11_hertz(const struct x11 *x11);

/* How many bits the X screen has for a pixel's colour: 24 is usual. */
int x11_depth(const struct x11 *x11);

/* Whether a window that is not where it belongs may be put back: three times a minute, or who
 * fights with a window manager shows nothing else any more. The first time that it may not is
 * said in the log. */
bool x11_may_put_back(struct x11 *x11, int64_t now_us);
void x11_may_again(struct x11 *x11); /* it belongs elsewhere now */

/* Shows a window that somebody hid or made an icon, without waiting for it. */
void x11_map(struct x11 *x11, unsigned long window);
