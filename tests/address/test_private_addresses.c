/* Which addresses are not of the public Internet: each range's both edges, and what lies beside
 * them. */
#include "address/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_private(const char *text)
{
    struct sockaddr_in four = { .sin_family = AF_INET };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
    if (inet_pton(AF_INET, text, &four.sin_addr) == 1) {
        return address_is_private((const struct sockaddr *)&four);
    }
    if (inet_pton(AF_INET6, text, &six.sin6_addr) != 1) {
        fail_msg("%s", text);
    }
    return address_is_private((const struct sockaddr *)&six);
}

static const struct {
    const char *below, *first, *last, *above; /* "": another range lies there, or nothing */
} ranges[] = {
    { "", "0.0.0.0", "0.255.255.255", "1.0.0.0" },
    { "9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0" },
    { "100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0" },
    { "126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0" },
    { "169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0" },
    { "172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0" },
    { "191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0" },
    { "192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0" },
    { "198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0" },
    { "223.255.255.255", "224.0.0.0", "255.255.255.255", "" },
    { "", "::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::" },
    { "2000:ffff::", "2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", "2001:1::" },
    { "2001:ffff::", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::" },
    { "3fff:ffff::", "4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "" },
};

static void test_ranges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const char *const outside[] = { ranges[i].below, ranges[i].above };
        const char *const inside[] = { ranges[i].first, ranges[i].last };
        for (size_t k = 0; k < 2; k++) {
            if (*outside[k] && is_private(outside[k])) {
                fail_msg("%s is private", outside[k]);
            }
            if (!is_private(inside[k])) {
                fail_msg("%s is public", inside[k]);
            }
        }
    }
}

/* Whatever an IPv4 address is, it is in IPv6's clothes as well. */
static void test_mapped(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const char *const all[] = { ranges[i].below, ranges[i].first, ranges[i].last,
            ranges[i].above };
        for (size_t k = 0; k < 4; k++) {
            char mapped[80] = "::ffff:";
            struct in_addr four;
            if (inet_pton(AF_INET, all[k], &four) == 1 &&
                is_private(strcat(mapped, all[k])) != is_private(all[k])) {
                fail_msg("%s", mapped);
            }
        }
    }
}

static void test_others(void **state)
{
    (void)state;
    static const char *const inner[] = { "::1", "fe80::1", "febf::1", "fc00::1", "fd12:3456::1",
        "ff02::1", "64:ff9b::7f00:1", "100::1" };
    static const char *const outer[] = { "2606:4700::1111", "240e::1", "8.8.8.8",
        "202.112.0.44" };
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
        assert_true(is_private(inner[i]));
    }
    for (size_t i = 0; i < sizeof outer / sizeof *outer; i++) {
        assert_false(is_private(outer[i]));
    }
    const struct sockaddr local = { .sa_family = AF_UNIX };
    assert_true(address_is_private(&local));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_mapped),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
