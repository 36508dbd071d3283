/* Two texts with a NUL between: what is no JSON is refused, what is composed or compared of the
 * others is strict JSON, and composing nothing changes nothing but serial and date. */
#include "command/desk/document/canonical.h"
#include "command/desk/document/compose.h"
#include "command/desk/document/difference.h"
#include "content/json/json_scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compose(const char *feed_text, const char *content)
{
    struct bytes feed = { (char *)feed_text, strlen(feed_text), 0 }, out, again;
    const struct compose_part parts[] = { { "i-a", content }, { "site", content } };
    struct compose_wish wish = { &feed, parts, content ? 2 : 0, 7, "2026-01-01T00:00:00Z",
        NULL };
    bytes_init(&out);
    bytes_init(&again);
    if (compose_feed(&wish, &out, NULL)) {
        if (!json_scan(out.data, out.size, &json_limits_default, NULL)) {
            abort();
        }
        feed = out;
        wish.part_count = 0;
        if (!compose_feed(&wish, &again, NULL) || again.size != out.size ||
            memcmp(again.data, out.data, out.size) != 0) {
            abort();
        }
    }
    bytes_finish(&out);
    bytes_finish(&again);
}

static void compare(const char *before, const char *after)
{
    struct difference_wish wish = { before, after, true };
    struct bytes out;
    bytes_init(&out);
    if (difference_print(&wish, &out, NULL) &&
        !json_scan(out.data, out.size, &json_limits_grammar, NULL)) {
        abort();
    }
    bytes_finish(&out);
}

static void canonical(const char *text)
{
    struct bytes once, twice;
    bytes_init(&once);
    bytes_init(&twice);
    if (canonical_text(text, strlen(text), &once, NULL) &&
        (!canonical_text(once.data, once.size, &twice, NULL) || once.size != twice.size ||
            memcmp(once.data, twice.data, once.size) != 0)) {
        abort();
    }
    bytes_finish(&once);
    bytes_finish(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 2);
    memcpy(text, data, size);
    memset(text + size, 0, 2);
    const char *second = text + strlen(text) + 1;
    second = second > text + size ? "" : second;
    struct bytes content; /* without white space around it, as it is kept */
    bytes_init(&content);
    bool is_content = canonical_text(second, strlen(second), &content, NULL);
    canonical(text);
    compose(text, is_content ? content.data : NULL);
    bytes_finish(&content);
    compare(text, second);
    free(text);
    return 0;
}
