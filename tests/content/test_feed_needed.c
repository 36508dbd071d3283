/* What an object of a feed cannot do without, by the tables. */
#include "content/feed/feed_members.h"

#include "base/bytes.h"
#include "base/system/file.h"
#include "content/every_member.h"
#include "content/parsed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

/* Where the first object lies that has this table, and is an item of this kind; or NULL. */
static cJSON *object_of(
    cJSON *object, const struct feed_object *of, const struct feed_object *wanted, int kind)
{
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(object, "kind"));
    cJSON *found = NULL;
    if (of == wanted && (!name || strcmp(name, item_kind_name((enum item_kind)kind)) == 0)) {
        return object;
    }
    for (size_t i = 0; !found && i < of->count; i++) {
        const struct feed_member *row = &of->members[i];
        cJSON *value = cJSON_GetObjectItem(object, row->name);
        if (row->type == FEED_OBJECT) {
            found = object_of(value, row->of, wanted, kind);
        }
        for (cJSON *one = cJSON_IsArray(value) && row->of ? value->child : NULL; one && !found;
             one = one->next) {
            found = object_of(one, row->of, wanted, kind);
        }
    }
    return found;
}

/* The document without that member, or with null or an empty one in its place: what happens. */
static void look_needed(
    const struct feed_object *of, const struct feed_member *row, int kind, const char *instead)
{
    struct error error = { "" };
    cJSON *json = cJSON_Parse(document);
    cJSON *object = object_of(json, &feed_document, of, kind);
    if (!cJSON_GetObjectItem(object, row->name)) {
        fail_msg("tests/content/every_member.h has no item of kind %s with a \"%s\"",
            item_kind_name((enum item_kind)kind), row->name);
    }
    cJSON_DeleteItemFromObject(object, row->name);
    if (instead) {
        cJSON_AddItemToObject(object, row->name, cJSON_Parse(instead));
    }
    char *text = cJSON_PrintUnformatted(json);
    struct feed *feed =
        feed_parse(text, strlen(text), &(struct feed_how) { PHONE_PLAN_UNSAID, true }, &error);
    if (feed ? feed->held_count != 1 : !strstr(error.text, row->name)) {
        fail_msg("\"%s\" of kind %s is needed, and %s passes", row->name,
            item_kind_name((enum item_kind)kind), instead ? instead : "none");
    }
    feed_destroy(feed);
    free(text);
    cJSON_Delete(json);
}

static int look_for_needed(const struct feed_object *of)
{
    int count = 0;
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *row = &of->members[i];
        count += row->of ? look_for_needed(row->of) : 0;
        assert_true(row->needed == ALWAYS || !row->kinds || !(row->needed & ~row->kinds));
        for (int kind = 0; kind < (of == &feed_item ? ITEM_KIND_COUNT : 1); kind++) {
            if (row->needed & 1u << kind) {
                look_needed(of, row, kind, NULL);
                look_needed(of, row, kind, "null");
                look_needed(of, row, kind, row->type == FEED_LIST ? "[]" : "\"\"");
                count++;
            }
        }
    }
    return count;
}

static void test_what_is_needed_is_asked_for(void **state)
{
    (void)state;
    struct feed *feed = parse(document);
    assert_int_equal(feed->held_count, 0);
    feed_destroy(feed);
    assert_true(look_for_needed(&feed_document) >= 15);
}

static const struct feed_object *table_in(const struct feed_member *row)
{
    return row->type == FEED_SHOW                            ? &feed_show
           : row == feed_member_of(&feed_show, "windows", 0) ? &feed_window
                                                             : row->of;
}

/* Whether an object that has this table, in the value or a list of such, has this member. */
static bool has_row(const cJSON *value, const struct feed_object *of,
    const struct feed_object *wanted, const struct feed_member *member)
{
    bool found = of == wanted && cJSON_HasObjectItem(value, member->name);
    for (const cJSON *one = cJSON_IsArray(value) ? value->child : NULL; one && !found;
         one = one->next) {
        found = has_row(one, of, wanted, member);
    }
    for (size_t i = 0; !found && cJSON_IsObject(value) && i < of->count; i++) {
        const struct feed_object *inside = table_in(&of->members[i]);
        found = inside && has_row(cJSON_GetObjectItem(value, of->members[i].name), inside,
                              wanted, member);
    }
    return found;
}

static int look_for_rows(const cJSON *json, const struct feed_object *of, const char *in)
{
    int count = 0;
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *row = &of->members[i];
        const struct feed_object *inside = table_in(row);
        bool is_bare = row->type == FEED_SWITCH || row->type == FEED_INTEGER;
        if (!is_bare && !has_row(json, &feed_document, of, row)) {
            fail_msg("tests/content/every_member.h has no \"%s\" in %s", row->name, in);
        }
        count += 1 + (inside ? look_for_rows(json, inside, row->name) : 0);
    }
    return count;
}

/* What is no text by its type can be one by the function that reads it (FEED_OWN, FEED_FORM):
 * the tests that put poison into each string of the document see it only where it is there. */
static void test_the_document_has_every_row(void **state)
{
    (void)state;
    cJSON *json = cJSON_Parse(document);
    assert_true(look_for_rows(json, &feed_document, "it") >= 60);
    cJSON_Delete(json);
}

/* The second column of the table of items: "notice, alert", "all", "all but alert". */
static void print_kinds(const struct feed_member *row, struct bytes *out)
{
    unsigned all = (1u << ITEM_KIND_COUNT) - 1, kinds = row->kinds ? row->kinds & all : all;
    bool is_most = row->kinds > all;
    bytes_clear(out);
    assert_true(bytes_print(out, kinds == all ? "all" : is_most ? "all but " : ""));
    for (int kind = 0, count = 0; kind < ITEM_KIND_COUNT && kinds != all; kind++) {
        if (((is_most ? ~kinds : kinds) & 1u << kind)) {
            assert_true(bytes_print(
                out, "%s%s", count++ ? ", " : "", item_kind_name((enum item_kind)kind)));
        }
    }
}

static void test_the_docs_say_so(void **state)
{
    (void)state;
    struct bytes docs, kinds, wanted;
    struct error error = { "" };
    bytes_init(&docs);
    bytes_init(&kinds);
    bytes_init(&wanted);
    assert_true(file_read(TEST_ROOT "/docs/feed.md", 1 << 20, &docs, &error));
    char *table = strstr(docs.data, "\n| member | kinds | is |\n");
    assert_non_null(table);
    *strstr(table, "\n\n") = '\0';
    for (size_t i = 1; i < feed_item.count; i++) { /* `id` is of all that have none, too */
        const struct feed_member *row = &feed_item.members[i];
        print_kinds(row, &kinds);
        bytes_clear(&wanted);
        assert_true(bytes_print(&wanted, "\n| `%s` | %s | ", row->name, kinds.data));
        char *line = strstr(table, wanted.data);
        if (!line) {
            fail_msg("docs/feed.md has no line%s", wanted.data);
        }
        char *end = strchrnul(line + 1, '\n'), last = *end;
        *end = '\0';
        if (!strstr(line, "required") != !row->needed) {
            fail_msg("docs/feed.md: is it required?%s", line);
        }
        *end = last;
    }
    const char *kind_line = strstr(table, "\n| `kind` |");
    for (int kind = 0; kind < ITEM_KIND_COUNT; kind++) {
        const char *name = item_kind_name((enum item_kind)kind);
        if (!memmem(kind_line, strcspn(kind_line + 1, "\n"), name, strlen(name))) {
            fail_msg("docs/feed.md does not name the kind %s", name);
        }
    }
    bytes_finish(&wanted);
    bytes_finish(&kinds);
    bytes_finish(&docs);
}

/* The line that lists the kinds, on both pages for editors. */
static void test_editors_are_told_each_kind(void **state)
{
    (void)state;
    static const char *const pages[][2] = { { "docs/editors.md", " (`kind`): " },
        { "docs/editors.zh-CN.md", "（`kind`）：" } };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct bytes page;
        struct error error = { "" };
        char path[1024], quoted[64];
        bytes_init(&page);
        snprintf(path, sizeof path, "%s/%s", TEST_ROOT, pages[i][0]);
        assert_true(file_read(path, 1 << 20, &page, &error));
        char *line = strstr(page.data, pages[i][1]);
        assert_non_null(line);
        *strchrnul(line, '\n') = '\0';
        for (int kind = 0; kind < ITEM_KIND_COUNT; kind++) {
            snprintf(quoted, sizeof quoted, "`%s`", item_kind_name((enum item_kind)kind));
            if (!strstr(line, quoted)) {
                fail_msg("%s does not name the kind %s in its line of kinds:%s", pages[i][0],
                    quoted, line);
            }
        }
        bytes_finish(&page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_needed_is_asked_for),
        cmocka_unit_test(test_the_document_has_every_row),
        cmocka_unit_test(test_the_docs_say_so),
        cmocka_unit_test(test_editors_are_told_each_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
