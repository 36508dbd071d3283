/* The manifest of an edition, as the disk may give it back. What is read is printed and read
 * again: the same sources. */
#include "edition/manifest.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct edition first = { 0 }, second = { 0 };
    struct bytes text, again;
    bytes_init(&text);
    bytes_init(&again);
    if (bytes_append(&text, data, size) && manifest_parse(text.data, text.size, &first, NULL)) {
        if (!manifest_print(first.sources, first.source_count, &again, NULL) ||
            !manifest_parse(again.data, again.size, &second, NULL) ||
            !manifest_same(
                first.sources, first.source_count, second.sources, second.source_count)) {
            abort();
        }
    }
    arena_finish(&second.arena);
    arena_finish(&first.arena);
    bytes_finish(&again);
    bytes_finish(&text);
    return 0;
}
