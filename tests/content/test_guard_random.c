/* Random texts of what the lists are made of: pieces of phrases, sounds, figures, signs and
 * whatever stands between. Whatever was judged before, a text is judged as it is alone, and
 * twice as once. LOBBYCARD_SEED makes a run again. */
#include "base/utf8.h"
#include "chance.h"
#include "content/guard/words/words.h"
#include "content/guard/words/words_private.h"
#include "content/offers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { USUAL = 1500, LONG = 200000, TEXT_MAX = 9000, WHY_ROOM = 600 };

static const char *const between[] = { "", "", "", "", " ", "  ", "，", "。", "、", "·", "|",
    "-", "_", "*", "“", "”", "《", "》", "(", "+", "@", ".", "点", "一", "—", "々", "\u200b",
    "\u0301", "\u0301\u0302\u0303\u0304\u0305", "\\u516d", "%E5%85%AD", "\\n", "%E5", "\\u",
    "www.", ".com", "V", "x", "🐎", "🅲", "ー", "贝者", "\xEF\xBF\xBD" };

static struct text_folder *folder;
static struct words *words;

static int set_up(void **state)
{
    (void)state;
    struct error error = { "" };
    folder = text_folder_create(&error);
    words = folder ? words_create(folder, shipped_lists, SHIPPED_LISTS, &error) : NULL;
    return words ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    words_destroy(words);
    text_folder_destroy(folder);
    return 0;
}

static const struct rule *any_rule(void)
{
    const struct rules *rules = &words->tables->rules;
    return &rules->list[chance((int)rules->count)];
}

static void put_letter(struct bytes *text, uint32_t letter)
{
    const char *sound;
    char encoded[5] = "";
    size_t length = 0;
    uint32_t number = sound_table_number(words->sound_table, letter);
    letter = letter ? letter : (uint32_t)('0' + chance(10));
    if (number && chance(12) == 0) {
        length = sound_table_letters(number, &sound);
    } else {
        sound = encoded;
        length = utf8_encode(letter, encoded);
    }
    assert_true(bytes_append(text, sound, length));
}

/* A phrase as it is written, or its letters, or some of them. */
static void put_phrase(struct bytes *text, const struct rule *rule)
{
    const struct rules *rules = &words->tables->rules;
    const uint32_t *letters = rule_letters(rules, rule);
    int how = chance(4);
    if (how == 0) {
        assert_true(bytes_print(text, "%s", rule_text(rules, rule)));
    }
    for (int i = 0; how > 0 && !rule->trait && i < rule->count; i++) {
        if (how < 3 || chance(3)) {
            put_letter(text, letters[i]);
        }
        if (how == 2 && chance(3) == 0) {
            assert_true(bytes_print(
                text, "%s", between[chance((int)(sizeof between / sizeof *between))]));
        }
    }
}

static void put_text(struct bytes *text)
{
    size_t wanted = (size_t)(chance(20) ? chance(200) : chance(TEXT_MAX)) + 1;
    const struct rule *again = any_rule();
    bool is_one = chance(8) == 0;
    while (text->size < wanted) {
        put_phrase(text, is_one ? again : any_rule());
        assert_true(
            bytes_print(text, "%s", between[chance((int)(sizeof between / sizeof *between))]));
        if (chance(6) == 0) {
            put_letter(text, (uint32_t)(0x4E00 + chance(0x5200)));
        }
    }
}

static bool judge(const char *const *list, size_t count, char why[WHY_ROOM])
{
    struct words_texts texts = { .list = list, .count = count };
    struct arena scratch;
    struct error error = { "" };
    arena_init(&scratch);
    bool fine = words_allow(words, &scratch, &texts, &error);
    snprintf(why, WHY_ROOM, "%s", fine ? "" : error.text);
    assert_true(fine || (*why && texts.at < count));
    arena_finish(&scratch);
    return fine;
}

static void test_random_texts(void **state)
{
    (void)state;
    long many = how_many(USUAL, LONG), held = 0;
    chance_begin(20261129);
    for (long i = 0; i < many; i++) {
        struct bytes texts[3];
        const char *list[3];
        char first[WHY_ROOM], second[WHY_ROOM], others[WHY_ROOM];
        for (int j = 0; j < 3; j++) {
            bytes_init(&texts[j]);
            put_text(&texts[j]);
            list[j] = texts[j].data;
        }
        size_t count = (size_t)chance(3) + 1;
        bool fine = judge(list, count, first);
        judge(list + 2, 1, others);
        assert_int_equal(judge(list, count, second), fine);
        assert_string_equal(first, second);
        held += !fine;
        for (int j = 0; j < 3; j++) {
            bytes_finish(&texts[j]);
        }
    }
    printf("%ld of %ld held\n", held, many);
    assert_true(held > 0 && held < many);
}

/* 六合-彩: a dash reads as 一 as well, and 六合一 is a name. What is markup the gate undoes
 * before texts are judged. */
static void test_anything_within_an_offer(void **state)
{
    (void)state;
    char text[200], why[WHY_ROOM];
    const char *list[] = { text };
    size_t passed = 0;
    assert_true(offers_read());
    for (size_t i = 0; i < offer_count; i += IS_SANITIZED ? 8 : 1) {
        const char *offer = offers[i];
        size_t size = strlen(offer), at = 0;
        while (utf8_next(offer, size, &at) && at < size) {
            for (size_t j = 0; j < SLIPPED_IN; j++) {
                if (strpbrk(slipped_in[j], "<&")) {
                    continue;
                }
                snprintf(
                    text, sizeof text, "%.*s%s%s", (int)at, offer, slipped_in[j], offer + at);
                bool fine = judge(list, 1, why);
                passed += fine;
                if (fine) {
                    printf("passed: %s\n", text);
                }
            }
        }
    }
    assert_int_equal(passed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_random_texts),
        cmocka_unit_test(test_anything_within_an_offer) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
