/* Writes src/content/guard/words' tables of the shipped deny lists as C: made while the program
 * is built, so that a start need not read them. make_words FOLDER GIVEN... > words_made.c, with
 * the lists that are given, without their folder. */
#include "base/system/file.h"
#include "content/guard/words/words.h"
#include "content/guard/words/words_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GIVEN_MAX = 16, LIST_MAX_BYTES = 1024 * 1024, A_LINE = 16 };

const struct made_words made_words = { 0 };

static void print_numbers(const char *name, const uint32_t *numbers, size_t count)
{
    printf("static const uint32_t %s[] = {", name);
    for (size_t i = 0; i < count; i++) {
        printf("%s%u,", i % A_LINE ? "" : "\n", numbers[i]);
    }
    printf("\n};\n");
}

static void print_bytes(const uint8_t *bytes, size_t count)
{
    printf("{");
    for (size_t i = 0; i < count; i++) {
        if (bytes[i]) {
            printf("[%zu]=%u,", i, bytes[i]);
        }
    }
    printf("}");
}

static void print_phrases(const char *name, const struct phrases *phrases)
{
    printf("static const struct phrase_node %s_nodes[] = {\n", name);
    for (size_t i = 0; i < phrases->node_count; i++) {
        const struct phrase_node *node = &phrases->nodes[i];
        printf("{%u,%u},\n", node->children, node->output);
    }
    printf("};\nstatic const struct phrase_output %s_outputs[] = {\n", name);
    for (size_t i = 0; i < phrases->output_count; i++) {
        printf("{%u,%u},\n", phrases->outputs[i].value, phrases->outputs[i].next);
    }
    printf("};\nstatic const struct phrase_edge %s_edges[%zu] = {\n", name,
        phrases->edge_capacity);
    for (size_t i = 0; i < phrases->edge_capacity; i++) {
        const struct phrase_edge *edge = &phrases->edges[i];
        if (edge->child) {
            printf("[%zu]={%u,%u,%u},\n", i, edge->node, edge->symbol, edge->child);
        }
    }
    printf("};\n");
}

static void print_phrases_member(const char *name, const struct phrases *phrases)
{
    printf(".%s = { .nodes = (struct phrase_node *)%s_nodes, .node_count = %zu,\n"
           ".outputs = (struct phrase_output *)%s_outputs, .output_count = %zu,\n"
           ".edges = (struct phrase_edge *)%s_edges, .edge_capacity = %zu,\n"
           ".longest = %zu, .firsts = ",
        name, name, phrases->node_count, name, phrases->output_count, name,
        phrases->edge_capacity, phrases->longest);
    print_bytes(phrases->firsts, sizeof phrases->firsts);
    printf(",\n.wholes = ");
    print_bytes(phrases->wholes, sizeof phrases->wholes);
    printf(",\n.pairs = ");
    print_bytes(phrases->pairs, sizeof phrases->pairs);
    printf(",\n.threes = ");
    print_bytes(phrases->threes, sizeof phrases->threes);
    printf(" },\n");
}

static void print_rules(const struct rules *rules)
{
    printf("static const struct rule rules[] = {\n");
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->list[i];
        printf("{%u,%u,%d,%u,%u,%u,%u,%u,%d,%d},\n", rule->text, rule->letters, rule->line,
            rule->list, rule->kind, rule->trait, rule->weight, rule->count, rule->is_latin,
            rule->is_ascii);
    }
    printf("};\nstatic const char texts[] = {");
    for (size_t i = 0; i < rules->texts.size; i++) {
        printf("%s%d,", i % A_LINE ? "" : "\n", rules->texts.data[i]);
    }
    printf("\n};\n");
    print_numbers("letters", rules->letters, rules->letter_count);
    printf("static const char *const names[] = {");
    for (size_t i = 0; i < rules->name_count; i++) {
        printf("\"%s\",", rules->names[i]);
    }
    printf("};\n");
}

static void print_alike(const struct alike *alike)
{
    printf("static const struct alike_entry alike[%zu] = {\n", alike->capacity);
    for (size_t i = 0; i < alike->capacity; i++) {
        const struct alike_entry *entry = &alike->entries[i];
        if (entry->character) {
            printf("[%zu]={%u,%u,%d,%d,%u},\n", i, entry->character, entry->stands_for,
                (int)entry->role, entry->is_rare, entry->part);
        }
    }
    printf("};\nstatic const struct alike_parts parts[] = {\n");
    for (size_t i = 0; i < alike->part_count; i++) {
        const struct alike_parts *part = &alike->parts[i];
        printf("{%u,%u,%u},\n", part->first, part->stands_for, part->next);
    }
    printf("};\n");
}

static void print_tone(const struct tone *tone)
{
    printf("static const struct tone_pair tone[] = {\n");
    for (size_t i = 0; i < tone->capacity; i++) {
        const struct tone_pair *pair = &tone->pairs[i];
        if (pair->weight) {
            printf("[%zu]={%u,%u,%d},\n", i, pair->first, pair->second, pair->weight);
        }
    }
    printf("[%zu]={0}};\n", tone->capacity);
}

static void print_tables(const struct word_tables *tables)
{
    const struct rules *rules = &tables->rules;
    printf("static const struct word_tables tables = {\n.rules = {\n"
           ".alike = { .entries = (struct alike_entry *)alike, .count = %zu, .capacity = %zu,\n"
           ".parts = (struct alike_parts *)parts, .part_count = %zu, .some = ",
        rules->alike.count, rules->alike.capacity, rules->alike.part_count);
    print_bytes(rules->alike.some, sizeof rules->alike.some);
    printf(" },\n.tone = { (struct tone_pair *)tone, %zu, %zu },\n"
           ".list = (struct rule *)rules, .count = %zu,\n"
           ".texts = { .data = (char *)texts, .size = %zu },\n"
           ".letters = (uint32_t *)letters, .letter_count = %zu,\n"
           ".names = (char **)names, .name_count = %zu,\n.limits = {",
        rules->tone.count, rules->tone.capacity, rules->count, rules->texts.size,
        rules->letter_count, rules->name_count);
    for (int i = 0; i < RULE_LIMIT_COUNT; i++) {
        printf("%d,", rules->limits[i]);
    }
    printf("} },\n");
    print_phrases_member("shapes", &tables->shapes);
    print_phrases_member("sounds", &tables->sounds);
    printf(".traits = {");
    for (int i = 0; i < TRAIT_COUNT; i++) {
        printf("%zu,", tables->traits[i]);
    }
    printf("} };\n");
}

static bool print_list(const char *folder, const char *file, struct error *error)
{
    char path[4096];
    struct bytes text;
    bytes_init(&text);
    snprintf(path, sizeof path, "%s/%s", folder, file);
    bool done = file_read(path, LIST_MAX_BYTES, &text, error);
    if (done) {
        printf("{ \"%s\", %zu, %lluu },\n", file, text.size,
            (unsigned long long)made_digest(text.data, text.size));
    }
    bytes_finish(&text);
    return done;
}

/* Those that are given, then those that they include. */
static bool print_lists(
    const struct rules *rules, char **argv, size_t given, struct error *error)
{
    bool done = true;
    printf("static const struct made_list lists[] = {\n");
    for (size_t i = 0; done && i < given; i++) {
        done = print_list(argv[1], argv[2 + i], error);
    }
    for (size_t i = 0; done && i < rules->name_count; i++) {
        char file[256];
        bool is_given = false;
        snprintf(file, sizeof file, "%s.txt", rules->names[i]);
        for (size_t j = 0; j < given; j++) {
            is_given = is_given || strcmp(argv[2 + j], file) == 0;
        }
        done = is_given || print_list(argv[1], file, error);
    }
    printf("};\nconst struct made_words made_words = { &tables, lists, %zu, %zu };\n", given,
        rules->name_count);
    return done;
}

static bool print_all(
    const struct word_tables *tables, char **argv, size_t given, struct error *error)
{
    printf("/* Made by tools/make_words.c. */\n"
           "#include \"content/guard/words/word_tables.h\"\n\n");
    if (tables->rules.pattern_count > 0) {
        return error_set(error, "the shipped lists have expressions, which cannot be made");
    }
    print_rules(&tables->rules);
    print_alike(&tables->rules.alike);
    print_tone(&tables->rules.tone);
    print_phrases("shapes", &tables->shapes);
    print_phrases("sounds", &tables->sounds);
    print_tables(tables);
    return print_lists(&tables->rules, argv, given, error);
}

int main(int argc, char **argv)
{
    struct error error = { "" };
    char paths[GIVEN_MAX][4096];
    const char *given[GIVEN_MAX];
    size_t count = argc > 2 ? (size_t)argc - 2 : 0;
    for (size_t i = 0; i < count && i < GIVEN_MAX; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/%s", argv[1], argv[2 + i]);
        given[i] = paths[i];
    }
    struct text_folder *folder = text_folder_create(&error);
    struct words *words = folder && count > 0 && count <= GIVEN_MAX
                              ? words_create(folder, given, count, &error)
                              : NULL;
    bool done = words && print_all(words->tables, argv, count, &error);
    if (!done) {
        fprintf(stderr, "make_words: %s\n", error.text);
    }
    words_destroy(words);
    text_folder_destroy(folder);
    return done && fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
