/* The tables of the shipped lists that are made with the program are what reading the lists
 * comes to, and only unchanged lists are not read. */
#include "base/bytes.h"
#include "base/system/file.h"
#include "content/guard/words/words.h"
#include "content/guard/words/words_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { LIST_MAX_BYTES = 1024 * 1024, LISTS = 7, GIVEN = 3 };

static const char *const lists[LISTS] = { "gambling.txt", "lottery.txt", "fraud.txt",
    "marks.txt", "spoken.txt", "tone.txt", "alike.txt" };

static char folder[] = "/tmp/lobbycard-test-made-XXXXXX";
static char paths[LISTS][80];
static const char *given[GIVEN] = { paths[0], paths[1], paths[2] };
static struct text_folder *text_folder;

/* Copies the shipped lists, with something at the end of that one. */
static void copy_lists(size_t changed, const char *added)
{
    for (size_t i = 0; i < LISTS; i++) {
        char path[400];
        struct bytes text;
        struct error error;
        bytes_init(&text);
        snprintf(path, sizeof path, "%s/config/guard/%s", TEST_ROOT, lists[i]);
        assert_true(file_read(path, LIST_MAX_BYTES, &text, &error));
        assert_true(i != changed || bytes_append(&text, added, strlen(added)));
        FILE *copy = fopen(paths[i], "w");
        assert_non_null(copy);
        assert_int_equal(fwrite(text.data, 1, text.size, copy), text.size);
        assert_int_equal(fclose(copy), 0);
        bytes_finish(&text);
    }
}

static int set_up(void **state)
{
    (void)state;
    struct error error;
    if (!mkdtemp(folder)) {
        return -1;
    }
    for (size_t i = 0; i < LISTS; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/%s", folder, lists[i]);
    }
    text_folder = text_folder_create(&error);
    return text_folder ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < LISTS; i++) {
        unlink(paths[i]);
    }
    text_folder_destroy(text_folder);
    return rmdir(folder);
}

static struct words *create(const char *const *wanted, size_t count)
{
    struct error error = { "" };
    struct words *words = words_create(text_folder, wanted, count, &error);
    if (!words) {
        fail_msg("%s", error.text);
    }
    return words;
}

static void assert_same_phrases(const struct phrases *read, const struct phrases *made)
{
    assert_int_equal(read->node_count, made->node_count);
    assert_int_equal(read->output_count, made->output_count);
    assert_int_equal(read->edge_capacity, made->edge_capacity);
    assert_int_equal(read->longest, made->longest);
    assert_memory_equal(read->nodes, made->nodes, read->node_count * sizeof *read->nodes);
    assert_memory_equal(
        read->outputs, made->outputs, read->output_count * sizeof *read->outputs);
    assert_memory_equal(read->edges, made->edges, read->edge_capacity * sizeof *read->edges);
    assert_memory_equal(read->firsts, made->firsts, sizeof read->firsts);
    assert_memory_equal(read->wholes, made->wholes, sizeof read->wholes);
    assert_memory_equal(read->pairs, made->pairs, sizeof read->pairs);
    assert_memory_equal(read->threes, made->threes, sizeof read->threes);
}

static void assert_same_rule(const struct rule *read, const struct rule *made)
{
    assert_int_equal(read->text, made->text);
    assert_int_equal(read->letters, made->letters);
    assert_int_equal(read->line, made->line);
    assert_int_equal(read->list, made->list);
    assert_int_equal(read->kind, made->kind);
    assert_int_equal(read->trait, made->trait);
    assert_int_equal(read->weight, made->weight);
    assert_int_equal(read->count, made->count);
    assert_int_equal(read->is_latin, made->is_latin);
    assert_int_equal(read->is_ascii, made->is_ascii);
}

static void assert_same_alike(const struct alike *read, const struct alike *made)
{
    assert_int_equal(read->capacity, made->capacity);
    assert_int_equal(read->part_count, made->part_count);
    assert_memory_equal(read->some, made->some, sizeof read->some);
    for (size_t i = 0; i < read->capacity; i++) {
        const struct alike_entry *a = &read->entries[i], *b = &made->entries[i];
        assert_int_equal(a->character, b->character);
        assert_int_equal(a->stands_for, b->stands_for);
        assert_int_equal(a->role, b->role);
        assert_int_equal(a->is_rare, b->is_rare);
        assert_int_equal(a->part, b->part);
    }
    for (size_t i = 0; i < read->part_count; i++) {
        assert_int_equal(read->parts[i].first, made->parts[i].first);
        assert_int_equal(read->parts[i].stands_for, made->parts[i].stands_for);
        assert_int_equal(read->parts[i].next, made->parts[i].next);
    }
}

/* A comment at its end changes a list, and none of its rules. */
static void test_same_as_read(void **state)
{
    (void)state;
    copy_lists(0, "# nothing\n");
    struct words *words = create(given, GIVEN);
    assert_ptr_equal(words->tables, &words->own);
    const struct word_tables *read = words->tables, *made = made_words.tables;
    assert_int_equal(read->rules.count, made->rules.count);
    assert_int_equal(read->rules.name_count, made->rules.name_count);
    assert_int_equal(read->rules.texts.size, made->rules.texts.size);
    assert_int_equal(read->rules.letter_count, made->rules.letter_count);
    assert_memory_equal(read->rules.texts.data, made->rules.texts.data, read->rules.texts.size);
    assert_memory_equal(read->rules.letters, made->rules.letters,
        read->rules.letter_count * sizeof *read->rules.letters);
    assert_memory_equal(read->rules.limits, made->rules.limits, sizeof read->rules.limits);
    assert_memory_equal(read->traits, made->traits, sizeof read->traits);
    for (size_t i = 0; i < read->rules.count; i++) {
        assert_same_rule(&read->rules.list[i], &made->rules.list[i]);
    }
    for (size_t i = 0; i < read->rules.name_count; i++) {
        assert_string_equal(read->rules.names[i], made->rules.names[i]);
    }
    assert_same_alike(&read->rules.alike, &made->rules.alike);
    assert_int_equal(read->rules.tone.capacity, made->rules.tone.capacity);
    assert_memory_equal(read->rules.tone.pairs, made->rules.tone.pairs,
        read->rules.tone.capacity * sizeof *read->rules.tone.pairs);
    assert_same_phrases(&read->shapes, &made->shapes);
    assert_same_phrases(&read->sounds, &made->sounds);
    words_destroy(words);
}

static void test_unchanged_is_not_read(void **state)
{
    (void)state;
    copy_lists(LISTS, "");
    struct words *words = create(given, GIVEN);
    assert_ptr_equal(words->tables, made_words.tables);
    words_destroy(words);
    const char *shipped[GIVEN] = { TEST_ROOT "/config/guard/gambling.txt",
        TEST_ROOT "/config/guard/lottery.txt", TEST_ROOT "/config/guard/fraud.txt" };
    words = create(shipped, GIVEN);
    assert_ptr_equal(words->tables, made_words.tables);
    words_destroy(words);
}

/* In whichever of them something changes, included ones too. */
static void test_changed_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < LISTS; i++) {
        const char *text = "白名单之外的词";
        struct words_texts texts = { .list = &text, .count = 1 };
        struct arena scratch;
        struct error why;
        copy_lists(i, "白名单之外的词\n");
        struct words *words = create(given, GIVEN);
        arena_init(&scratch);
        assert_false(words_allow(words, &scratch, &texts, &why));
        arena_finish(&scratch);
        words_destroy(words);
    }
}

static struct digest digest_of_lists(void)
{
    struct digest digest = digest_start;
    struct words *words = create(given, GIVEN);
    words_digest(words, &digest);
    words_destroy(words);
    return digest;
}

/* What was judged by some lists was not by others, whichever of them changed. */
static void test_other_lists_are_told_apart(void **state)
{
    struct digest digests[LISTS + 2];
    (void)state;
    for (size_t i = 0; i <= LISTS; i++) {
        copy_lists(i, "白名单之外的词\n");
        digests[i] = digest_of_lists();
        assert_true(digest_same(digests[i], digest_of_lists()));
    }
    copy_lists(0, "白名单之外的字\n");
    digests[LISTS + 1] = digest_of_lists();
    for (size_t i = 0; i < LISTS + 2; i++) {
        for (size_t k = 0; k < i; k++) {
            assert_false(digest_same(digests[i], digests[k]));
        }
    }
}

/* A list that is as long as it was. */
static void test_other_letters_are_read(void **state)
{
    (void)state;
    copy_lists(LISTS, "");
    assert_non_null(made_words_for(given, GIVEN));
    FILE *list = fopen(paths[3], "r+");
    assert_non_null(list);
    assert_int_equal(fputs("#!", list) >= 0, 1);
    assert_int_equal(fclose(list), 0);
    assert_null(made_words_for(given, GIVEN));
}

/* Fewer of them, in another order, or with an own one. */
static void test_others_are_read(void **state)
{
    (void)state;
    copy_lists(LISTS, "");
    const char *fewer[] = { paths[0], paths[1] };
    const char *turned[] = { paths[0], paths[2], paths[1] };
    const char *more[] = { paths[0], paths[1], paths[2], paths[3] };
    assert_null(made_words_for(fewer, 2));
    assert_null(made_words_for(turned, 3));
    assert_null(made_words_for(more, 4));
    assert_null(made_words_for(NULL, 0));
    assert_non_null(made_words_for(given, GIVEN));
}

/* One that another includes is not made up for by what was made of it. */
static void test_missing_is_told(void **state)
{
    (void)state;
    struct error error = { "" };
    copy_lists(LISTS, "");
    assert_int_equal(unlink(paths[LISTS - 1]), 0);
    assert_null(words_create(text_folder, given, GIVEN, &error));
    assert_non_null(strstr(error.text, "marks.txt:"));
    assert_non_null(strstr(error.text, "alike.txt"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_same_as_read),
        cmocka_unit_test(test_unchanged_is_not_read), cmocka_unit_test(test_changed_is_read),
        cmocka_unit_test(test_other_lists_are_told_apart),
        cmocka_unit_test(test_other_letters_are_read), cmocka_unit_test(test_others_are_read),
        cmocka_unit_test(test_missing_is_told) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
