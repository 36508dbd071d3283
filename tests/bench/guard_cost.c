/* What judging an item costs: ordinary text, and each offer of the shipped deny lists with each
 * of many signs between its characters; printed for script/bench. */
#include "base/bytes.h"
#include "content/feed/native/feed_parse.h"
#include "content/guard/guard.h"
#include "content/offers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TIMES = 3 };

static const char *const between[] = { "", "·", " ", "*", "—", "\u3000", "\u200b", "\u200d",
    "\u0301", "\ufe0f", "<b>", "&nbsp;", "&amp;zwnj;", "★", "的" };

/* Of this thread's core: what else runs on the machine does not count. */
static int64_t core_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

struct cost {
    int64_t all_us, most_us;
    size_t items, held;
};

static int64_t judge_once(
    const struct guard *guard, const struct bytes *json, struct cost *cost)
{
    struct error error;
    int64_t took_us = 0;
    struct feed *feed = feed_parse(
        json->data, json->size, &(struct feed_how) { PHONE_PLAN_UNSAID, false }, &error);
    if (feed) {
        int64_t started_us = core_us();
        guard_apply(guard, feed, "", &error);
        took_us = core_us() - started_us;
        cost->all_us += took_us;
        cost->items++;
        cost->held += feed->held_count;
    }
    feed_destroy(feed);
    return took_us;
}

/* So many times: the longest item is the one whose shortest time is the longest, because what
 * else runs on the machine makes any of them long by chance. */
static void judge_text(const struct guard *guard, const char *text, struct cost *cost)
{
    int64_t least_us = INT64_MAX;
    struct bytes json;
    bytes_init(&json);
    bytes_print(&json,
        "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"notice\",\"title\":\"通知\","
        "\"text\":\"%s\"}]}",
        text);
    for (int i = 0; i < TIMES; i++) {
        int64_t took_us = judge_once(guard, &json, cost);
        least_us = took_us < least_us ? took_us : least_us;
    }
    cost->most_us = least_us > cost->most_us ? least_us : cost->most_us;
    bytes_finish(&json);
}

/* The first text of a program in which a word may cut another opens ICU's dictionary. */
static void open_dictionary(const struct guard *guard)
{
    static const char text[] =
        "{\"lobbycard\":1,\"items\":[{\"id\":\"a\",\"kind\":\"notice\",\"title\":\"葡京娱乐场\"}]}";
    const struct bytes json = { .data = (char *)text, .size = sizeof text - 1 };
    struct cost cost = { 0 };
    int64_t first_us = judge_once(guard, &json, &cost),
            next_us = judge_once(guard, &json, &cost);
    printf("opening the dictionary of words, once     %6.3f ms\n",
        (double)(first_us - next_us) / 1000);
}

static void judge(
    const struct guard *guard, const char *term, const char *sign, struct cost *cost)
{
    struct bytes text;
    bytes_init(&text);
    while (*term) {
        bytes_append(&text, term, 1);
        term++;
        if (((unsigned char)*term & 0xC0) != 0x80) {
            bytes_print(&text, "%s", sign);
        }
    }
    judge_text(guard, text.data, cost);
    bytes_finish(&text);
}

/* So many sentences of news, with words that lists know and no offer. */
static void judge_ordinary(const struct guard *guard, size_t sentences, struct cost *cost)
{
    static const char sentence[] =
        "本学期第九周，图书馆自习座位预约系统升级，请同学们于周五前登录教务系统官网查询；"
        "保卫处提醒：谨防刷单返利、校园贷等电信诈骗，讲座在二教301举行，咨询电话023-65763111。";
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < sentences; i++) {
        bytes_print(&text, "%s", sentence);
    }
    for (int i = 0; i < 500 / TIMES; i++) {
        judge_text(guard, text.data, cost);
    }
    bytes_finish(&text);
}

static void print(const char *what, const struct cost *cost)
{
    printf("%s, one of %4zu items     %6.3f ms, the longest %6.3f ms (target 0.05 and 1), "
           "%zu held\n",
        what, cost->items, (double)cost->all_us / (double)cost->items / 1000,
        (double)cost->most_us / 1000, cost->held);
}

int main(void)
{
    struct error error = { "" };
    struct cost disguised = { 0 }, lines = { 0 }, pages = { 0 }, stacked = { 0 };
    const struct guard_setup setup = { .deny = shipped_lists, .deny_count = SHIPPED_LISTS };
    int64_t started_us = core_us();
    struct guard *guard = guard_create(&setup, &error);
    int64_t compiled_us = core_us() - started_us;
    if (!guard || !offers_read()) {
        fprintf(stderr, "guard_cost: %s\n", error.text);
        return 1;
    }
    printf("reading the deny lists                    %6.3f ms\n", (double)compiled_us / 1000);
    open_dictionary(guard);
    judge_ordinary(guard, 1, &lines);
    judge_ordinary(guard, 9, &pages);
    for (size_t i = 0; i < offer_count; i++) {
        for (size_t j = 0; j < sizeof between / sizeof *between; j++) {
            judge(guard, offers[i], between[j], &disguised);
        }
        judge(guard, offers[i], "\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308", &stacked);
    }
    print("judging 90 letters of news", &lines);
    print("judging 800 letters of news", &pages);
    print("judging an offer in disguise", &disguised);
    print("judging stacked marks", &stacked);
    guard_destroy(guard);
    return 0;
}
