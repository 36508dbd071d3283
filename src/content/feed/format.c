#include "content/feed/format.h"

#include "content/feed/native/feed_parse.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *name;
    struct feed *(*parse)(
        const char *text, size_t size, const struct feed_how *how, struct error *error);
} formats[] = {
    [FEED_NATIVE] = { "native", feed_parse },
};
static_assert(sizeof formats / sizeof *formats == FEED_FORMAT_COUNT, "a row for each");

const char *feed_format_name(enum feed_format format)
{
    return formats[format].name;
}

bool feed_format_find(const char *name, enum feed_format *format)
{
    for (int i = 0; i < FEED_FORMAT_COUNT; i++) {
        if (strcmp(formats[i].name, name) == 0) {
            *format = (enum feed_format)i;
            return true;
        }
    }
    return false;
}

struct feed *feed_read(enum feed_format format, const struct bytes *body,
    const struct feed_how *how, struct error *error)
{
    return formats[format].parse(body->data ? body->data : "", body->size, how, error);
}
