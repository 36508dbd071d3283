/* config/feed.schema.json, by which an editing program completes and marks a feed while it is
 * written, says what the tables of members say: its structure is made from them here, its words
 * for people (descriptions, snippets, messages) are kept as they stand in the file. With
 * LOBBYCARD_GOLDEN_UPDATE=1 it is written anew. e2e_schema holds it to the reader itself. */
#include "content/schema_made.h"

#include "content/feed/feed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SCHEMA TEST_ROOT "/config/feed.schema.json"

/* Words for people, whose home is the file. */
static const char *const words[] = { "title", "description", "markdownDescription",
    "enumDescriptions", "defaultSnippets", "errorMessage", "patternErrorMessage", "examples" };

/* The words of the file stand beside the structure that was made, where both have the place.
 * In a map of names ("properties") what stands there is no word. */
static void keep_words(cJSON *made, const cJSON *file, bool is_map)
{
    int count = 0, index = 0;
    for (size_t i = sizeof words / sizeof *words; i-- > 0 && !is_map;) {
        const cJSON *kept = cJSON_GetObjectItemCaseSensitive(file, words[i]);
        if (kept && cJSON_IsObject(made)) {
            assert_true(cJSON_InsertItemInArray(made, 0, cJSON_Duplicate(kept, true)));
            count++;
        }
    }
    for (cJSON *each = made->child; each; each = each->next, index++) {
        const cJSON *there = each->string ? cJSON_GetObjectItemCaseSensitive(file, each->string)
                                          : cJSON_GetArrayItem(file, index);
        if (index >= count && there) {
            keep_words(each, there,
                !is_map && each->string && cJSON_IsObject(each) &&
                    (strcmp(each->string, "properties") == 0 ||
                        strcmp(each->string, "definitions") == 0));
        }
    }
}

/* As people read it: indented by spaces. No text has a tab as it is. */
static char *print(const cJSON *schema)
{
    char *text = cJSON_Print(schema);
    assert_non_null(text);
    for (char *at = text; (at = strchr(at, '\t'));) {
        *at = ' ';
    }
    return text;
}

/* Without the end of its last line. */
static char *read_file(void)
{
    char *text = NULL;
    size_t capacity = 0;
    FILE *file = fopen(SCHEMA, "r");
    assert_non_null(file);
    assert_true(getdelim(&text, &capacity, '\0', file) > 0);
    fclose(file);
    size_t size = strlen(text);
    text[size - (text[size - 1] == '\n')] = '\0';
    return text;
}

static cJSON *parse_file(const char *text)
{
    cJSON *file = cJSON_Parse(text);
    assert_non_null(file);
    return file;
}

static void write_file(const char *text)
{
    FILE *file = fopen(SCHEMA, "w");
    assert_non_null(file);
    fprintf(file, "%s\n", text);
    assert_int_equal(fclose(file), 0);
}

static void test_it_says_what_the_tables_say(void **state)
{
    (void)state;
    char *committed = read_file();
    cJSON *file = parse_file(committed), *made = schema_made();
    keep_words(made, file, false);
    char *text = print(made);
    if (getenv("LOBBYCARD_GOLDEN_UPDATE")) {
        write_file(text);
    } else if (strcmp(text, committed) != 0) {
        size_t line = 1, start = 0;
        for (size_t at = 0; text[at] == committed[at]; at++) {
            if (text[at] == '\n') {
                line++;
                start = at + 1;
            }
        }
        fail_msg(
            "config/feed.schema.json:%zu is not as the tables have it: LOBBYCARD_GOLDEN_UPDATE=1 "
            "writes it anew, with its words\n  it has   %.*s\n  they say %.*s",
            line, (int)strcspn(committed + start, "\n"), committed + start,
            (int)strcspn(text + start, "\n"), text + start);
    }
    free(text);
    free(committed);
    cJSON_Delete(made);
    cJSON_Delete(file);
}

/* Chinese first, then English: a line of each. */
static void must_be_told(const cJSON *schema, const char *name)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(schema, "description"));
    const char *second = text ? strchr(text, '\n') : NULL;
    if (!second || (unsigned char)text[0] < 0x80 || (unsigned char)second[1] >= 0x80) {
        fail_msg(
            "config/feed.schema.json: \"%s\" has no \"description\" of two lines, Chinese and "
            "English",
            name);
    }
    if (cJSON_HasObjectItem(schema, "pattern") &&
        !cJSON_HasObjectItem(schema, "patternErrorMessage")) {
        fail_msg(
            "config/feed.schema.json: \"%s\" has a \"pattern\" that nobody can read, and no "
            "\"patternErrorMessage\"",
            name);
    }
    int words_there = cJSON_GetArraySize(cJSON_GetObjectItem(schema, "enum"));
    int told = cJSON_GetArraySize(cJSON_GetObjectItem(schema, "enumDescriptions"));
    if (words_there != told) {
        fail_msg("config/feed.schema.json: \"%s\" has %d words in \"enum\" and %d in "
                 "\"enumDescriptions\"",
            name, words_there, told);
    }
}

static void each_is_told(const cJSON *map)
{
    const cJSON *each;
    cJSON_ArrayForEach(each, map)
    {
        if (!cJSON_HasObjectItem(each, "$ref") && !cJSON_HasObjectItem(each, "doNotSuggest")) {
            must_be_told(each, each->string);
        }
    }
}

static void test_every_member_is_told_in_both_languages(void **state)
{
    (void)state;
    char *committed = read_file();
    cJSON *file = parse_file(committed);
    const cJSON *those = cJSON_GetObjectItem(file, "definitions"), *each;
    each_is_told(cJSON_GetObjectItem(file, "properties"));
    cJSON_ArrayForEach(each, those)
    {
        each_is_told(cJSON_GetObjectItem(each, "properties"));
    }
    assert_true(cJSON_GetArraySize(those) >= ITEM_KIND_COUNT + 8);
    free(committed);
    cJSON_Delete(file);
}

static bool is_offered(const cJSON *snippets, const char *kind)
{
    const cJSON *each;
    cJSON_ArrayForEach(each, snippets)
    {
        const cJSON *of = cJSON_GetObjectItem(cJSON_GetObjectItem(each, "body"), "kind");
        if (cJSON_IsString(of) && strcmp(of->valuestring, kind) == 0) {
            return true;
        }
    }
    return false;
}

static void test_every_kind_is_offered(void **state)
{
    (void)state;
    char *committed = read_file();
    cJSON *file = parse_file(committed);
    const cJSON *item = cJSON_GetObjectItem(cJSON_GetObjectItem(file, "definitions"), "item");
    for (int kind = 0; kind < ITEM_KIND_COUNT; kind++) {
        const char *name = item_kind_name((enum item_kind)kind);
        if (!is_offered(cJSON_GetObjectItem(item, "defaultSnippets"), name)) {
            fail_msg("config/feed.schema.json: \"item\" has no \"defaultSnippets\" of kind %s",
                name);
        }
    }
    free(committed);
    cJSON_Delete(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_says_what_the_tables_say),
        cmocka_unit_test(test_every_member_is_told_in_both_languages),
        cmocka_unit_test(test_every_kind_is_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
