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

/* Of any size, and of one that the kernel does not tell; behind what was there. */
static void test_read_all_of_it(void **state)
{
    static const size_t sizes[] = { 0, 1, 4095, 4096, 1048574, 1048575, 1048576, 2097150,
        2097151, 2097152, 3145727, 5000000 };
    struct bytes bytes;
    struct error error = { "" };
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *data = malloc(sizes[i] + 1);
        assert_non_null(data);
        for (size_t k = 0; k < sizes[i]; k++) {
            data[k] = (char)(k * 31 + k / 4096 + 1);
        }
        assert_true(file_replace(in_folder("large"), data, sizes[i], &error));
        for (int is_behind = 0; is_behind < 2; is_behind++) {
            size_t start = is_behind ? 5 : 0;
            bytes_init(&bytes);
            assert_true(!is_behind || bytes_append(&bytes, "front", 5));
            assert_false(
                sizes[i] > 0 && file_read(in_folder("large"), sizes[i] - 1, &bytes, &error));
            assert_int_equal(bytes.size, start);
            assert_true(file_read(in_folder("large"), sizes[i], &bytes, &error));
            assert_int_equal(bytes.size, start + sizes[i]);
            assert_memory_equal(bytes.data + start, data, sizes[i]);
            assert_int_equal(bytes.data[bytes.size], '\0');
            assert_true(bytes_append(&bytes, "end", 3));
            assert_string_equal(bytes.data + start + sizes[i], "end");
            bytes_finish(&bytes);
        }
        free(data);
    }
    bytes_init(&bytes);
    assert_true(file_read("/proc/self/maps", 1000000, &bytes, &error));
    assert_non_null(strstr(bytes.data, "[stack]"));
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
        cmocka_unit_test_setup(test_read_all_of_it, make_folder),
        cmocka_unit_test_setup(test_directories, make_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
