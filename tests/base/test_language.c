#include "base/language/language.h"

#include "base/translated.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

/* A catalogue of three texts, as msgfmt writes it: header, two tables, texts. */
enum { TEXTS = 3 };
static const char *const originals[TEXTS] = { "", "a date", "not %s" };
static const char *const chinese[TEXTS] = { "Language: zh_CN\n", "日期", "不是%s" };

static char root[] = "/tmp/test_language-XXXXXX";
static char path[200];

static size_t put_table(unsigned char *out, size_t table, const char *const *texts, size_t at)
{
    for (uint32_t i = 0; i < TEXTS; i++) {
        uint32_t length = (uint32_t)strlen(texts[i]), offset = (uint32_t)at;
        memcpy(out + table + 8 * i, &length, 4);
        memcpy(out + table + 8 * i + 4, &offset, 4);
        memcpy(out + at, texts[i], length + 1);
        at += length + 1;
    }
    return at;
}

static size_t make(unsigned char *out)
{
    const uint32_t header[7] = { 0x950412de, 0, TEXTS, 28, 28 + 8 * TEXTS, 0, 0 };
    memcpy(out, header, sizeof header);
    size_t at = put_table(out, 28, originals, 28 + 16 * TEXTS);
    return put_table(out, 28 + 8 * TEXTS, chinese, at);
}

static void write_file(const void *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    fclose(file);
}

static int set_up(void **state)
{
    (void)state;
    char folder[200];
    assert_non_null(mkdtemp(root));
    snprintf(folder, sizeof folder, "%s/zh_CN", root);
    mkdir(folder, 0700);
    snprintf(folder, sizeof folder, "%s/zh_CN/LC_MESSAGES", root);
    mkdir(folder, 0700);
    snprintf(path, sizeof path, "%s/lobbycard.mo", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char folder[200];
    unlink(path);
    snprintf(folder, sizeof folder, "%s/zh_CN/LC_MESSAGES", root);
    rmdir(folder);
    snprintf(folder, sizeof folder, "%s/zh_CN", root);
    rmdir(folder);
    return rmdir(root);
}

static void test_lookup(void **state)
{
    (void)state;
    unsigned char data[512];
    struct error error = { "" };
    const char *folders[] = { "/nowhere", root, NULL };
    write_file(data, make(data));
    assert_string_equal(translated("a date"), "a date");
    assert_true(language_load("zh_CN.UTF-8", folders, &error));
    assert_string_equal(translated("a date"), "日期");
    assert_string_equal(translated("not %s"), "不是%s");
    assert_string_equal(translated("something else"), "something else");
    /* What fails is said in the language, too. */
    error_set(&error, "not %s", translated("a date"));
    assert_string_equal(error.text, "不是日期");
    language_finish();
    assert_string_equal(translated("a date"), "a date");
    assert_true(language_load("en", folders, &error));
    assert_string_equal(translated("a date"), "a date");
    assert_false(language_load("tlh", folders, &error));
    assert_string_equal(error.text, "there are no texts in the language tlh: zh or en");
    assert_false(language_load("../zh_CN", folders, &error));
}

struct environment_case {
    const char *list, *all, *messages, *lang; /* NULL: not set */
    bool is_chinese;
};

static const struct environment_case environments[] = {
    { NULL, NULL, NULL, NULL, false },
    { NULL, NULL, NULL, "C.UTF-8", false },
    { "zh_CN", NULL, NULL, "C.UTF-8", false },
    { "zh_CN", NULL, NULL, "POSIX", false },
    { NULL, NULL, NULL, "zh_CN.UTF-8", true },
    { NULL, NULL, NULL, "zh_CN.GB18030", true },
    { NULL, NULL, NULL, "zh_TW.UTF-8", true },
    { NULL, NULL, NULL, "zhx_CN", false },
    { NULL, NULL, NULL, "de_DE.UTF-8", false },
    { NULL, NULL, "zh_CN.UTF-8", "de_DE.UTF-8", true },
    { NULL, "en_GB.UTF-8", "zh_CN.UTF-8", "zh_CN.UTF-8", false },
    { NULL, "", "", "zh_CN.UTF-8", true },
    { "de:zh_CN:en", NULL, NULL, "en_US.UTF-8", true },
    { "en:zh_CN", NULL, NULL, "zh_CN.UTF-8", false },
    { ":::zh", NULL, NULL, "de_DE.UTF-8", true },
};

static void set(const char *name, const char *value)
{
    if (value) {
        setenv(name, value, 1);
    } else {
        unsetenv(name);
    }
}

static void test_environment(void **state)
{
    (void)state;
    unsigned char data[512];
    const char *folders[] = { root, NULL };
    write_file(data, make(data));
    for (size_t i = 0; i < sizeof environments / sizeof *environments; i++) {
        const struct environment_case *given = &environments[i];
        struct error error = { "" };
        set("LANGUAGE", given->list);
        set("LC_ALL", given->all);
        set("LC_MESSAGES", given->messages);
        set("LANG", given->lang);
        assert_true(language_load(NULL, folders, &error));
        if ((strcmp(translated("a date"), "日期") == 0) != given->is_chinese) {
            fail_msg("case %zu: %s", i, translated("a date"));
        }
        language_finish();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lookup),
        cmocka_unit_test(test_environment),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
