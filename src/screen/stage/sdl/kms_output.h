/* A display that the kernel alone drives: a mode, and memory that the card scans out. For cards
 * without GL of their own. Private to the stage. */
#pragma once

#include "base/error.h"
#include "base/pixels.h"
#include "screen/stage/canvas.h"

struct kms_output;

/* Of the first card under /dev/dri that has a display and nobody else's pictures: the display
 * that `display` counts, from 0, or the first where there are fewer. NULL with an error. */
struct kms_output *kms_output_create(int display, struct error *error);
/* The display has what it had before. */
void kms_output_destroy(struct kms_output *output);

void kms_output_size(const struct kms_output *output, int *width, int *height);
int kms_output_hertz(const struct kms_output *output);

/* Makes memory of that size, black. */
bool kms_output_open(struct kms_output *output, struct error *error);
/* From now on the display has what is there. */
bool kms_output_appear(struct kms_output *output);
/* Takes parts of a canvas of that size over. */
bool kms_output_put(struct kms_output *output, const struct canvas *canvas,
    const struct pixel_rect *parts, size_t count);

bool kms_output_power(struct kms_output *output, bool is_on);
/* The same of all displays of the card of which fd is the master. */
bool kms_power(int fd, bool is_on);
