#include "base/picture_name.h"

#include <string.h>
#include <strings.h>

bool picture_name(const char *name, size_t size)
{
    static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp",
        ".heic", ".heif", ".avif", ".svg", ".tif", ".tiff" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]);
        if (size >= length && strncasecmp(name + size - length, ends[i], length) == 0) {
            return true;
        }
    }
    return false;
}
