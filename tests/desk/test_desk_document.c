/* Canonical JSON, composing, and what a difference says. */
#include "chance.h"
#include "command/desk/document/canonical.h"
#include "command/desk/document/compose.h"
#include "command/desk/document/difference.h"
#include "content/json/json_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text, *canonical;
} forms[] = {
    { "{\"b\": 1, \"a\" : [ true, null , \"x\" ] }", "{\"a\":[true,null,\"x\"],\"b\":1}" },
    { "{\"\\u4e2d\": \"\\u6587\"}", "{\"中\":\"文\"}" },
    { "{\"n\": 12345678901234567890}", "{\"n\":12345678901234567890}" },
    { " \"a\\/b\" ", "\"a/b\"" },
    { "{}", "{}" },
    { "[[], {}]", "[[],{}]" },
    { "{\"a\": 1, \"a\": 2}", NULL },
    { "{\"a\": }", NULL },
};

static void test_canonical(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct bytes out;
        struct error error = { 0 };
        bytes_init(&out);
        bool done = canonical_text(forms[i].text, strlen(forms[i].text), &out, &error);
        assert_int_equal(done, forms[i].canonical != NULL);
        if (done) {
            assert_string_equal(out.data, forms[i].canonical);
        } else {
            assert_true(*error.text);
        }
        bytes_finish(&out);
    }
}

static void test_hash(void **state)
{
    (void)state;
    struct bytes a, b;
    char one[CANONICAL_HASH_BYTES], two[CANONICAL_HASH_BYTES];
    bytes_init(&a);
    bytes_init(&b);
    assert_true(canonical_text("{\"a\":1,\"b\":2}", 13, &a, NULL));
    assert_true(canonical_text("{ \"b\":2, \"a\":1 }", 16, &b, NULL));
    canonical_hash(&a, one);
    canonical_hash(&b, two);
    assert_string_equal(one, two);
    /* sha256sum of the eleven characters */
    bytes_clear(&a);
    assert_true(bytes_append(&a, "hello world", 11));
    canonical_hash(&a, one);
    assert_string_equal(
        one, "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
    bytes_finish(&a);
    bytes_finish(&b);
}

static const char published[] =
    "{\n  \"lobbycard\": 1, \"serial\": 7, \"issued\": \"2026-01-01T00:00:00Z\",\n"
    "  \"x-ours\": {\"n\": 12345678901234567890, \"f\": 1.50},\n"
    "  \"site\": {\"name\": \"云山\", \"x\": 1},\n"
    "  \"items\": [ {\"id\":\"a\",\"kind\":\"notice\",\"title\":\"A\",\"x-m\":1.0},\n"
    "     {\"kind\": \"notice\", \"title\": \"no id\"},\n"
    "     {\"id\":\"b\", \"kind\":\"notice\", \"title\":\"B\"},\n"
    "     {\"id\":\"b\", \"kind\":\"notice\", \"title\":\"second B\"} ],\n"
    "  \"links\": []\n}";

static char *compose(const struct compose_part *parts, size_t count)
{
    struct bytes feed = { (char *)published, sizeof published - 1, 0 }, out;
    struct error error = { 0 };
    struct compose_wish wish = { .feed = &feed,
        .parts = parts,
        .part_count = count,
        .serial = 8,
        .issued = "2026-02-02T00:00:00Z" };
    bytes_init(&out);
    if (!compose_feed(&wish, &out, &error)) {
        fail_msg("%s", error.text);
    }
    return out.data;
}

static void test_compose(void **state)
{
    (void)state;
    const struct compose_part parts[] = { { "i-b", "{\"id\":\"b\",\"new\":1}" },
        { "i-a", NULL }, { "i-c", "{\"id\":\"c\"}" }, { "links", NULL },
        { "hotlines", "[{\"label\":\"L\"}]" } };
    char *out = compose(parts, 5);
    assert_string_equal(out,
        "{\n  \"lobbycard\": 1,\n  \"serial\": 8,\n  \"issued\": \"2026-02-02T00:00:00Z\",\n"
        "  \"x-ours\": {\"n\": 12345678901234567890, \"f\": 1.50},\n"
        "  \"site\": {\"name\": \"云山\", \"x\": 1},\n"
        "  \"items\": [\n    {\"kind\": \"notice\", \"title\": \"no id\"},\n"
        "    {\"id\":\"b\",\"new\":1},\n"
        "    {\"id\":\"b\", \"kind\":\"notice\", \"title\":\"second B\"},\n"
        "    {\"id\":\"c\"}\n  ],\n"
        "  \"hotlines\": [{\"label\":\"L\"}]\n}\n");
    free(out);
    out = compose(NULL, 0);
    assert_non_null(strstr(out, "\"title\":\"A\",\"x-m\":1.0}"));
    assert_non_null(strstr(out, "\"links\": []"));
    free(out);
}

static void test_compose_first(void **state)
{
    (void)state;
    struct bytes none, out;
    bytes_init(&none);
    bytes_init(&out);
    const struct compose_part parts[] = { { "site", "{\"name\":\"N\"}" } };
    struct compose_wish wish = { &none, parts, 1, 1, "2026-02-02T00:00:00Z", NULL };
    assert_true(compose_feed(&wish, &out, NULL));
    assert_string_equal(out.data,
        "{\n  \"lobbycard\": 1,\n  \"serial\": 1,\n  \"issued\": \"2026-02-02T00:00:00Z\",\n"
        "  \"site\": {\"name\":\"N\"},\n  \"items\": []\n}\n");
    bytes_clear(&none);
    struct error error = { 0 };
    assert_true(bytes_append(&none, "{\"a\": 1}", 8));
    assert_false(compose_feed(&wish, &out, &error));
    assert_string_equal(error.text, "not a feed of this format");
    bytes_finish(&none);
    bytes_finish(&out);
}

static const struct {
    const char *before, *after, *rows;
} differences[] = {
    { "{\"a\":1}", "{\"a\":1}", "[]" },
    { "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", "[]" },
    { "{\"title\":\"停水通知\"}", "{\"title\":\"停电通知\"}",
        "[\n{\"pointer\": \"/title\", \"label\": \"标题\", \"before\": \"停水通知\", \"after\": "
        "\"停电通知\", \"spans\": [{\"kind\": \"same\", \"text\": \"停\"}, {\"kind\": \"before\", "
        "\"text\": \"水\"}, {\"kind\": \"after\", \"text\": \"电\"}, {\"kind\": \"same\", "
        "\"text\": \"通知\"}]}]" },
    { "{\"body\":[{\"text\":\"a\"},{\"text\":\"b\"}]}",
        "{\"body\":[{\"text\":\"new\"},{\"text\":\"a\"},{\"text\":\"b\"}]}",
        "[\n{\"pointer\": \"/body/0\", \"label\": \"正文段落 1\", \"before\": null, \"after\": "
        "\"{\\\"text\\\":\\\"new\\\"}\"}]" },
    { "{\"show\":{\"until\":\"2026-01-01\"}}", "{}",
        "[\n{\"pointer\": \"/show\", \"label\": \"时间与屏幕\", \"before\": "
        "\"{\\\"until\\\":\\\"2026-01-01\\\"}\", \"after\": null}]" },
    { "{\"a/b~\":1}", "{\"a/b~\":2}",
        "[\n{\"pointer\": \"/a~1b~0\", \"label\": \"a/b~\", \"before\": \"1\", \"after\": "
        "\"2\"}]" },
    { NULL, "{\"a\":1}",
        "[\n{\"pointer\": \"\", \"label\": \"\", \"before\": null, \"after\": "
        "\"{\\\"a\\\":1}\"}]" },
    { NULL, NULL, "[]" },
};

static void test_difference(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++) {
        struct difference_wish wish = { differences[i].before, differences[i].after, true };
        struct bytes out;
        struct error error = { 0 };
        bytes_init(&out);
        assert_true(difference_print(&wish, &out, &error));
        assert_string_equal(out.data, differences[i].rows);
        bytes_finish(&out);
    }
}

/* The spans of texts made by chance spell both of them. */
static void spell(const struct json_tree *tree, const char *without, struct bytes *out)
{
    const struct json_node *row = tree->root->child;
    const struct json_node *spans = json_tree_member(tree, row, "spans");
    for (const struct json_node *at = spans ? spans->child : NULL; at; at = at->next) {
        const char *kind = json_tree_string(tree, json_tree_member(tree, at, "kind"));
        const char *text = json_tree_string(tree, json_tree_member(tree, at, "text"));
        if (strcmp(kind, without) != 0) {
            assert_true(bytes_append(out, text, strlen(text)));
        }
    }
}

static void make_text(char *out)
{
    static const char *const letters[] = { "a", "b", "停", "水", "é", "é", "🙂", "，" };
    *out = '\0';
    for (int i = 1 + chance(12); i > 0; i--) {
        strcat(out, letters[chance(8)]);
    }
}

static void test_spans_spell_both(void **state)
{
    (void)state;
    chance_begin(20261130);
    for (int i = 0; i < 3000; i++) {
        char a[100], b[100], before[120], after[120];
        make_text(a);
        make_text(b);
        if (strcmp(a, b) == 0) {
            continue;
        }
        snprintf(before, sizeof before, "\"%s\"", a);
        snprintf(after, sizeof after, "\"%s\"", b);
        struct difference_wish wish = { before, after, false };
        struct bytes out, spelt;
        struct arena arena;
        struct json_tree tree;
        struct error error = { 0 };
        bytes_init(&out);
        bytes_init(&spelt);
        arena_init(&arena);
        assert_true(difference_print(&wish, &out, &error));
        if (!json_scan(out.data, out.size, &json_limits_default, &error)) {
            fail_msg("%s: %s", error.text, out.data);
        }
        assert_true(json_tree_make(&tree, &arena, out.data, out.size));
        spell(&tree, "after", &spelt);
        assert_string_equal(spelt.data, a);
        bytes_clear(&spelt);
        spell(&tree, "before", &spelt);
        assert_string_equal(spelt.data, b);
        arena_finish(&arena);
        bytes_finish(&out);
        bytes_finish(&spelt);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_hash), cmocka_unit_test(test_compose),
        cmocka_unit_test(test_compose_first), cmocka_unit_test(test_difference),
        cmocka_unit_test(test_spans_spell_both) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
