/* A moment that has to read; "" and NULL for none. */
#pragma once

#include "time/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static inline struct moment moment_of(const char *text)
{
    struct moment moment = { .form = MOMENT_NONE };
    if (text && *text && !moment_read(text, MOMENT_ANY, &moment)) {
        fail_msg("the test itself: not a moment: %s", text);
    }
    return moment;
}
