/* Bytes as they come: by their mark, by what somebody says, or by looking. */
#include "adapt/charset.h"
#include "chance.h"

#include <iconv.h>
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
    /* UTF-16 alone says nothing of the order. */
    { BYTES("\xFF\xFE"
            "a\0\x91\x4E"),
        "utf-16", "", "a云" },
    { BYTES("\xFE\xFF\0a\x4E\x91"), "UTF16", "", "a云" },
    { BYTES("[\0\"\0\x91\x4E\"\0]\0"), "UTF-16", "", "[\"云\"]" },
    { BYTES("\x91\x4E"), "UTF-16LE", "", "云" },
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
    /* A calendar's lines are folded by bytes. */
    { BYTES("BEGIN:VCALENDAR\r\nSUMMARY:\xE4\xBA\r\n \x91\xE6\n\t\xB1\x80\r\n b\r\n"), "", "",
        "BEGIN:VCALENDAR\r\nSUMMARY:云汀b\r\n" },
    { BYTES("BEGIN:VCALENDAR\r\nSUMMARY:\xD4\r\n \xC6\xCD\xA1\xD1\xA7\xD4\xBA"), "", "",
        "BEGIN:VCALENDAR\r\nSUMMARY:云汀学院" },
    /* A name that is none, and one that the bytes show to be wrong. */
    { BYTES(GBK), "", "text/html; charset=x-nonsense", "云汀学院" },
    { BYTES("<meta charset=klingon><p>" GBK), "", "", "<meta charset=klingon><p>云汀学院" },
    { BYTES(GBK GBK), "", "text/html; charset=big5", "云汀学院云汀学院" },
    { BYTES(BIG5 BIG5 BIG5), "", "text/html; charset=gbk", "雲汀學院雲汀學院雲汀學院" },
    { BYTES(BIG5 BIG5), "", "text/html; charset=Big5-HKSCS", "雲汀學院雲汀學院" },
    { BYTES("\xFF\xFE\0\0\x91\x4E\0\0"), "", "", "云" },
    { BYTES("\0\0\xFE\xFF\0\0\x4E\x91"), "", "", "云" },
    { BYTES("\x81\x30\x84\x36"), "gb18030", "", "\xC2\xA5" },
    { BYTES("<?xml version='1.0' encoding='gb2312'?><a>" GBK "</a>"), "", "",
        "<?xml version='1.0' encoding='gb2312'?><a>云汀学院</a>" },
    { BYTES("<meta charset=big5><p>" BIG5), "", "", "<meta charset=big5><p>雲汀學院" },
    { BYTES("caf\xE9 au lait, d\xE9j\xE0 vu, \xE0 la carte"), "",
        "text/plain; charset=iso-8859-1", "café au lait, déjà vu, à la carte" },
    { BYTES(GBK), "", "application/json;charset=ISO-8859-1", "云汀学院" },
    { BYTES(BIG5), "", "text/html; charset=us-ascii", "雲汀學院" },
    { BYTES("\xEF\xBB\xBF\xEF\xBB\xBF云"), "", "", "云" },
    /* One paste in another charset, or a character that was cut. */
    { BYTES("云汀学院" GBK), "", "", "云汀学院\xEF\xBF\xBD\xEF\xBF\xBD\xCD\xA1ѧԺ" },
    { BYTES("云汀学院\xE4\xBA"), "", "text/html; charset=gbk", "云汀学院\xEF\xBF\xBD" },
    /* 停水通知, 公告 and its like are well-formed UTF-8 too, or not quite. */
    { BYTES("{\"title\":\"\xCD\xA3\xCB\xAE\xCD\xA8\xD6\xAA\"}"), "", "",
        "{\"title\":\"停水通知\"}" },
    { BYTES("\xCD\xA8\xD6\xAA"), "", "application/json", "通知" },
    { BYTES("\xCD\xA8\xD6\xAA"), "", "application/json; charset=utf-8", "通知" },
    { BYTES("\"\xCD\xF5\xFE\x9F\""), "", "", "\"王䶮\"" },
    { BYTES("\"\xCD\xF5\xE9\x46\""), "", "text/html; charset=iso-8859-1", "\"王镕\"" },
    { BYTES("caf\xC3\xA9, 20 \xC2\xB5\xCE\xA9 \xC3\x97 5 \xC2\xB0"), "", "",
        "café, 20 µΩ × 5 °" },
    { BYTES("\xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8"), "", "", "Новости" },
    { BYTES("e\xCC\x81 \xCA\x83\xC9\x99\xCB\x90"), "", "", "e\xCC\x81 ʃəː" },
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
        char name[CHARSET_NAME_BYTES];
        bool done = charset_decode(&hint, &document, &out, name, &error);
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

/* By one name, by which a native feed that is broken is told. */
static void test_name(void **state)
{
    static const char *const said[] = { "utf-8", "UTF8", "Utf-8", "" };
    const struct bytes document = { (char[]) { "云汀\xFF" }, 7, 0 };
    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const struct charset_hint hint = { said[i], "" };
        char name[CHARSET_NAME_BYTES];
        struct error error;
        struct bytes out;
        bytes_init(&out);
        assert_true(charset_decode(&hint, &document, &out, name, &error));
        assert_string_equal(name, "UTF-8");
        bytes_finish(&out);
    }
}

/* The same words as any editor or server may write them, nobody saying in what. */
static size_t encode(const char *charset, const char *text, char *out, size_t room)
{
    char *in = (char *)(uintptr_t)text, *end = out;
    size_t left = strlen(text), room_left = room;
    iconv_t converter = iconv_open(charset, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    size_t lost = iconv(converter, &in, &left, &end, &room_left);
    iconv_close(converter);
    return lost == (size_t)-1 ? 0 : room - room_left;
}

static void test_any_words(void **state)
{
    static const char *const words[] = { "停水通知", "图书馆", "周三晚七时", "报告厅", "实训楼",
        "更换", "主管道", "校友讲座", "招生办", "二食堂", "检修", "开放", "至", "一卡通",
        "云汀", "学院", "明天上午", "请提前储水", "关于", "的", "2026", " ", "，", "。", "：" };
    static const char *const traditional[] = { "停水通知", "圖書館", "週三晚七時", "報告廳",
        "校友", "講座", "招生", "二食堂", "檢修", "開放", "至", "明天上午", "關於", "的",
        "2026", " ", "，", "。" };
    static const char *const charsets[] = { "UTF-8", "GB18030", "GBK", "UTF-16LE", "UTF-16BE",
        "BIG5" };
    (void)state;
    chance_begin(1);
    for (int i = 0; i < 3000; i++) {
        const char *charset = charsets[chance(6)];
        bool is_big5 = strcmp(charset, "BIG5") == 0;
        char text[400] = "{\"title\": \"", bytes[1000], name[CHARSET_NAME_BYTES];
        /* One of two characters may be anything. */
        for (int n = 2 + chance(5); n > 0; n--) {
            strcat(text, is_big5 ? traditional[chance(18)] : words[chance(25)]);
        }
        strcat(text, "\"}");
        const struct bytes document = { bytes, encode(charset, text, bytes, sizeof bytes), 0 };
        const struct charset_hint hint = { "",
            chance(2) ? "application/json; charset=utf-8" : "" };
        struct bytes out;
        struct error error = { "" };
        bytes_init(&out);
        assert_true(document.size > 0);
        bool done = charset_decode(&hint, &document, &out, name, &error);
        if (!done || strcmp(out.data, text) != 0) {
            fail_msg("%s: %s: read as %s: %s%s", charset, text, name, done ? out.data : "",
                error.text);
        }
        bytes_finish(&out);
    }
}

/* Feeds of other countries, nobody saying in what: their words in any order, from where it is
 * certain on. Fewer of them are read as ever, and `charset` helps. */
static void test_any_euc(void **state)
{
    static const char *const japanese[] = { "図書館は", "午後六時に閉まります", "お知らせ",
        "学生の皆さんへ", "講演会を開催します", "入学試験について", "キャンパス", "食堂の",
        "明日から", "申し込みは", "教務課まで", "2026", "。", "、", " " };
    static const char *const korean[] = { "도서관", "안내", "오늘은", "휴관합니다", "학생회관",
        "식당", "입학", "설명회", "강의실이", "바뀌었습니다", "내일부터", "신청", "2026", ".",
        " ", ", " };
    (void)state;
    chance_begin(1);
    for (int i = 0; i < 2000; i++) {
        bool is_korean = chance(2);
        const char *charset = is_korean ? "EUC-KR" : "EUC-JP";
        char text[2000] = "{\"title\": \"", bytes[2000], name[CHARSET_NAME_BYTES];
        strcat(text, is_korean ? "학생회관 식당은 오늘 휴관합니다" : "お知らせします");
        for (int n = 4 + chance(12); n > 0; n--) {
            strcat(text, is_korean ? korean[chance(16)] : japanese[chance(15)]);
        }
        strcat(text, "\"}");
        const struct bytes document = { bytes, encode(charset, text, bytes, sizeof bytes), 0 };
        const struct charset_hint hint = { "",
            chance(2) ? "application/json; charset=utf-8" : "" };
        struct bytes out;
        struct error error = { "" };
        bytes_init(&out);
        assert_true(document.size > 0);
        bool done = charset_decode(&hint, &document, &out, name, &error);
        if (!done || strcmp(out.data, text) != 0 || strcmp(name, charset) != 0) {
            fail_msg("%s: %s: read as %s: %s%s", charset, text, name, done ? out.data : "",
                error.text);
        }
        bytes_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_decode),
        cmocka_unit_test(test_name), cmocka_unit_test(test_any_words),
        cmocka_unit_test(test_any_euc) };
    charset_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
