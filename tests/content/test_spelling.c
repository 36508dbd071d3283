#include "content/text/spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *name, *known;
    bool is_near;
} cases[] = {
    { "untill", "until", true },
    { "unitl", "until", true },
    { "Until", "until", true },
    { "util", "until", true },
    { "untll", "until", true },
    { "form", "from", true },
    { "kid", "kind", true },
    { "verifiedUntil", "verified_until", true },
    { "verified-until", "verified_until", true },
    { "pubilshd", "published", true },
    { "publlished", "published", true },
    { "to", "t", false },
    { "t", "to", false },
    { "unntill", "until", false },
    { "time", "title", false },
    { "colour", "title", false },
    { "body", "banner", false },
    { "", "to", false },
    { "", "", true },
    { "a-name-that-is-longer-than-40-bytes-altogether",
        "a-name-that-is-longer-than-40-bytes-altogether", false },
    { "a-name-that-is-exactly-40-bytes-long-now", "a-name-that-is-exactly-40-bytes-long-now",
        true },
    { "标题", "title", false },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (spelling_is_near(cases[i].name, cases[i].known) != cases[i].is_near) {
            fail_msg("%s, %s", cases[i].name, cases[i].known);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
