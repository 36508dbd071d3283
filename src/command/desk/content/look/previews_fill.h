/* A preview of very many slides is kept with its first ones; others are made when somebody
 * looks at them, a batch at a time. Any thread. */
#pragma once

#include "base/error.h"
#include "command/desk/content/look/preview.h"

struct content;
struct preview_wish;
struct previews;

/* Keeps in a folder that is being made what it takes. */
bool previews_fill_later(
    const char *folder, const struct preview_wish *wish, struct error *error);

/* Makes that slide, and those around it, of a preview that was made in part. Failed: it is
 * gone; busy: others are being made. */
enum preview_outcome previews_fill(struct previews *previews, const struct content *content,
    const struct preview_place *place, struct error *error);
