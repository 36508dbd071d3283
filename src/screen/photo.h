/* Pictures from the decoder, which is a program of its own: a hostile one kills only that.
 * Preparer thread only. */
#pragma once

#include "base/error.h"
#include "screen/picture.h"

struct photo_wish {
    const char *path;
    bool is_cover; /* fills width x height and is cropped around the focus, in thousandths */
    int width, height;
    int focus_x, focus_y;
};

/* Those that could not be decoded, by their objects: not tried again until forgotten. Zeroed is
 * empty. */
enum { PHOTOS_FAILED_MAX = 64 };

struct photos {
    char failed[PHOTOS_FAILED_MAX][65];
    size_t next;
};

void photos_forget(struct photos *photos);
bool photos_has_failed(const struct photos *photos, const char *object);
void photos_note_failure(struct photos *photos, const char *object);

/* The picture at most as large as wished; *has_alpha when its pixels are straight-alpha
 * 0xAARRGGBB and not opaque. Takes no longer than a few seconds. NULL with an error when it
 * cannot be decoded. */
struct picture *photo_load(const struct photo_wish *wish, bool *has_alpha, struct error *error);
