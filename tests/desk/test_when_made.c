/* Sentences made by chance, with what they mean; with words in them that mean nothing, and with
 * slips of the pen. */
#include "chance.h"
#include "desk/made.h"
#include "desk/sentences.h"

static void test_made(void **state)
{
    (void)state;
    int wrong = 0;
    chance_begin(2026);
    made_seed(2026);
    for (int i = 0; i < (IS_SANITIZED ? 4000 : 10000) && wrong < 20; i++) {
        char sentence[LINE];
        struct arena arena;
        struct made made;
        struct when when;
        struct error error = { 0 };
        struct bytes is, meant;
        arena_init(&arena);
        bytes_init(&is);
        bytes_init(&meant);
        made_begin(&made, &arena, sentence);
        struct when_context context = context_in(&arena, made.is_chinese, made.now_ms);
        if (!when_read(&context, sentence, &when, &error) || !when_is_same(&when, &made.when)) {
            tell(&when, &is);
            tell(&made.when, &meant);
            print_error("%s\n  is    %s\n  meant %s\n", sentence,
                *error.text ? error.text
                : is.data   ? is.data
                            : "",
                meant.data ? meant.data : "");
            wrong++;
        } else {
            wrong += check_said(&context, &when, sentence);
        }
        bytes_finish(&is);
        bytes_finish(&meant);
        arena_finish(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* A valid sentence with a word in it that says nothing, or says something else: it is refused,
 * and the word is named. */
static void test_foreign_words(void **state)
{
    (void)state;
    static const char *const foreign[] = { "体育馆", "体育馆屏", "雨天", "大概", "开会时",
        "gym", "gym screens", "maybe", "if it rains", "国庆期间", "每隔一天", "一食堂",
        "上周五", "左右", "昨天", "nowhere" };
    int wrong = 0;
    chance_begin(31);
    made_seed(31);
    for (int i = 0; i < (IS_SANITIZED ? 2000 : 5000) && wrong < 20; i++) {
        char sentence[LINE], spoilt[LINE * 2];
        struct arena arena;
        struct made made;
        struct when when;
        struct error error = { 0 };
        arena_init(&arena);
        made_begin(&made, &arena, sentence);
        const char *word = foreign[chance(16)], *comma = strpbrk(sentence, ", ");
        switch (chance(3)) {
        case 0:
            sprintf(spoilt, "%s%s%s", word, PICK("，", ", ", " "), sentence);
            break;
        case 1:
            sentence[strlen(sentence) - (strstr(sentence, "。") ? 3 : 0)] = '\0';
            sprintf(spoilt, "%s%s%s", sentence, PICK("，", ", ", " "), word);
            break;
        default:
            sprintf(spoilt, "%.*s, %s%s", (int)(comma ? comma - sentence : 0), sentence, word,
                comma ? comma : ", tomorrow");
        }
        struct when_context context = context_in(&arena, made.is_chinese, made.now_ms);
        if (when_read(&context, spoilt, &when, &error)) {
            print_error("understood: %s\n", spoilt);
            wrong++;
        }
        arena_finish(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* A letter left out, put twice or moved: refused, or what is said of it is read as the same.
 * Backwards and twice: refused. */
static void test_slips(void **state)
{
    (void)state;
    int wrong = 0, read = 0;
    chance_begin(77);
    made_seed(77);
    for (int i = 0; i < (IS_SANITIZED ? 4000 : 10000) && wrong < 20; i++) {
        char sentence[LINE], slip[LINE * 2];
        struct arena arena;
        struct made made;
        struct when when;
        struct error error = { 0 };
        arena_init(&arena);
        made_begin(&made, &arena, sentence);
        size_t length = strlen(sentence), at = (size_t)chance((int)length), size = 1;
        for (; at > 0 && ((unsigned char)sentence[at] & 0xC0) == 0x80; at--) {
        }
        for (; ((unsigned char)sentence[at + size] & 0xC0) == 0x80; size++) {
        }
        bool is_twice = chance(3) == 0;
        sprintf(slip, "%.*s%s", (int)(at + (is_twice ? size : 0)), sentence,
            sentence + at + (is_twice ? 0 : size));
        struct when_context context = context_in(&arena, made.is_chinese, made.now_ms);
        if (when_read(&context, slip, &when, &error)) {
            read++;
            wrong += check_said(&context, &when, slip);
        } else if (!*error.text) {
            print_error("refused without a reason: %s\n", slip);
            wrong++;
        }
        struct when_range {
            char first[80], last[80];
        } range;
        int64_t day = made.today + 2 + chance(30);
        made_day(&made, day, range.first);
        made_day(&made, day - 1 - chance((int)(day - made.today)), range.last);
        sprintf(slip, "%s%s%s", range.first, made.is_chinese ? "到" : " to ", range.last);
        if (when_read(&context, slip, &when, &error)) {
            print_error("backwards: %s\n", slip);
            wrong++;
        }
        sprintf(slip, "%s %d:%02d", range.first, chance(24), chance(60));
        if (when_read(&context, slip, &when, &error)) {
            print_error("begins and never goes: %s\n", slip);
            wrong++;
        }
        sprintf(slip, "%s, %s", range.first, range.last);
        if (when_read(&context, slip, &when, &error)) {
            print_error("twice: %s\n", slip);
            wrong++;
        }
        arena_finish(&arena);
    }
    assert_true(read > 300);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_made),
        cmocka_unit_test(test_foreign_words), cmocka_unit_test(test_slips) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
