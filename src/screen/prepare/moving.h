/* What moves on a slide while the slide stands. Whoever shows the slide knows no more of it
 * than this: when the next step is due, do it, end. One owner, like the picture of the slide.
 */
#pragma once

#include "picture/picture.h"

struct moving;

struct moving_kind {
    /* It moves between two times, of which the first is when its slide stands. */
    void (*begin)(struct moving *moving, int64_t from_us, int64_t until_us);
    /* Paints it as it is now into its slide's picture, and sets due_us. */
    void (*step)(struct moving *moving, int64_t now_us, struct picture *onto);
    /* Goes on where `before` of the same kind is, and paints `picture` so, when both are of the
     * same thing: a slide that is made anew while it stands. Otherwise nothing happens. */
    void (*resume)(struct moving *moving, const struct moving *before, struct picture *picture);
    void (*destroy)(struct moving *moving);
};

/* Member of what moves. */
struct moving {
    const struct moving_kind *kind;
    int64_t due_us;          /* of the next step; monotonic, INT64_MAX: it stands still */
    int first_row, last_row; /* of the picture: in which it moves */
};

/* NULL is what stands still, here. */
void moving_begin(struct moving *moving, int64_t from_us, int64_t until_us);
int64_t moving_due_us(const struct moving *moving);
void moving_resume(struct moving *moving, const struct moving *before, struct picture *picture);
void moving_destroy(struct moving *moving);

/* False, and nothing painted, while no step is due. */
bool moving_step(struct moving *moving, int64_t now_us, struct picture *onto);
