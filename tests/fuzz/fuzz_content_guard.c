/* The input is a recipe: which term of the shipped deny lists, and for each of its characters a
 * disguise and what is slipped in behind it. However it is written, the item with it is held
 * back, and the one beside it is not. What is left of the input is a text and an address as it
 * comes: they only have to be judged. */
#include "base/bytes.h"
#include "content/feed/native/feed_parse.h"
#include "content/guard/guard.h"
#include "content/offers.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Other ways to write a character. */
static const struct {
    const char *plain;
    const char *others[10];
} disguises[] = {
    { "一", { "壹", "①", "1", "１", "⑴", "١", "𝟏", "㊀" } },
    { "三", { "叁", "③", "3", "３", "⒊", "٣", "𝟑", "㊂" } },
    { "四", { "肆", "④", "4", "４", "٤", "㈣", "➃" } },
    { "五", { "伍", "⑤", "5", "５", "५", "𝟧", "❺" } },
    { "六", { "陆", "⑥", "6", "６", "۶", "₆", "⁶" } },
    { "九", { "玖", "⑨", "9", "９", "٩", "𝟗", "㊈", "&#57;" } },
    { "资", { "資", "&#x8D44;" } },
    { "网", { "網", "&#32593;" } },
    { "码", { "碼" } },
    { "开", { "開" } },
    { "奖", { "獎" } },
    { "论", { "論" } },
    { "坛", { "壇" } },
    { "门", { "門" } },
    { "彩", { "&#x5f69;", "&#24425;" } },
    { "a", { "A", "ａ", "Ａ", "а", "𝐚", "á" } },
    { "c", { "C", "ｃ", "с", "ç" } },
    { "e", { "E", "ｅ", "е", "é", "ℯ" } },
    { "i", { "I", "ｉ", "і", "ï" } },
    { "o", { "O", "ｏ", "о", "ο", "ö" } },
    { "s", { "S", "ｓ", "ѕ" } },
    { "n", { "N", "ｎ", "𝗇", "ñ" } },
};

static struct guard *guard;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    struct error error;
    const struct guard_setup setup = { .deny = shipped_lists, .deny_count = SHIPPED_LISTS };
    check(offers_read());
    guard = guard_create(&setup, &error);
    check(guard != NULL && offer_count > 100);
    return 0;
}

struct recipe {
    const uint8_t *data;
    size_t size;
};

static unsigned take(struct recipe *recipe)
{
    if (recipe->size == 0) {
        return 0;
    }
    recipe->size--;
    return *recipe->data++;
}

static const char *disguised(const char *plain, unsigned way)
{
    for (size_t i = 0; i < sizeof disguises / sizeof *disguises; i++) {
        size_t count = 0;
        while (count < 10 && disguises[i].others[count]) {
            count++;
        }
        if (strcmp(disguises[i].plain, plain) == 0 && way % (count + 1) > 0) {
            return disguises[i].others[way % (count + 1) - 1];
        }
    }
    return plain;
}

static void write_term(struct recipe *recipe, struct bytes *out)
{
    unsigned high = take(recipe), low = take(recipe);
    const char *term = offers[(high << 8 | low) % offer_count];
    while (*term) {
        char plain[8] = "";
        size_t length = 1;
        while (((unsigned char)term[length] & 0xC0) == 0x80) {
            length++;
        }
        check(length < sizeof plain);
        memcpy(plain, term, length);
        term += length;
        check(bytes_print(out, "%s", disguised(plain, take(recipe))));
        if (*term) {
            check(bytes_print(out, "%s", slipped_in[take(recipe) % SLIPPED_IN]));
        }
    }
}

static void add_json_string(struct bytes *out, const char *text, size_t size)
{
    check(bytes_append(out, "\"", 1));
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        bool plain = c >= 0x20 && c != '"' && c != '\\' && c != 0x7F;
        check(
            plain ? bytes_append(out, text + i, 1) : bytes_print(out, "\\u%04x", c ? c : ' '));
    }
    check(bytes_append(out, "\"", 1));
}

static void add_item(
    struct bytes *json, const char *id, const char *member, const char *text, size_t size)
{
    check(bytes_print(json, "%s{\"kind\":\"notice\",\"id\":\"%s\",\"%s\":",
        json->data[json->size - 1] == '[' ? "" : ",", id, member));
    add_json_string(json, text, size);
    check(bytes_append(json, "}", 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char harmless[] = "图书馆周末开放时间";
    struct recipe recipe = { data, size };
    struct bytes poisoned, json;
    struct error error = { "" };
    bool found = false;
    bytes_init(&poisoned);
    bytes_init(&json);
    check(bytes_print(&poisoned, "%s", take(&recipe) % 2 ? "通知：" : ""));
    write_term(&recipe, &poisoned);
    check(bytes_print(&json, "{\"lobbycard\":1,\"items\":["));
    add_item(&json, "good", "title", harmless, sizeof harmless - 1);
    add_item(&json, "bad", recipe.size % 2 ? "title" : "text", poisoned.data, poisoned.size);
    add_item(&json, "any", "text", (const char *)recipe.data, recipe.size);
    add_item(&json, "leads", "url", (const char *)recipe.data, recipe.size);
    check(bytes_print(&json, "]}"));
    struct feed *feed = feed_parse(
        json.data, json.size, &(struct feed_how) { PHONE_PLAN_UNSAID, false }, &error);
    if (feed) { /* the rest may be no UTF-8: then there is nothing to judge */
        check(guard_apply(guard, feed, "https://jw.example.org/f.json", &error));
        for (size_t i = 0; i < feed->item_count; i++) {
            if (strcmp(feed->items[i].id, "bad") == 0) {
                fprintf(stderr, "passed the guard: %s\n", poisoned.data);
                abort();
            }
            found = found || strcmp(feed->items[i].id, "good") == 0;
        }
        check(found);
    }
    feed_destroy(feed);
    bytes_finish(&json);
    bytes_finish(&poisoned);
    return 0;
}
