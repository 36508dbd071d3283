/* All slides that follow from what may be shown now, and how one of them becomes a scene.
 * Preparer thread only (measuring needs the fonts). */
#pragma once

#include "slide/scene/slide.h"

extern const struct slide_kind *const slide_kinds[];
extern const size_t slide_kind_count;
const struct slide_kind *slide_kind_named(const char *name);

/* Plans every kind in config->programme.order, in that order; or alerts alone while there is
 * one that takes the screen over, or a black one ("off") while the screen sleeps. When nothing
 * may be shown at all, the deck holds the one built-in slide ("idle": name, clock, hotlines),
 * so that it is never empty. The views must outlive the deck. NULL when memory is out. */
struct deck *deck_plan(const struct layout *layout);
void deck_destroy(struct deck *deck);

/* A scene with header, footer and the kind's boxes. NULL when memory is out. */
struct scene *slide_lay_out(const struct layout *layout, const struct slide *slide);
