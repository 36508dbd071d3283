#include "content/phone/hotline.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    char *raw = arena_strndup(&arena, (const char *)data, size);
    const struct phone *phones = NULL;
    size_t count = 0;
    if (!raw || !hotline_parse_numbers(&arena, raw, &phones, &count)) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        if (strlen(phones[i].number) < 3 || !phones[i].note) {
            abort();
        }
    }
    arena_finish(&arena);
    return 0;
}
