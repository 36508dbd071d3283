/* Any sentence is read without harm, names no screen that there is not, and what was read is
 * said so that it is read as the same. */
#include "command/desk/when/when.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct when_context context, const struct when *when)
{
    for (int chinese = 0; chinese < 2; chinese++) {
        struct when again;
        struct bytes said;
        struct error error = { "" };
        context.is_chinese = chinese;
        bytes_init(&said);
        if (!when_say(&context, when, &said) ||
            !when_read(&context, said.data, &again, &error) || !when_is_same(when, &again)) {
            fprintf(stderr, "said as: %s\n", said.data);
            abort();
        }
        bytes_finish(&said);
    }
}

static const char *const known[] = { "dormitory", "lobby", "和平楼" };

static void check_tags(const struct when *when)
{
    for (size_t i = 0; i < when->tag_count; i++) {
        const char *tag = when->tags[i] + (*when->tags[i] == '!');
        bool is_known = false;
        for (size_t j = 0; j < sizeof known / sizeof *known; j++) {
            is_known |= strcmp(tag, known[j]) == 0;
        }
        if (!is_known) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct when when;
    struct error error = { "" };
    if (size > 2000) {
        return 0;
    }
    arena_init(&arena);
    struct when_context context = { &arena, INT64_C(1795602000000), known, 3, true };
    char *sentence = arena_strndup(&arena, (const char *)data, size);
    if (when_read(&context, sentence, &when, &error)) {
        check_tags(&when);
        check(context, &when);
    } else if (!*error.text) {
        abort();
    }
    arena_finish(&arena);
    return 0;
}
