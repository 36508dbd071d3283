#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_append(void **state)
{
    (void)state;
    struct bytes bytes;
    bytes_init(&bytes);
    for (int i = 0; i < 1000; i++) {
        assert_true(bytes_append(&bytes, "abc", 3));
        assert_int_equal(bytes.data[bytes.size], '\0');
    }
    assert_int_equal(bytes.size, 3000);
    assert_memory_equal(bytes.data + 2997, "abc", 4);
    assert_true(bytes_append(&bytes, "\0x", 2));
    assert_int_equal(bytes.size, 3002);
    assert_false(bytes_append(&bytes, "a", SIZE_MAX));
    assert_int_equal(bytes.size, 3002);
    bytes_clear(&bytes);
    assert_string_equal(bytes.data, "");
    assert_true(bytes_print(&bytes, "%s%d", "n", 7));
    assert_true(bytes_print(&bytes, "-%s", "x"));
    assert_string_equal(bytes.data, "n7-x");
    bytes_finish(&bytes);
    assert_null(bytes.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_append),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
