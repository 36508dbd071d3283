/* What comes on standard input is all there, of a file and of a pipe, up to the most that is
 * let in; and takes no more memory than it has, where that is known. */
#include "chance.h"
#include "sandbox/stream.h"

#include <errno.h>
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { MOST = 3 * 1024 * 1024 + 5, STEP = 256 * 1024, SPARE_MAX = 64 * 1024 };

static uint8_t bytes[2 * MOST];

static void put(int to, size_t size)
{
    for (size_t at = 0; at < size;) {
        ssize_t some = write(to, bytes + at, size - at);
        assert_true(some > 0 || errno == EINTR);
        at += some > 0 ? (size_t)some : 0;
    }
}

/* A child writes: a pipe takes no more than it holds. */
static int by_pipe(size_t size, pid_t *writer)
{
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    *writer = fork();
    assert_true(*writer >= 0);
    if (*writer == 0) {
        close(pipes[0]);
        put(pipes[1], size);
        _exit(0);
    }
    close(pipes[1]);
    return pipes[0];
}

static int by_file(size_t size, size_t from)
{
    int file = memfd_create("input", MFD_CLOEXEC);
    assert_true(file >= 0);
    put(file, size);
    assert_int_equal(lseek(file, (off_t)from, SEEK_SET), from);
    return file;
}

/* `from`: behind what is skipped of a file. */
static void must_read(int input, size_t from, size_t size, bool is_file)
{
    uint8_t *data = NULL;
    size_t got = 0;
    assert_int_equal(dup2(input, STDIN_FILENO), STDIN_FILENO);
    close(input);
    const bool done = stream_read_all(&data, &got, MOST);
    assert_non_null(freopen("/dev/null", "r", stdin)); /* so that nobody goes on writing */
    assert_int_equal(done, size - from <= MOST);
    if (done) {
        assert_int_equal(got, size - from);
        assert_memory_equal(data, bytes + from, got);
    }
    if (is_file && size <= MOST) {
        const size_t least = size > STEP ? size : STEP;
        assert_true(malloc_usable_size(data) <= least + SPARE_MAX);
    }
    free(data);
}

static void test_any_size(void **state)
{
    static const size_t sizes[] = { 0, 1, STEP - 1, STEP, STEP + 1, 2 * STEP - 1, 2 * STEP,
        2 * STEP + 1, 4 * STEP, MOST - 1, MOST, MOST + 1, 2 * MOST };
    enum { SIZES = sizeof sizes / sizeof *sizes, ANY = 10 };
    (void)state;
    chance_begin(20261202);
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)chance(256);
    }
    for (int i = 0; i < SIZES + ANY; i++) {
        const size_t size = i < SIZES ? sizes[i] : (size_t)chance(MOST + STEP);
        pid_t writer;
        must_read(by_file(size, 0), 0, size, true);
        const size_t from = size > 0 ? (size_t)chance((int)size) : 0;
        must_read(by_file(size, from), from, size, true);
        must_read(by_pipe(size, &writer), 0, size, false);
        assert_int_equal(waitpid(writer, NULL, 0), writer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_size) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
