/* Headlines as readers would set them. */
#include "titles.h"

#include "base/system/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void titles_load(const char *file, struct bytes *out)
{
    char path[4096];
    struct error error;
    bytes_init(out);
    snprintf(path, sizeof path, "%s/tests/data/%s", TEST_ROOT, file);
    assert_true(file_read(path, 1 << 20, out, &error));
}

bool titles_is_shown(const char *name)
{
    const char *shown = getenv("SHOWN");
    return shown && strcmp(shown, name) == 0;
}

static void test_chosen(void **state)
{
    (void)state;
    assert_true(titles_as_chosen());
}

static void test_graded(void **state)
{
    (void)state;
    assert_true(titles_as_graded());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chosen),
        cmocka_unit_test(test_graded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
