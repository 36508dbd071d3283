/* A file is written whole or not at all, and where it was meant to be. */
#include "base/bytes.h"
#include "base/system/file_seam.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char text[] = "twenty-six letters of text";

static char folder[64], path[100];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/lobbycard-seam-XXXXXX");
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/file", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

/* Takes three bytes a call; from the call `fails_at` on it has an errno. */
struct slow_disk {
    struct file_seam seam;
    int calls, fails_at, number;
};

static ssize_t slow_write(void *context, int fd, const void *data, size_t size)
{
    struct slow_disk *disk = context;
    if (++disk->calls == disk->fails_at) {
        errno = disk->number;
        return -1;
    }
    return file_seam_real.write(NULL, fd, data, size < 3 ? size : 3);
}

static struct slow_disk slow_disk_of(int fails_at, int number)
{
    struct slow_disk disk = { .seam = file_seam_real, .fails_at = fails_at, .number = number };
    disk.seam.write = slow_write;
    return disk;
}

static bool write_on(struct slow_disk *disk, struct error *error)
{
    disk->seam.context = disk;
    return file_seam_write(&disk->seam, path, text, sizeof text - 1, error);
}

static void assert_content(const char *wanted)
{
    struct bytes bytes;
    bytes_init(&bytes);
    assert_true(file_seam_read(&file_seam_real, path, 1000, &bytes, NULL));
    assert_string_equal(bytes.data, wanted);
    bytes_finish(&bytes);
}

static void test_a_disk_that_takes_little_at_a_time(void **state)
{
    (void)state;
    struct slow_disk disk = slow_disk_of(0, 0);
    assert_true(write_on(&disk, NULL));
    assert_int_equal(disk.calls, 9);
    assert_content(text);
}

static void test_interrupted(void **state)
{
    (void)state;
    struct slow_disk disk = slow_disk_of(4, EINTR);
    assert_true(write_on(&disk, NULL));
    assert_content(text);
}

static void test_what_failed_is_told_and_leaves_nothing(void **state)
{
    (void)state;
    static const struct {
        int number;
        const char *words;
    } cases[] = {
        { ENOSPC, "the disk is full (No space left on device)" },
        { EDQUOT, "the quota of this user on the disk is used up (Disk quota exceeded)" },
        { EROFS, "the file system is read-only (Read-only file system)" },
        { EIO, "the disk fails (Input/output error)" },
        { EPERM, "Operation not permitted" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct slow_disk disk = slow_disk_of(4, cases[i].number);
        struct error error = { "" };
        char wanted[200];
        snprintf(wanted, sizeof wanted, "%s: %s", path, cases[i].words);
        assert_false(write_on(&disk, &error));
        assert_int_equal(errno, cases[i].number);
        assert_string_equal(error.text, wanted);
        assert_int_equal(access(path, F_OK), -1);
    }
}

/* Another user of the folder may have put it there. */
static void test_a_symbolic_link_is_not_followed(void **state)
{
    (void)state;
    char elsewhere[100];
    snprintf(elsewhere, sizeof elsewhere, "%s/elsewhere", folder);
    assert_int_equal(symlink(elsewhere, path), 0);
    struct error error = { "" };
    assert_false(file_seam_write(&file_seam_real, path, text, 5, &error));
    assert_non_null(strstr(error.text, "symbolic link"));
    assert_int_equal(access(elsewhere, F_OK), -1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_disk_that_takes_little_at_a_time),
        TEST(test_interrupted),
        TEST(test_what_failed_is_told_and_leaves_nothing),
        TEST(test_a_symbolic_link_is_not_followed),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
