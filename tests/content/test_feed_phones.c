/* Numbers of a hotline as the feed has them: raw strings, JSON numbers, objects; and what is
 * said of them. */
#include "base/bytes.h"
#include "parsed.h"

#include <stdio.h>

/* The member "numbers", and then: phones as "number(note)<dial>" with | between, and findings.
 */
static const struct {
    const char *numbers, *phones, *findings;
} cases[] = {
    { "[{\"number\":\"0571-87951110\",\"note\":\"招办\"}]",
        "0571-87951110(招办)<tel:+8657187951110>", "" },
    { "[{\"number\":\"87951110\",\"note\":\"2026年7月起\"}]", "87951110(2026年7月起)<>", "" },
    { "[{\"number\":87951110,\"note\":\"值班\"}]", "87951110(值班)<>", "" },
    { "[{\"number\":13812345678}]", "138-1234-5678()<tel:+8613812345678>", "" },
    { "[87951110,\"110\",12345]", "87951110()<>|110()<tel:110>|12345()<tel:12345>", "" },
    { "87951110", "87951110()<>", "" },
    { "[{\"number\":12345}]", "12345()<tel:12345>", "" },
    { "[{\"number\":110,\"note\":\"校园110\"}]", "110(校园110)<tel:110>", "" },
    { "[{\"number\":\"招办：0571-87951110\",\"note\":\"24小时\"}]",
        "0571-87951110(24小时)<tel:+8657187951110>", "" },
    { "[{\"number\":\"0571-87951110转8001\",\"note\":\"王老师\"}]",
        "0571-87951110 转 8001(王老师)<tel:+8657187951110;ext=8001>", "" },
    { "\"总机：0571-87951110转8001（王老师）、8002（李老师）\"",
        "0571-87951110 转 8001(王老师)<tel:+8657187951110;ext=8001>|"
        "=0571-87951110 转 8002(李老师)<tel:+8657187951110;ext=8002>",
        "" },
    { "[{\"number\":\"０５７１－８７９５１１１０\"}]", "0571-87951110()<tel:+8657187951110>",
        "" },
    { "[{\"number\":\"0571-87951110、87951111\"}]",
        "0571-87951110()<tel:+8657187951110>|0571-87951111()<tel:+8657187951111>",
        "warning /hotlines/0/numbers/0: not one number, but 2: \"0571-87951110、87951111\"\n" },
    { "[\"0571-87951110、87951111\"]",
        "0571-87951110()<tel:+8657187951110>|0571-87951111()<tel:+8657187951111>", "" },
    /* held back */
    { "57187951110", "",
        "error /hotlines/0/numbers: no telephone number in \"57187951110\"\n" },
    { "[87951110.5]", "",
        "error /hotlines/0/numbers/0: no telephone number: write it in quotes\n" },
    { "[-87951110]", "",
        "error /hotlines/0/numbers/0: no telephone number: write it in quotes\n" },
    { "[1e300]", "", "error /hotlines/0/numbers/0: no telephone number: write it in quotes\n" },
    { "[{\"number\":\"QQ群：612345678\"}]", "",
        "error /hotlines/0/numbers/0: no telephone number in \"QQ群：612345678\"\n" },
    { "\"023-6576311\"", "",
        "error /hotlines/0/numbers: no telephone number in \"023-6576311\": 7 digits, not 8\n" },
    { "\"1390000567\"", "",
        "error /hotlines/0/numbers: no telephone number in \"1390000567\": 10 digits, not 11\n" },
    { "true", "",
        "error /hotlines/0/numbers: expected a text or a list [ ] (array), got true or false\n" },
    /* told */
    { "\"023-65763111；6576311\"", "023-65763111()<tel:+862365763111>",
        "warning /hotlines/0/numbers: \"6576311\" is no telephone number: 7 digits, not 8\n" },
    { "\"023-65763111 8001\"", "023-65763111()<tel:+862365763111>",
        "warning /hotlines/0/numbers: digits that belong to no number: \"8001\"\n" },
    { "\"023-65763111 950-12345\"", "023-65763111()<tel:+862365763111>",
        "warning /hotlines/0/numbers: no telephone number for sure: \"950-12345\"\n" },
    { "\"023-65763111 邮编400000\"", "023-65763111()<tel:+862365763111>",
        "note /hotlines/0/numbers: not read as a telephone number: \"邮编400000\"\n" },
    { "\"023-65763111，zs65763@example.edu.cn\"", "023-65763111()<tel:+862365763111>",
        "note /hotlines/0/numbers: not shown: \"zs65763@example.edu.cn\"\n" },
    { "\"65763111~3\"", "65763111()<>|65763113()<>",
        "note /hotlines/0/numbers: of a range both ends are shown: \"65763111~3\"\n" },
    { "\"65763111 招办 65763222\"", "65763111(招办)<>|65763222()<>",
        "warning /hotlines/0/numbers: may be read in two ways: 65763111 (招办) | 65763222; or "
        "65763111 | 65763222 (招办)\n" },
};

/* The number before it, with another extension. */
static bool goes_on(const struct phone *before, const struct phone *phone)
{
    size_t size = phone->bare_size;
    return phone->number[size] && before->bare_size == size &&
           strncmp(before->number, phone->number, size) == 0;
}

static void print_feed(const struct feed *feed, struct bytes *phones, struct bytes *findings)
{
    static const char *const severities[] = { "note", "warning", "error" };
    assert_true(bytes_print(phones, "%s", ""));
    assert_true(bytes_print(findings, "%s", ""));
    for (size_t i = 0; feed->hotline_count && i < feed->hotlines[0].phone_count; i++) {
        const struct phone *phone = &feed->hotlines[0].phones[i];
        assert_true(bytes_print(phones, "%s%s%s(%s)<%s>", i ? "|" : "",
            i && goes_on(phone - 1, phone) ? "=" : "", phone->number, phone->note,
            phone->dial));
    }
    for (size_t i = 0; i < feed->findings.count; i++) {
        const struct finding *finding = &feed->findings.list[i];
        assert_true(bytes_print(findings, "%s %s: %s\n", severities[finding->severity],
            finding->pointer, finding->message));
    }
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[1000];
        struct bytes phones, findings;
        bytes_init(&phones);
        bytes_init(&findings);
        snprintf(json, sizeof json, "{\"lobbycard\":1,\"hotlines\":[{\"numbers\":%s}]}",
            cases[i].numbers);
        struct feed *feed = parse(json);
        print_feed(feed, &phones, &findings);
        assert_string_equal(phones.data, cases[i].phones);
        assert_string_equal(findings.data, cases[i].findings);
        assert_int_equal(feed->hotline_count, *cases[i].phones ? 1 : 0);
        feed_destroy(feed);
        bytes_finish(&phones);
        bytes_finish(&findings);
    }
}

/* How it was read, on one line for `check --verbose`. */
static void test_reading(void **state)
{
    (void)state;
    struct feed *feed = parse("{\"lobbycard\":1,\"hotlines\":[{\"label\":\"值班\",\"numbers\":["
                              "\"招办023-65763111转8001（王老师）、8002\",\"110\"]}]}");
    assert_string_equal(
        feed->hotlines[0].reading, "023-65763111 (招办) 转 8001 (王老师), 8002 | 110");
    feed_destroy(feed);
}

/* The language says whose plan it is, wherever it stands; the config may say otherwise. */
static void test_plan(void **state)
{
    (void)state;
    static const char json[] =
        "{\"lobbycard\":1,\"hotlines\":[{\"numbers\":\"2358 6622\"}],\"lang\":\"zh-HK\"}";
    struct error error = { "" };
    struct feed *feed = parse(json);
    assert_string_equal(feed->hotlines[0].phones[0].number, "2358-6622");
    feed_destroy(feed);
    feed =
        feed_parse(json, sizeof json - 1, &(struct feed_how) { PHONE_PLAN_CN, false }, &error);
    assert_non_null(feed);
    assert_string_equal(feed->hotlines[0].phones[0].number, "23586622");
    feed_destroy(feed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
