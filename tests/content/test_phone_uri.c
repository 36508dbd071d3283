#include "content/phone/hotline.h"
#include "content/phone/phone_uri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *raw, *uri;
} cases[] = {
    { "023-65763111", "tel:+862365763111" },
    { "010-62345678", "tel:+861062345678" },
    { "0571-8765432", "tel:+865718765432" },
    { "13800001234", "tel:+8613800001234" },
    { "+86 23 6576 3111", "tel:+862365763111" },
    { "+852-23456789", "tel:+85223456789" },
    { "023-65763111转8001", "tel:+862365763111;ext=8001" },
    { "4006789012", "tel:4006789012" },
    { "8008101234", "tel:8008101234" },
    { "110", "tel:110" },
    { "999", "tel:999" },
    { "12345", "tel:12345" },
    { "95588", "tel:95588" },
    { "96110", "tel:96110" },
    { "118114", "tel:118114" },
    { "95105105", "tel:95105105" },
    /* not from a mobile phone */
    { "65763111", "" },
    { "8765432", "" },
    { "65763111转8001", "" },
    { "内线：6576", "" },
    { "内线：1576", "" },
    { "内线：8001", "" },
};

static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        const struct phone *phones;
        size_t count;
        arena_init(&arena);
        assert_true(hotline_parse_numbers(&arena, cases[i].raw, &phones, &count));
        if (count != 1) {
            fail_msg("%s: %zu numbers", cases[i].raw, count);
        }
        const char *uri = phone_uri(&arena, phones[0].number);
        assert_non_null(uri);
        if (strcmp(uri, cases[i].uri) != 0) {
            fail_msg("%s (%s): %s, not %s", cases[i].raw, phones[0].number, uri, cases[i].uri);
        }
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_table) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
