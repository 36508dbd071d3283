/* Private to pictures*.c. */
#pragma once

#include <stdbool.h>

struct pictures;

/* Whether the disk no longer has the bytes of that object there. */
bool pictures_is_spoiled(const struct pictures *pictures, const char *path, const char *object);
