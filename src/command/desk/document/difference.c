#include "command/desk/document/difference.h"

#include "base/hash.h"
#include "command/desk/document/canonical.h"
#include "command/desk/document/difference_text.h"
#include "command/desk/document/label.h"
#include "content/json/json_scan.h"
#include "content/json/json_text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNED_MAX = 600 };

struct comparing {
    struct json_tree before, after;
    const struct difference_wish *wish;
    struct bytes *out;
    bool has_rows;
};

/* A place in both, of which one side may be NULL. */
struct place {
    const char *pointer, *label;
    const struct json_node *before, *after;
};

static bool compare(struct comparing *comparing, struct place place);

static bool print_side(
    const struct json_tree *tree, const struct json_node *node, struct bytes *out)
{
    if (!node) {
        return bytes_print(out, "null");
    }
    const char *text = node->kind == JSON_STRING ? json_tree_string(tree, node) : NULL;
    if (text) {
        return json_text(out, text);
    }
    struct bytes value;
    bytes_init(&value);
    bool done = canonical_print(tree, node, &value) && json_text(out, value.data);
    bytes_finish(&value);
    return done;
}

static bool add_row(struct comparing *comparing, const struct place *place)
{
    struct bytes *out = comparing->out;
    bool done = bytes_print(out, comparing->has_rows ? ",\n" : "\n") &&
                bytes_print(out, "{\"pointer\": ") && json_text(out, place->pointer) &&
                bytes_print(out, ", \"label\": ") && json_text(out, place->label) &&
                bytes_print(out, ", \"before\": ") &&
                print_side(&comparing->before, place->before, out) &&
                bytes_print(out, ", \"after\": ") &&
                print_side(&comparing->after, place->after, out);
    comparing->has_rows = true;
    if (done && place->before && place->after && place->before->kind == JSON_STRING &&
        place->after->kind == JSON_STRING) {
        const char *before = json_tree_string(&comparing->before, place->before);
        const char *after = json_tree_string(&comparing->after, place->after);
        done = before && after && bytes_print(out, ", \"spans\": ") &&
               difference_spans(before, after, out);
    }
    return done && bytes_print(out, "}");
}

static bool is_same(const struct comparing *comparing, const struct json_node *before,
    const struct json_node *after)
{
    struct bytes a, b;
    bytes_init(&a);
    bytes_init(&b);
    bool same = canonical_print(&comparing->before, before, &a) &&
                canonical_print(&comparing->after, after, &b) && a.size == b.size &&
                memcmp(a.data, b.data, a.size) == 0;
    bytes_finish(&a);
    bytes_finish(&b);
    return same;
}

static bool compare_member(
    struct comparing *comparing, const struct place *place, const char *name)
{
    char label[400];
    struct arena *arena = comparing->after.arena;
    const char *word = label_of(name, comparing->wish->is_chinese);
    snprintf(label, sizeof label, "%s%s%s", place->label, *place->label ? " · " : "", word);
    struct place inside = { .label = label,
        .before = json_tree_member(&comparing->before, place->before, name),
        .after = json_tree_member(&comparing->after, place->after, name) };
    struct bytes pointer;
    bytes_init(&pointer);
    bool done = bytes_print(&pointer, "%s/", place->pointer);
    for (const char *at = name; done && *at; at++) { /* RFC 6901 section 3 */
        done = *at == '~'   ? bytes_print(&pointer, "~0")
               : *at == '/' ? bytes_print(&pointer, "~1")
                            : bytes_append(&pointer, at, 1);
    }
    inside.pointer = done ? arena_strdup(arena, pointer.data) : NULL;
    bytes_finish(&pointer);
    return inside.pointer && compare(comparing, inside);
}

static bool compare_objects(struct comparing *comparing, const struct place *place)
{
    bool done = true;
    for (const struct json_node *at = place->before->child; done && at; at = at->next) {
        const char *name = json_tree_name(&comparing->before, at);
        done = name && compare_member(comparing, place, name);
    }
    for (const struct json_node *at = place->after->child; done && at; at = at->next) {
        const char *name = json_tree_name(&comparing->after, at);
        done = name && (json_tree_member(&comparing->before, place->before, name) ||
                           compare_member(comparing, place, name));
    }
    return done;
}

/* The elements of two lists, and how many of those from i and j on are the same. */
struct alignment {
    const struct json_node **before, **after;
    uint64_t *before_hashes, *after_hashes;
    size_t before_count, after_count;
    uint16_t *common;
};

static const struct json_node **elements(const struct json_node *list, size_t *count)
{
    *count = 0;
    for (const struct json_node *at = list->child; at; at = at->next) {
        (*count)++;
    }
    const struct json_node **made = calloc(*count + 1, sizeof *made);
    size_t filled = 0;
    for (const struct json_node *at = list->child; made && at; at = at->next) {
        made[filled++] = at;
    }
    return made;
}

/* Of the elements' canonical forms; NULL when memory is out. */
static uint64_t *hashes(
    const struct json_tree *tree, const struct json_node *const *list, size_t count)
{
    uint64_t *made = calloc(count + 1, sizeof *made);
    struct bytes value;
    bytes_init(&value);
    for (size_t i = 0; made && i < count; i++) {
        bytes_clear(&value);
        if (canonical_print(tree, list[i], &value)) {
            made[i] = hash_add(HASH_START, value.data, value.size);
        } else {
            free(made);
            made = NULL;
        }
    }
    bytes_finish(&value);
    return made;
}

static void align(struct alignment *all)
{
    size_t row = all->after_count + 1;
    for (size_t i = all->before_count; i-- > 0;) {
        for (size_t j = all->after_count; j-- > 0;) {
            uint16_t below = all->common[(i + 1) * row + j];
            uint16_t beside = all->common[i * row + j + 1];
            all->common[i * row + j] = all->before_hashes[i] == all->after_hashes[j]
                                           ? (uint16_t)(all->common[(i + 1) * row + j + 1] + 1)
                                           : (below > beside ? below : beside);
        }
    }
}

static bool compare_element(struct comparing *comparing, const struct place *place,
    const struct place *pair, size_t index)
{
    char pointer[2200], label[400];
    snprintf(pointer, sizeof pointer, "%s/%zu", place->pointer, index);
    snprintf(label, sizeof label, "%s %zu", place->label, index + 1);
    return compare(comparing, (struct place) { arena_strdup(comparing->after.arena, pointer),
                                  label, pair->before, pair->after });
}

/* Elements between two that stayed: one against one, and what is over came or went. */
static bool compare_stretch(struct comparing *comparing, const struct place *place,
    const struct alignment *all, const size_t from[2], const size_t to[2])
{
    bool done = true;
    size_t i = from[0], j = from[1];
    while (done && (i < to[0] || j < to[1])) {
        struct place pair = { .before = i < to[0] ? all->before[i] : NULL,
            .after = j < to[1] ? all->after[j] : NULL };
        done = compare_element(comparing, place, &pair, pair.after ? j : i);
        i += pair.before != NULL;
        j += pair.after != NULL;
    }
    return done;
}

static bool compare_aligned(
    struct comparing *comparing, const struct place *place, const struct alignment *all)
{
    size_t from[2] = { 0, 0 }, at[2] = { 0, 0 }, row = all->after_count + 1;
    bool done = true;
    while (done && at[0] < all->before_count && at[1] < all->after_count) {
        const uint16_t *common = all->common + at[0] * row + at[1];
        if (all->before_hashes[at[0]] == all->after_hashes[at[1]]) {
            done = compare_stretch(comparing, place, all, from, at);
            from[0] = ++at[0];
            from[1] = ++at[1];
        } else if (common[row] >= common[1]) {
            at[0]++;
        } else {
            at[1]++;
        }
    }
    return done && compare_stretch(comparing, place, all, from,
                       (const size_t[2]) { all->before_count, all->after_count });
}

static bool compare_lists(struct comparing *comparing, const struct place *place)
{
    struct alignment all = { 0 };
    all.before = elements(place->before, &all.before_count);
    all.after = elements(place->after, &all.after_count);
    bool done = false;
    if (all.before && all.after) {
        all.before_hashes = hashes(&comparing->before, all.before, all.before_count);
        all.after_hashes = hashes(&comparing->after, all.after, all.after_count);
    }
    if (all.before_hashes && all.after_hashes && all.before_count <= ALIGNED_MAX &&
        all.after_count <= ALIGNED_MAX) {
        all.common = calloc((all.before_count + 1) * (all.after_count + 1), sizeof *all.common);
    }
    if (all.common) {
        align(&all);
        done = compare_aligned(comparing, place, &all);
    } else if (all.before_hashes && all.after_hashes) {
        done = compare_stretch(comparing, place, &all, (const size_t[2]) { 0, 0 },
            (const size_t[2]) { all.before_count, all.after_count });
    }
    free(all.common);
    free(all.before_hashes);
    free(all.after_hashes);
    free(all.before);
    free(all.after);
    return done;
}

static bool compare(struct comparing *comparing, struct place place)
{
    if (!place.pointer) {
        return false;
    }
    bool has_both = place.before && place.after;
    if (has_both && is_same(comparing, place.before, place.after)) {
        return true;
    }
    if (has_both && place.before->kind == JSON_OBJECT && place.after->kind == JSON_OBJECT) {
        return compare_objects(comparing, &place);
    }
    if (has_both && place.before->kind == JSON_LIST && place.after->kind == JSON_LIST) {
        return compare_lists(comparing, &place);
    }
    return add_row(comparing, &place);
}

static bool read_side(
    struct json_tree *tree, struct arena *arena, const char *text, struct error *error)
{
    const char *given = text ? text : "null";
    size_t size = strlen(given);
    return json_scan(given, size, &json_limits_default, error) &&
           (json_tree_make(tree, arena, given, size) || error_set(error, "out of memory"));
}

bool difference_print(
    const struct difference_wish *wish, struct bytes *out, struct error *error)
{
    struct arena arena;
    struct comparing comparing = { .wish = wish, .out = out };
    arena_init(&arena);
    bool done = read_side(&comparing.before, &arena, wish->before, error) &&
                read_side(&comparing.after, &arena, wish->after, error);
    if (done) {
        struct place whole = { "", "", wish->before ? comparing.before.root : NULL,
            wish->after ? comparing.after.root : NULL };
        done = bytes_print(out, "[") &&
               ((!whole.before && !whole.after) || compare(&comparing, whole)) &&
               bytes_print(out, "]");
        done = done || error_set(error, "out of memory");
    }
    arena_finish(&arena);
    return done;
}
