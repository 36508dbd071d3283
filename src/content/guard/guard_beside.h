/* Elements of a long list judged by two threads: this one goes from the front and does what
 * follows of it, another comes from behind and finds out what is fine, until they meet. What
 * the other does not find fine is judged once more by this one, which says why: so what comes
 * of a feed is the same as of one thread. */
#pragma once

#include "content/guard/guard_looking.h"

struct beside;

/* NULL where one thread is enough, or another cannot be had. `looking` is this thread's, and so
 * are the elements, which nobody changes until the end. */
struct beside *beside_begin(const struct looking *looking, const struct feed_object *of,
    const char *elements, size_t count);

/* Whether the element is still to be judged by this thread, which asks for one after another.
 * After the first that is not, the other one has ended. */
bool beside_is_left(struct beside *beside, size_t index);

void beside_end(struct beside *beside); /* NULL is fine */
