/* Private to pictures*.c. */
#pragma once

#include <stdbool.h>

struct picture;
struct picture_failed;
struct pictures;
struct picture_wish;

/* Whether the disk no longer has the bytes of that object there. */
bool pictures_is_spoiled(const struct pictures *pictures, const char *path, const char *object);

/* Why that object is not painted now, or NULL. */
const struct picture_failed *pictures_find_failed(
    const struct pictures *pictures, const char *object);

/* What was given up for a while is tried again. */
void pictures_forgive(struct pictures *pictures);

/* One small enough, with all that it was made for, in place of what was kept. Takes it. */
void pictures_keep(struct pictures *pictures, const struct picture_wish *wish,
    struct picture *picture, bool has_alpha);
