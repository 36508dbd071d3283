/* A map, up to an empty line, and the document it reads: whatever both are, what comes out is a
 * feed that the native reader takes, or an error. */
#include "adapt_format.h"
#include "mapping/mapping.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t read_map(char *text, struct adapt_pair *pairs)
{
    size_t count = 0;
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line && count < ADAPT_MAP_MAX;
         line = strtok_r(NULL, "\n", &rest)) {
        char *value = strstr(line, " = ");
        struct error error;
        if (value) {
            *value = '\0';
            if (mapping_check(line, value + 3, &error)) {
                pairs[count++] = (struct adapt_pair) { line, value + 3 };
            }
        }
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct adapt_pair pairs[ADAPT_MAP_MAX];
    if (size > 65536 || memchr(data, '\0', size)) {
        return 0;
    }
    arena_init(&arena);
    char *whole = arena_strndup(&arena, (const char *)data, size);
    char *document = whole ? strstr(whole, "\n\n") : NULL;
    if (document) {
        *document = '\0';
        document += 2;
        struct adapt_request request = { .data = document,
            .size = strlen(document),
            .kind = "article",
            .map = pairs,
            .map_count = read_map(whole, pairs) };
        adapt_try_request("mapped", &arena, &request);
    }
    arena_finish(&arena);
    return 0;
}
