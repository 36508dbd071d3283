#include "base/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* What is in it stays, wherever it is moved. */
static void test_grows(void **state)
{
    (void)state;
    size_t *list = NULL, capacity = 0;
    for (size_t count = 0; count < 1000; count++) {
        list = list_grow(list, count, &capacity, sizeof *list);
        assert_non_null(list);
        assert_true(capacity > count);
        list[count] = count;
    }
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(list[i], i);
    }
    free(list);
}

/* More than there can be: nothing changes. */
static void test_too_many(void **state)
{
    (void)state;
    size_t list[2] = { 7, 8 }, capacity = SIZE_MAX / 8;
    assert_null(list_grow(list, capacity, &capacity, sizeof *list));
    assert_int_equal(capacity, SIZE_MAX / 8);
    capacity = SIZE_MAX / 2 + 1;
    assert_null(list_grow(list, capacity, &capacity, 1));
    assert_int_equal(list[1], 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows),
        cmocka_unit_test(test_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
