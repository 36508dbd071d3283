/* Which addresses are not of the public Internet: each range's both edges, and what lies beside
 * them. */
#include "address/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool is_private(const char *text)
{
    struct sockaddr_in four = { .sin_family = AF_INET };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
    if (inet_pton(AF_INET, text, &four.sin_addr) == 1) {
        return address_inside((const struct sockaddr *)&four);
    }
    if (inet_pton(AF_INET6, text, &six.sin6_addr) != 1) {
        fail_msg("%s", text);
    }
    return address_inside((const struct sockaddr *)&six);
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
    { "192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0" },
    { "192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0" },
    { "192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0" },
    { "198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0" },
    { "198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0" },
    { "203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0" },
    { "223.255.255.255", "224.0.0.0", "255.255.255.255", "" },
    { "", "::", "::fffe:ffff:ffff", "" },
    { "", "::1:0:0:0", "64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff", "" },
    { "64:ff9b::8.8.8.8", "64:ff9b::1:0:0", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2000::" },
    { "2000:ffff::", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::" },
    { "2001:db7:ffff::", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::" },
    { "2001:ffff::", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::" },
    { "3ffe:ffff::", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::" },
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
    static const char *const clothes[] = { "::ffff:", "64:ff9b::" };
    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const char *const all[] = { ranges[i].below, ranges[i].first, ranges[i].last,
            ranges[i].above };
        for (size_t k = 0; k < 8; k++) {
            char mapped[80];
            struct in_addr four;
            snprintf(mapped, sizeof mapped, "%s%s", clothes[k % 2], all[k / 2]);
            if (inet_pton(AF_INET, all[k / 2], &four) == 1 &&
                is_private(mapped) != is_private(all[k / 2])) {
                fail_msg("%s", mapped);
            }
        }
    }
}

/* What is told, and what a host says of itself. */
static void test_words(void **state)
{
    static const struct {
        const char *host, *inside;
        bool is_loopback;
    } rows[] = {
        { "10.1.2.3", "private", false },
        { "127.9.9.9", "this machine", true },
        { "0.0.0.0", "this machine", true },
        { "0.0.0.1", "this network", false },
        { "[::1]", "this machine", true },
        { "[::]", "this machine", true },
        { "[::ffff:127.0.0.1]", "this machine", true },
        { "[fe80::1%25eth0]", "link-local", false },
        { "[64:ff9b::169.254.169.254]", "link-local", false },
        { "[64:ff9b:1::1]", "NAT64 of a network's own", false },
        { "[ff02::1]", "multicast", false },
        { "[2001::1]", "protocol assignments", false },
        { "localhost", "this machine", true },
        { "a.b.LOCALHOST", "this machine", true },
        { "localhost.example", NULL, false },
        { "127.0.0.1.example", NULL, false },
        { "8.8.8.8", NULL, false },
        { "[2606:4700::1111]", NULL, false },
        { "[", NULL, false },
        { "", NULL, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *inside = address_host_inside(rows[i].host);
        if (!inside != !rows[i].inside || (inside && strcmp(inside, rows[i].inside) != 0) ||
            address_host_is_loopback(rows[i].host) != rows[i].is_loopback) {
            fail_msg("%s: %s", rows[i].host, inside ? inside : "outside");
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
    assert_string_equal(address_inside(&local), "no address of the Internet");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_mapped),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
