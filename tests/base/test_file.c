#include "base/system/file.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/lobbycard-file-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static const char *in_folder(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void test_replace_and_read(void **state)
{
    (void)state;
    struct bytes bytes;
    struct error error = { "" };
    bytes_init(&bytes);
    assert_true(file_replace(in_folder("a"), "first", 5, &error));
    assert_true(file_replace(in_folder("a"), "second", 6, &error));
    assert_true(file_read(in_folder("a"), 6, &bytes, &error));
    assert_string_equal(bytes.data, "second");
    bytes_clear(&bytes);
    assert_false(file_read(in_folder("a"), 5, &bytes, &error));
    assert_non_null(strstr(error.text, "larger than 5 bytes"));
    assert_false(file_read(in_folder("none"), 5, &bytes, &error));
    assert_non_null(strstr(error.text, "No such file"));
    assert_false(file_read(folder, 5, &bytes, &error));
    assert_non_null(strstr(error.text, "not a regular file"));
    assert_false(file_replace(in_folder("none/b"), "x", 1, &error));
    assert_int_equal(unlink(in_folder("a")), 0);
    assert_int_equal(rmdir(folder), 0); /* so no temporary file was left */
    bytes_finish(&bytes);
}

static void test_directories(void **state)
{
    (void)state;
    struct stat info;
    assert_true(file_make_directories(in_folder("x/y/z"), NULL));
    assert_true(file_make_directories(in_folder("x/y/z"), NULL));
    assert_int_equal(stat(in_folder("x/y/z"), &info), 0);
    assert_true(S_ISDIR(info.st_mode));
    assert_false(file_make_directories("", NULL));
    assert_int_equal(rmdir(in_folder("x/y/z")), 0);
    assert_int_equal(rmdir(in_folder("x/y")), 0);
    assert_int_equal(rmdir(in_folder("x")), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_replace_and_read, make_folder),
        cmocka_unit_test_setup(test_directories, make_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
