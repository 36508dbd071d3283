/* From what a code holds, byte by byte, to the guard's word on it. */
#include "picture/picture_codes.h"

#include "content/guard/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct guard *create(void)
{
    static const char *const hosts[] = { ".example.edu.cn" }, *const hotlines[] = {
        "023-6576"
    };
    struct error error;
    struct guard_setup setup = {
        .hosts = hosts, .host_count = 1, .hotlines = hotlines, .hotline_count = 1
    };
    struct guard *guard = guard_create(&setup, &error);
    if (!guard) {
        fail_msg("%s", error.text);
    }
    return guard;
}

static void check(
    struct guard *guard, const char *texts, size_t size, const char *wanted, bool is_fine)
{
    struct arena arena;
    struct error why = { "" };
    arena_init(&arena);
    struct picture_ref picture = { .url = "https://jw.example.org/a.png",
        .codes = picture_codes_lines(&arena, texts, size) };
    assert_non_null(picture.codes);
    if (wanted) {
        assert_string_equal(picture.codes, wanted);
    }
    if (guard_allows_picture(guard, &picture, "https://jw.example.org/f.json", &why) !=
        is_fine) {
        fail_msg("%s: %s", picture.codes, is_fine ? why.text : "allowed");
    }
    arena_finish(&arena);
}

static void test_lines(void **state)
{
    struct guard *guard = *state;
#define TEXTS(texts) texts, sizeof(texts) - 1
    check(guard, TEXTS(""), "", true);
    check(guard, TEXTS("签到\0https://www.example.edu.cn/a\r\n\0"),
        "签到\nhttps://www.example.edu.cn/a", true);
    check(guard, TEXTS("BEGIN:VCARD\r\nURL:https://www.example.edu.cn\nEND:VCARD\0"),
        "BEGIN:VCARD\n\nURL:https://www.example.edu.cn\nEND:VCARD", true);
    check(guard, TEXTS("\xB1\xA8\t8841\0"), "\uFFFD\uFFFD\uFFFD8841", true);
    /* An empty one, or none of the NULs that there should be, ends nothing. */
    check(guard, TEXTS("\0\0https://evil.example"), NULL, false);
#undef TEXTS
}

/* What browsers skip, or read in another encoding, does not end a host. */
static void test_hosts(void **state)
{
    static const struct {
        const char *text;
        bool is_fine;
    } rows[] = {
        { "https://www.example.edu.cn\n", true },
        { "https://www.example.edu.cn/a\n欢迎", true },
        { "https://www.example.edu.cn\t@evil.example/", false },
        { "https://www.example.edu.cn\xFF@evil.example/", false },
        { "https://www.example.edu.cn\x7F@evil.example/", false },
        { "https://www.example.edu.cn\na@evil.example/", false },
        { "https://www.example.edu.cn\r\n:1@evil.example/", false },
        { "https://www.example.edu.cn\n%2eevil%2eexample/", false },
        { "https://www.example.edu.cn\n。evil。example/", false },
        { "\xEF\xBB\xBF https:\n//www.example.edu.cn\na@evil.example/", false },
        { "URL: http://www.example.edu.cn\na@evil.example/", false },
        { "https://www.example.edu.cn a@evil.example/", false },
        { "https://www.example.edu.cn/a a@mail.example", true },
        { "https://www.example.edu.cn 欢迎", true },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(*state, rows[i].text, strlen(rows[i].text), NULL, rows[i].is_fine);
    }
}

static int setup(void **state)
{
    *state = create();
    return 0;
}

static int teardown(void **state)
{
    guard_destroy(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_hosts),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
