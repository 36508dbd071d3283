/* Whatever comes from outside leaves as text that a terminal only shows. */
#include "base/log.h"
#include "base/plain.h"

#include "base/error.h"
#include "base/utf8.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const uint32_t hostile[] = { 0x01, 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x80, 0x85,
    0x9B, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
    0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x206F, 0x3164, 0xFEFF, 0xFFA0,
    0xFFF9, 0xFFFE, 0xFFFF, 0x1FFFF, 0xE0001, 0xE0041, 0xE007F };

static void test_characters(void **state)
{
    static const uint32_t fine[] = { ' ', '~', 0xA0, 0xB7, 0x301, 0x4E00, 0x3000, 0xFE0F,
        0xFF1A, 0xFFFD, 0x1F4DE, 0x20000, 0xE000, 0xE0100 };
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        assert_false(plain_is_fine(hostile[i]));
    }
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        assert_true(plain_is_fine(fine[i]));
    }
}

static void test_mend(void **state)
{
    static const struct {
        const char *text, *mended;
    } rows[] = {
        { "", "" },
        { "plain 文字", "plain 文字" },
        { "a\x1b[31mb", "a?[31mb" },
        { "a\xc2\x85"
          "b\xc2\x9b"
          "2J",
            "a?b?2J" },
        { "a\nb\tc", "a?b?c" },
        { "tel\u202e321", "tel?321" },
        { "a\u200bb\ufeff", "a?b?" },
        { "a\xff"
          "b\xe6\x96",
            "a?b?" },
        { "\xed\xa0\x80", "???" }, /* a surrogate */
        { "\U000E0041\U0001F4DE", "?\U0001F4DE" },
        { "\ufffd", "\ufffd" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s", rows[i].text);
        plain_mend(text);
        assert_string_equal(text, rows[i].mended);
    }
}

/* Characters of all kinds, and bytes that are none. */
static size_t make_text(char *out, size_t size)
{
    size_t used = 0;
    while (used + 4 < size) {
        switch (rand() % 6) {
        case 0:
            used += utf8_encode(
                hostile[(size_t)rand() % (sizeof hostile / sizeof *hostile)], out + used);
            break;
        case 1:
            out[used++] = (char)(1 + rand() % 255);
            break;
        case 2:
            used += utf8_encode(0x4E00 + (uint32_t)rand() % 20000, out + used);
            break;
        case 3:
            used += utf8_encode((uint32_t)(1 + rand() % 0x10FFFF), out + used);
            break;
        default:
            out[used++] = (char)(' ' + rand() % 95);
        }
    }
    out[used] = '\0';
    return used;
}

static void expect_harmless(const char *text, size_t size)
{
    assert_int_equal(utf8_valid_prefix(text, size), size);
    for (size_t at = 0; at < size;) {
        uint32_t character = utf8_next(text, size, &at);
        if (!plain_is_fine(character)) {
            fail_msg("U+%04X at byte %zu of %s", (unsigned)character, at, text);
        }
    }
}

/* What the log says of it, without the line's end. */
static size_t logged(const char *text, char *out, size_t capacity)
{
    int kept = dup(STDERR_FILENO), pipe_fd[2];
    assert_int_equal(pipe(pipe_fd), 0);
    dup2(pipe_fd[1], STDERR_FILENO);
    log_warning("source %s: %s", text, text);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(pipe_fd[1]);
    ssize_t size = read(pipe_fd[0], out, capacity - 1);
    close(pipe_fd[0]);
    assert_true(size > 0 && out[size - 1] == '\n');
    out[size - 1] = '\0';
    return (size_t)size - 1;
}

/* Every way into a message, at every length around its limits. */
static void test_generated(void **state)
{
    (void)state;
    unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    srand(seed);
    for (int i = 0; i < 3000; i++) {
        char text[1600], line[2000];
        make_text(text, 5 + (size_t)rand() % (sizeof text - 5));
        struct error error;
        error_set(&error, "%s: \"%.90s\"", text, text);
        expect_harmless(error.text, strlen(error.text));
        error_wrap(&error, "%.300s", text);
        expect_harmless(error.text, strlen(error.text));
        size_t size = logged(text, line, sizeof line);
        expect_harmless(line, size);
        char again[1600];
        plain_mend(text);
        expect_harmless(text, strlen(text));
        snprintf(again, sizeof again, "%s", text);
        plain_mend(again);
        assert_string_equal(text, again);
    }
}

/* Read back what standard output got. */
static size_t written(const char *text, bool is_json, char *out, size_t capacity)
{
    struct bytes bytes;
    char path[] = "/tmp/lobbycard-plain-XXXXXX";
    int fd = mkstemp(path), kept = dup(STDOUT_FILENO);
    assert_true(fd >= 0 && kept >= 0);
    unlink(path);
    bytes_init(&bytes);
    assert_true(bytes_append(&bytes, text, strlen(text)));
    fflush(stdout);
    dup2(fd, STDOUT_FILENO);
    const char *fault = plain_write(&bytes, is_json);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    assert_null(fault);
    ssize_t size = pread(fd, out, capacity - 1, 0);
    close(fd);
    bytes_finish(&bytes);
    assert_true(size >= 0);
    out[size] = '\0';
    return (size_t)size;
}

static void test_write(void **state)
{
    static const struct {
        const char *text, *plain, *json;
    } rows[] = {
        { "a\nb\n", "a\nb\n", "a\nb\n" },
        { "a\u202eb\u200b\n", "a?b?\n", "a\\u202eb\\u200b\n" },
        { "\x7f\xc2\x9b", "??", "\\u007f\\u009b" },
        { "\U000E0041", "?", "\\udb40\\udc41" },
        { "文\xe6\x96", "文?", "文\\ufffd" },
    };
    (void)state;
    char out[4096];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        written(rows[i].text, false, out, sizeof out);
        assert_string_equal(out, rows[i].plain);
        written(rows[i].text, true, out, sizeof out);
        assert_string_equal(out, rows[i].json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_mend),
        cmocka_unit_test(test_generated),
        cmocka_unit_test(test_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
