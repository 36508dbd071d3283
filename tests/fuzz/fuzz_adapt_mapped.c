/* A map, up to an empty line, and the document it reads: whatever both are, what comes out is a
 * feed that the native reader takes, or an error. */
#include "adapt/adapt.h"
#include "content/feed/native/feed_parse.h"
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

static void must_be_a_feed(struct bytes *text)
{
    struct error error;
    const char *json = text->data;
    while (*json == '#') {
        json += strcspn(json, "\n") + 1;
    }
    struct feed *feed = feed_parse(json, strlen(json), PHONE_PLAN_UNSAID, &error);
    if (!feed) {
        abort();
    }
    feed_destroy(feed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct adapt_pair pairs[ADAPT_MAP_MAX];
    struct error error;
    struct bytes text;
    if (size > 65536 || memchr(data, '\0', size)) {
        return 0;
    }
    arena_init(&arena);
    bytes_init(&text);
    char *whole = arena_strndup(&arena, (const char *)data, size);
    char *document = strstr(whole, "\n\n");
    if (document) {
        *document = '\0';
        document += 2;
        const struct adapt_request request = { .data = document,
            .size = strlen(document),
            .base = "https://www.example.edu.cn/a",
            .kind = "article",
            .take = 20,
            .map = pairs,
            .map_count = read_map(whole, pairs),
            .now_ms = INT64_C(1795917600000),
            .zone = zone_create(&arena, "Asia/Shanghai") };
        struct adapt_out *out = adapt_out_create(request.take, request.now_ms, request.zone);
        if (adapt_format_find("mapped")->adapt(&request, out, &error) &&
            adapt_out_print(out, &text, &error)) {
            must_be_a_feed(&text);
        }
        adapt_out_destroy(out);
    }
    bytes_finish(&text);
    arena_finish(&arena);
    return 0;
}
