/* What is stowed of a feed is all of it, and what is taken from bytes is that or nothing. */
#include "content/feed/feed_stow.h"

#include "base/system/file.h"
#include "content/every_member.h"
#include "content/feed/feed_stowed.h"
#include "content/feed_words.h"
#include "content/parsed.h"

#include <glob.h>
#include <stdlib.h>

/* What every_member.h leaves out: numbers, switches, extensions, windows of several. */
static const char others[] =
    "{\"lobbycard\":1,\"serial\":9007199254740991,\"hotlines\":[{\"label\":\"总机\",\"numbers\":"
    "\"023-65763111 转 8001、8002\",\"show\":{\"priority\":7,\"weight\":3,\"screens\":[\"a\",\"!b\"],"
    "\"windows\":[{\"hours\":\"08:00-09:00\"},{\"days\":\"Sun\"}]}}],\"items\":["
    "{\"kind\":\"picture\",\"image\":\"a.png\",\"fit\":\"contain\",\"focus\":[0.1,0.9]},"
    "{\"kind\":\"agenda\",\"title\":\"晚会\",\"rows\":[{\"time\":\"19:00\",\"title\":\"开场\"},"
    "{\"time\":\"20:00-21:30\",\"title\":\"合唱\"}]},"
    "{\"kind\":\"table\",\"title\":\"班车\",\"columns\":[{\"label\":\"开\",\"type\":\"departure\"},"
    "{\"label\":\"站\",\"weight\":4}],\"rows\":[{\"cells\":[\"07:30\",\"南门\"]}]},"
    "{\"kind\":\"alert\",\"title\":\"演习\",\"banner\":true,\"test\":true,\"clear\":true,"
    "\"show\":{\"from\":\"2026-11-01T08:00:00+08:00\",\"until\":\"2026-11-01T20:00:00+08:00\"}}]}";

static void assert_same_object(
    const struct stowed_object *of, const char *one, const char *other, bool is_document);

static void assert_same_list(
    const struct stowed_member *member, const char *one, const char *other)
{
    const char *left, *right;
    size_t count, same;
    memcpy(&left, one + member->offset, sizeof left);
    memcpy(&right, other + member->offset, sizeof right);
    memcpy(&count, one + member->size, sizeof count);
    memcpy(&same, other + member->size, sizeof same);
    assert_int_equal(count, same);
    for (size_t i = 0; i < count; i++) {
        if (member->how == STOW_TEXTS) {
            assert_string_equal(
                ((const char *const *)left)[i], ((const char *const *)right)[i]);
        } else {
            size_t at = i * member->of->size;
            assert_same_object(member->of, left + at, right + at, false);
        }
    }
}

/* Every byte of the struct: those of no member are the same as well, or one was forgotten. */
static void assert_same_object(
    const struct stowed_object *of, const char *one, const char *other, bool is_document)
{
    char *is_known = calloc(1, of->size);
    assert_non_null(is_known);
    for (size_t i = 0; i < of->count; i++) {
        const struct stowed_member *member = &of->members[i];
        size_t at = member->offset, size = sizeof(char *);
        switch (member->how) {
        case STOW_PLAIN:
            size = member->size;
            assert_memory_equal(one + at, other + at, size);
            break;
        case STOW_TEXT:
            assert_string_equal(
                *(const char *const *)(one + at), *(const char *const *)(other + at));
            break;
        case STOW_INSIDE:
            size = member->of->size;
            assert_same_object(member->of, one + at, other + at, false);
            break;
        default:
            memset(is_known + member->size, 1, sizeof(size_t));
            assert_same_list(member, one, other);
        }
        memset(is_known + at, 1, size);
    }
    size_t unknown = 0;
    for (size_t i = 0; i < of->size && !is_document; i++) {
        unknown = is_known[i] ? 0 : unknown + 1;
        assert_true(unknown < sizeof(char *));
        assert_true(is_known[i] || one[i] == other[i]);
    }
    free(is_known);
}

static void stow(const char *json, size_t size, struct bytes *out)
{
    struct error error;
    const struct feed_how how = { PHONE_PLAN_UNSAID, false };
    struct feed *feed = feed_parse(json, size, &how, &error);
    struct bytes again;
    if (!feed) {
        return; /* one of a fuzzer's */
    }
    bytes_init(&again);
    assert_true(feed_stow(feed, out));
    struct stowed from = { out->data, out->data + out->size };
    struct feed *back = feed_unstow(&from);
    assert_non_null(back);
    assert_ptr_equal(from.at, from.end);
    assert_same_object(&feed_stowed, (const char *)feed, (const char *)back, true);
    feed_destroy(feed);
    assert_true(feed_stow(back, &again));
    assert_int_equal(again.size, out->size);
    assert_memory_equal(again.data, out->data, again.size);
    feed_destroy(back);
    bytes_finish(&again);
}

static void test_it_is_all_there(void **state)
{
    static const char *const patterns[] = { TEST_ROOT "/tests/fuzz/corpus/content_feed/*",
        TEST_ROOT "/assets/demo/feed.json", TEST_ROOT "/tests/data/*.json" };
    struct bytes out, json;
    (void)state;
    bytes_init(&out);
    bytes_init(&json);
    stow(document, strlen(document), &out);
    bytes_clear(&out);
    stow(others, strlen(others), &out);
    size_t files = 0;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        glob_t found = { 0 };
        glob(patterns[i], 0, NULL, &found);
        for (size_t k = 0; k < found.gl_pathc; k++, files++) {
            struct error error;
            bytes_clear(&json);
            bytes_clear(&out);
            assert_true(file_read(found.gl_pathv[k], FEED_MAX_BYTES, &json, &error));
            stow(json.data, json.size, &out);
        }
        globfree(&found);
    }
    assert_true(files >= 10);
    bytes_finish(&json);
    bytes_finish(&out);
}

/* In memory of exactly that size, so that the sanitizer sees what is read beyond. */
static bool is_taken(const char *data, size_t size)
{
    char *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, data, size);
    struct stowed from = { copy, copy + size };
    struct feed *feed = feed_unstow(&from);
    struct bytes again;
    bytes_init(&again);
    assert_true(!feed || feed_stow(feed, &again));
    bytes_finish(&again);
    feed_destroy(feed);
    free(copy);
    return feed;
}

static void test_part_of_it_is_nothing(void **state)
{
    struct bytes out;
    (void)state;
    bytes_init(&out);
    stow(document, strlen(document), &out);
    for (size_t size = 0; size < out.size; size++) {
        assert_false(is_taken(out.data, size));
    }
    bytes_finish(&out);
}

/* Whatever the bytes are: it ends, within them. */
static void test_any_bytes_do_no_harm(void **state)
{
    struct bytes out;
    (void)state;
    bytes_init(&out);
    stow(others, strlen(others), &out);
    for (size_t at = 0; at < out.size; at++) {
        for (int bit = 0; bit < 8; bit++) {
            out.data[at] ^= (char)(1 << bit);
            is_taken(out.data, out.size);
            out.data[at] ^= (char)(1 << bit);
        }
    }
    bytes_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_is_all_there),
        cmocka_unit_test(test_part_of_it_is_nothing),
        cmocka_unit_test(test_any_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
