/* What judging an item costs, for each term of the shipped deny lists with each of many signs
 * between its characters; printed for script/bench. */
#include "base/bytes.h"
#include "base/clock.h"
#include "base/system/file.h"
#include "content/feed/native/feed_parse.h"
#include "content/guard/guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const lists[] = { TEST_ROOT "/config/guard/gambling.txt",
    TEST_ROOT "/config/guard/lottery.txt", TEST_ROOT "/config/guard/fraud.txt" };
static const char *const between[] = { "", "·", " ", "*", "—", "\u3000", "\u200b", "\u200d",
    "\u0301", "\ufe0f", "<b>", "&nbsp;", "&amp;zwnj;", "★", "的" };

struct cost {
    int64_t all_us, most_us;
    size_t items, held;
};

static void judge(
    const struct guard *guard, const char *term, const char *sign, struct cost *cost)
{
    struct bytes json;
    struct error error;
    bytes_init(&json);
    bytes_print(&json,
        "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"notice\",\"title\":\"通知\","
        "\"text\":\"");
    while (*term) {
        bytes_append(&json, term, 1);
        term++;
        if (((unsigned char)*term & 0xC0) != 0x80) {
            bytes_print(&json, "%s", sign);
        }
    }
    bytes_print(&json, "\"}]}");
    struct feed *feed = feed_parse(json.data, json.size, &error);
    if (feed) {
        int64_t started_us = clock_mono_us();
        guard_apply(guard, feed, "", &error);
        int64_t took_us = clock_mono_us() - started_us;
        cost->all_us += took_us;
        cost->most_us = took_us > cost->most_us ? took_us : cost->most_us;
        cost->items++;
        cost->held += feed->held_count;
    }
    feed_destroy(feed);
    bytes_finish(&json);
}

int main(void)
{
    struct error error;
    struct cost cost = { 0 };
    const struct guard_setup setup = { .deny = lists,
        .deny_count = sizeof lists / sizeof *lists };
    struct guard *guard = guard_create(&setup, &error);
    for (size_t i = 0; guard && i < sizeof lists / sizeof *lists; i++) {
        struct bytes text;
        bytes_init(&text);
        file_read(lists[i], 1024 * 1024, &text, &error);
        char *rest = text.data, *line;
        while ((line = strsep(&rest, "\n"))) {
            for (size_t j = 0;
                 *line && !strpbrk(line, "#:\\\"") && j < sizeof between / sizeof *between;
                 j++) {
                judge(guard, line, between[j], &cost);
            }
        }
        bytes_finish(&text);
    }
    if (cost.items == 0) {
        fprintf(stderr, "guard_cost: %s\n", error.text);
        return 1;
    }
    printf("judging one of %zu items     %6.3f ms, the longest %6.3f ms (target 1), %zu held\n",
        cost.items, (double)cost.all_us / (double)cost.items / 1000,
        (double)cost.most_us / 1000, cost.held);
    guard_destroy(guard);
    return 0;
}
