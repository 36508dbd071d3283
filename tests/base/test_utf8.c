#include "base/bytes.h"
#include "base/system/file.h"
#include "base/utf8.h"
#include "content/corpora.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "C2 A9", "c2a9" or "nothing" as bytes, up to the colon or the end of the line. */
static const char *read_hex(const char *text, struct bytes *out)
{
    bytes_clear(out);
    assert_true(bytes_append(out, "", 0));
    if (strncmp(text, "nothing", 7) == 0) {
        text += 7;
    }
    while (*text && *text != ':' && *text != '\n') {
        if (isxdigit((unsigned char)text[0])) {
            char pair[3] = { text[0], text[1], '\0' };
            char byte = (char)strtoul(pair, NULL, 16);
            assert_true(bytes_append(out, &byte, 1));
            text++;
        }
        text++;
    }
    return *text == ':' ? text + 1 : text;
}

/* Decodes and encodes again: what is ill-formed becomes U+FFFD, what is well-formed stays. */
static void replace(const struct bytes *in, struct bytes *out)
{
    bytes_clear(out);
    assert_true(bytes_append(out, "", 0));
    for (size_t at = 0; at < in->size;) {
        char utf8[4];
        size_t before = at;
        uint32_t character = utf8_next(in->data, in->size, &at);
        assert_true(at > before);
        assert_true(bytes_append(out, utf8, utf8_encode(character, utf8)));
    }
}

static void check_line(const char *line, int counts[2])
{
    struct bytes in, wanted, skipped, out;
    bytes_init(&in);
    bytes_init(&wanted);
    bytes_init(&skipped);
    bytes_init(&out);
    const char *kind = strchr(line, ':') + 1;
    kind += strspn(kind, " ");
    bool is_valid = strncmp(kind, "valid", 5) == 0;
    const char *value = strchr(kind, ':') + 1;
    if (strncmp(kind, "valid:", 6) == 0) {
        assert_true(bytes_append(&in, value, strcspn(value, "\n")));
    } else {
        value = read_hex(value, &in);
    }
    if (is_valid) {
        assert_true(bytes_append(&wanted, in.data, in.size));
    } else {
        read_hex(read_hex(value, &skipped), &wanted);
    }
    replace(&in, &out);
    bool found_valid = utf8_valid_prefix(in.data, in.size) == in.size;
    bool same = out.size == wanted.size && memcmp(out.data, wanted.data, out.size) == 0;
    if (found_valid != is_valid || !same) {
        fail_msg("%.*s", (int)strcspn(line, "\n"), line);
    }
    counts[is_valid]++;
    bytes_finish(&out);
    bytes_finish(&skipped);
    bytes_finish(&wanted);
    bytes_finish(&in);
}

static void test_corpus(void **state)
{
    (void)state;
    char path[400];
    int counts[2] = { 0, 0 };
    struct bytes text;
    if (!corpora_find("utf8/utf8tests.txt", path, sizeof path)) {
        skip();
    }
    bytes_init(&text);
    assert_true(file_read(path, 1 << 20, &text, NULL));
    for (const char *line = text.data; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (isdigit((unsigned char)*line)) {
            check_line(line, counts);
        }
    }
    assert_true(counts[0] > 100 && counts[1] > 20);
    bytes_finish(&text);
}

/* Every character there is comes back; surrogates and what is above U+10FFFF are not encoded.
 */
static void test_round_trip(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x110000; c++) {
        char utf8[4];
        size_t at = 0, size = utf8_encode(c, utf8);
        bool exists = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
        assert_int_equal(size != 0, exists);
        if (exists) {
            assert_int_equal(utf8_next(utf8, size, &at), c);
            assert_int_equal(at, size);
        }
    }
}

static void test_han(void **state)
{
    (void)state;
    static const uint32_t han[] = { 0x4E00, 0x9FFF, 0x3007, 0x20000, 0x3042, 0xAC00 };
    static const uint32_t other[] = { 'a', '1', 0x3002, 0xFF0C, 0x2014, 0x1F600 };
    for (size_t i = 0; i < 6; i++) {
        assert_true(utf8_is_han(han[i]));
        assert_false(utf8_is_han(other[i]));
    }
}

static void test_letters(void **state)
{
    (void)state;
    static const char *const letters[] = { "é", "ß", "я", "ع", "宿", "々", "〇", "か", "ー",
        "한", "ก", "३", "𠮷", "Ａ" };
    static const char *const others[] = { "，", "、", "！", "\u00A0", "\u3000", "\u200B", "“",
        "（", "·", "×", "…", "😀", "\uE000", "\u0301", "。", "：", "【", "\U000E0041" };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        size_t at = 0;
        assert_true(utf8_is_letter(utf8_next(letters[i], strlen(letters[i]), &at)));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t at = 0;
        assert_false(utf8_is_letter(utf8_next(others[i], strlen(others[i]), &at)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_han),
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_corpus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
