/* From the preparer's deck to a plan that may leave its thread. */
#pragma once

#include "programme/programme.h"
#include "slide/scene/slide.h"

/* Copies the names of the deck's slides, one cycle in the deck's order. What has a weight comes
 * that often, evenly spread. Two turns of one item
 * never touch where there is another, at the cycle's seam neither: a group of pages that would
 * follow its own item waits for the next other one; an item with more groups than all others
 * together has the others come back in between. Pages of one article stay together and in
 * order. The span is as in selection. NULL when memory is out. */
struct plan *programme_plan(const struct deck *deck, int64_t from_ms, int64_t until_ms);
