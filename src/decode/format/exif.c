#include "decode/format/format.h"

#include <string.h>

enum { TAG_ORIENTATION = 0x0112, ENTRY_BYTES = 12 };

static unsigned read_number(const uint8_t *data, size_t bytes, bool is_little)
{
    unsigned value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | data[is_little ? bytes - 1 - i : i];
    }
    return value;
}

int exif_orientation(const uint8_t *data, size_t size)
{
    if (size < 8 || (memcmp(data, "II*\0", 4) != 0 && memcmp(data, "MM\0*", 4) != 0)) {
        return 1;
    }
    bool is_little = data[0] == 'I';
    size_t at = read_number(data + 4, 4, is_little);
    if (at > size || size - at < 2) {
        return 1;
    }
    size_t entries = read_number(data + at, 2, is_little);
    at += 2;
    for (size_t i = 0; i < entries && size - at >= ENTRY_BYTES; i++, at += ENTRY_BYTES) {
        if (read_number(data + at, 2, is_little) == TAG_ORIENTATION) {
            unsigned value = read_number(data + at + 8, 2, is_little);
            return value >= 1 && value <= 8 ? (int)value : 1;
        }
    }
    return 1;
}
