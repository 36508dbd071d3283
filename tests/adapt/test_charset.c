/* Bytes as they come: by their mark, by what somebody says, or by looking. */
#include "adapt/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(text) text, sizeof(text) - 1
#define GBK "\xD4\xC6\xCD\xA1\xD1\xA7\xD4\xBA"  /* 云汀学院 */
#define BIG5 "\xB6\xB3\xA5\xC5\xBE\xC7\xB0\x7C" /* 雲汀學院 */

static const struct {
    const char *document;
    size_t size;
    const char *said, *content_type;
    const char *wanted; /* "!..." : refused with that */
} rows[] = {
    { BYTES("a"), "", "", "a" },
    { BYTES(""), "", "", "" },
    { BYTES("云"), "", "", "云" },
    { BYTES("\xEF\xBB\xBF云"), "", "", "云" },
    { BYTES("\xFF\xFE"
            "a\0\x91\x4E"),
        "", "", "a云" },
    { BYTES("\xFE\xFF\0a\x4E\x91"), "", "", "a云" },
    { BYTES("[\0\"\0\x91\x4E\"\0]\0"), "", "", "[\"云\"]" },
    /* Well-formed UTF-8 is that, whatever the server says. */
    { BYTES("云汀"), "", "text/html; charset=gbk", "云汀" },
    { BYTES(GBK), "", "text/html; charset=GBK", "云汀学院" },
    { BYTES(GBK), "", "text/html;charset=\"gb2312\"", "云汀学院" },
    { BYTES(GBK), "", "text/html; charset=utf-8", "云汀学院" },
    { BYTES(GBK), "gb18030", "", "云汀学院" },
    { BYTES(GBK), "", "", "云汀学院" },
    { BYTES("{\"a\": \"" GBK "\"}"), "", "", "{\"a\": \"云汀学院\"}" },
    { BYTES("{\"a\": \"" BIG5 "\"}"), "", "", "{\"a\": \"雲汀學院\"}" },
    { BYTES(BIG5), "big5", "", "雲汀學院" },
    { BYTES("\x81\x30\x84\x36"), "gb18030", "", "\xC2\xA5" },
    { BYTES("<?xml version='1.0' encoding='gb2312'?><a>" GBK "</a>"), "", "",
        "<?xml version='1.0' encoding='gb2312'?><a>云汀学院</a>" },
    { BYTES("<meta charset=big5><p>" BIG5), "", "", "<meta charset=big5><p>雲汀學院" },
    { BYTES("caf\xE9 au lait, d\xE9j\xE0 vu, \xE0 la carte"), "",
        "text/plain; charset=iso-8859-1", "café au lait, déjà vu, à la carte" },
    { BYTES("a\0b"), "", "", "ab" },
    { BYTES("a"), "klingon", "", "!charset klingon: not known" },
};

static void test_decode(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct charset_hint hint = { rows[i].said, rows[i].content_type };
        const struct bytes document = { (char *)(uintptr_t)rows[i].document, rows[i].size, 0 };
        struct bytes out;
        struct error error = { "" };
        bytes_init(&out);
        bool done = charset_decode(&hint, &document, &out, &error);
        const char *wanted = rows[i].wanted;
        bool same = *wanted == '!' ? !done && strcmp(error.text, wanted + 1) == 0
                                   : done && strcmp(out.data ? out.data : "", wanted) == 0;
        if (!same) {
            fail_msg("row %zu: \"%s\", \"%s\", not \"%s\"", i, out.data ? out.data : "",
                error.text, wanted);
        }
        bytes_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_decode) };
    charset_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
