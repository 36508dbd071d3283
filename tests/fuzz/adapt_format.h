/* A document through a format: what comes out is a feed that the native reader takes, or an
 * error of one line. */
#pragma once

#include "adapt/adapt.h"
#include "content/feed/native/feed_parse.h"

#include <stdlib.h>
#include <string.h>

static inline void adapt_must_print(struct adapt_out *out)
{
    struct error error;
    struct bytes text;
    bytes_init(&text);
    if (adapt_out_print(out, &text, &error)) {
        const char *json = text.data;
        while (*json == '#') {
            json += strcspn(json, "\n") + 1;
        }
        struct feed *feed = feed_parse(
            json, strlen(json), &(struct feed_how) { PHONE_PLAN_UNSAID, false }, &error);
        if (!feed) {
            abort();
        }
        feed_destroy(feed);
    }
    bytes_finish(&text);
}

/* Data and arena are the caller's, the rest of the request is what it is everywhere. */
static inline void adapt_try_request(
    const char *name, struct arena *arena, struct adapt_request *request)
{
    struct error error = { "" };
    request->base = "https://www.example.edu.cn/a";
    request->take = 20;
    request->now_ms = INT64_C(1795917600000);
    request->zone = zone_create(arena, "Asia/Shanghai");
    const struct adapt_format *format = adapt_format_find(name);
    struct adapt_out *out = adapt_out_create(request->take, request->now_ms, request->zone);
    if (!request->data || !out) {
        abort();
    }
    if (format->prepare) {
        format->prepare();
    }
    format->detect(request);
    if (format->adapt(request, out, &error)) {
        adapt_must_print(out);
    } else if (!*error.text || strchr(error.text, '\n')) {
        abort();
    }
    adapt_out_destroy(out);
}

/* `kind` is the items'. */
static inline void adapt_try(
    const char *name, const char *kind, const uint8_t *data, size_t size)
{
    struct arena arena;
    if (memchr(data, '\0', size)) {
        return;
    }
    arena_init(&arena);
    struct adapt_request request = {
        .data = arena_strndup(&arena, (const char *)data, size), .size = size, .kind = kind
    };
    adapt_try_request(name, &arena, &request);
    arena_finish(&arena);
}
