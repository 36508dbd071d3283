/* A feed that has to parse. */
#pragma once

#include "content/feed/feed.h"
#include "content/feed/native/feed_parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static inline struct feed *parse(const char *json)
{
    struct error error = { "" };
    struct feed *feed =
        feed_parse(json, strlen(json), &(struct feed_how) { PHONE_PLAN_UNSAID, true }, &error);
    if (!feed) {
        fail_msg("%s in %s", error.text, json);
    }
    return feed;
}
