/* What sentences on when and where are read as, for tests that check many. */
#pragma once

#include "command/desk/when/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Wednesday, 2026-11-25, 10:20. */
static const int64_t sentence_now_ms = INT64_C(1795602000000);
static const char *const known[] = { "dormitory", "lobby", "library", "和平楼", "食堂" };

static inline struct when_context context_in(
    struct arena *arena, bool is_chinese, int64_t at_ms)
{
    return (struct when_context) { arena, at_ms, known, 5, is_chinese };
}

/* As tests/data/desk/sentences.txt has it. */
static inline void tell(const struct when *when, struct bytes *out)
{
    char text[MOMENT_BYTES];
    const char *between = "";
    const struct {
        const char *name, *value;
    } members[] = { { "days", when->days }, { "hours", when->hours } };
    if (when->from.form) {
        bytes_print(out, "from %s", moment_print(&when->from, text));
        between = "; ";
    }
    if (when->until.form) {
        bytes_print(out, "%suntil %s", between, moment_print(&when->until, text));
        between = "; ";
    }
    for (size_t i = 0; i < 2; i++) {
        if (members[i].value) {
            bytes_print(out, "%s%s %s", between, members[i].name, members[i].value);
            between = "; ";
        }
    }
    for (size_t i = 0; i < when->tag_count; i++) {
        bytes_print(out, "%s%s", i ? "," : between, i ? "" : "screens ");
        bytes_print(out, "%s", when->tags[i]);
    }
}

/* What is said of it is read as the same, in both languages. */
static inline int check_said(
    const struct when_context *given, const struct when *when, const char *of)
{
    int wrong = 0;
    for (int chinese = 0; chinese < 2; chinese++) {
        struct when_context context = *given;
        struct when again;
        struct error error = { 0 };
        struct bytes said, is, was;
        context.is_chinese = chinese;
        bytes_init(&said);
        bytes_init(&is);
        bytes_init(&was);
        assert_true(when_say(&context, when, &said));
        if (!when_read(&context, said.data, &again, &error) || !when_is_same(when, &again)) {
            tell(when, &was);
            tell(&again, &is);
            print_error("%s\n  is        %s\n  said as   %s\n  which is  %s\n", of,
                was.data ? was.data : "", said.data,
                *error.text ? error.text
                : is.data   ? is.data
                            : "");
            wrong = 1;
        }
        bytes_finish(&said);
        bytes_finish(&is);
        bytes_finish(&was);
    }
    return wrong;
}
