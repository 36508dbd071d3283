#include "command/desk/content/wall/changed.h"

#include "base/hash.h"
#include "command/desk/document/canonical.h"
#include "command/desk/document/compose.h"
#include "command/desk/document/writer.h"

#include <stdlib.h>
#include <string.h>

/* A part in one of the two feeds. */
struct entry {
    const char *name, *text;
    uint64_t hash;
    size_t order;
};

struct listing {
    struct json_tree tree;
    struct entry *entries;
    size_t count;
};

static bool add(struct listing *listing, const char *name, const struct json_node *node)
{
    struct bytes canonical;
    bytes_init(&canonical);
    struct entry *entry = &listing->entries[listing->count];
    entry->name = name;
    entry->order = listing->count;
    entry->text =
        arena_strndup(listing->tree.arena, listing->tree.text + node->at, node->end - node->at);
    bool done = name && entry->text && canonical_print(&listing->tree, node, &canonical);
    if (done) {
        entry->hash = hash_add(HASH_START, canonical.data, canonical.size);
        listing->count++;
    }
    bytes_finish(&canonical);
    return done;
}

static int by_name(const void *a, const void *b)
{
    const struct entry *one = a, *two = b;
    int order = strcmp(one->name, two->name);
    return order ? order : (one->order > two->order) - (one->order < two->order);
}

/* Of several items with one id the first counts. */
static void sort(struct listing *listing)
{
    size_t kept = 0;
    qsort(listing->entries, listing->count, sizeof *listing->entries, by_name);
    for (size_t i = 0; i < listing->count; i++) {
        if (kept == 0 ||
            strcmp(listing->entries[kept - 1].name, listing->entries[i].name) != 0) {
            listing->entries[kept++] = listing->entries[i];
        }
    }
    listing->count = kept;
}

static bool list(struct listing *listing, struct arena *arena, const struct bytes *feed)
{
    static const char *const sections[] = { "site", "hotlines", "links" };
    *listing = (struct listing) { 0 };
    const char *text = feed ? feed->data : "{}";
    if (!json_tree_make(&listing->tree, arena, text, feed ? feed->size : 2)) {
        return false;
    }
    const struct json_tree *tree = &listing->tree;
    const struct json_node *items = json_tree_member(tree, tree->root, "items");
    size_t most = 3;
    for (const struct json_node *at = items ? items->child : NULL; at; at = at->next) {
        most++;
    }
    listing->entries = arena_array(arena, most, sizeof *listing->entries);
    bool done = listing->entries != NULL;
    for (size_t i = 0; done && i < 3; i++) {
        const struct json_node *node = json_tree_member(tree, tree->root, sections[i]);
        done = !node || node->kind == JSON_WORD || add(listing, sections[i], node);
    }
    for (const struct json_node *at = items ? items->child : NULL; done && at; at = at->next) {
        const struct json_node *id = json_tree_member(tree, at, "id");
        const char *text_ = id && id->kind == JSON_STRING ? json_tree_string(tree, id) : NULL;
        done = !text_ || !*text_ || add(listing, arena_printf(arena, "i-%s", text_), at);
    }
    if (done) {
        sort(listing);
    }
    return done;
}

static bool note(struct changed *changed, struct arena *arena, const struct entry *before,
    const struct entry *after)
{
    struct changed_part *parts =
        arena_grow(arena, changed->parts, changed->count, &changed->capacity, sizeof *parts);
    if (!parts) {
        return false;
    }
    changed->parts = parts;
    parts[changed->count++] = (struct changed_part) { before ? before->name : after->name,
        before ? before->text : NULL, after ? after->text : NULL };
    return true;
}

bool changed_find(struct changed *changed, struct arena *arena, const struct bytes *before,
    const struct bytes *after)
{
    struct listing a, b;
    *changed = (struct changed) { 0 };
    bool done = list(&a, arena, before) && list(&b, arena, after);
    size_t i = 0, j = 0;
    while (done && (i < a.count || j < b.count)) {
        int order = i == a.count   ? 1
                    : j == b.count ? -1
                                   : strcmp(a.entries[i].name, b.entries[j].name);
        if (order != 0 || a.entries[i].hash != b.entries[j].hash) {
            done = note(changed, arena, order <= 0 ? &a.entries[i] : NULL,
                order >= 0 ? &b.entries[j] : NULL);
        }
        i += order <= 0;
        j += order >= 0;
    }
    return done;
}

const char *changed_names(const struct changed *changed, struct arena *arena)
{
    struct writer writer;
    writer_init(&writer);
    writer_open(&writer, '[');
    for (size_t i = 0; i < changed->count; i++) {
        writer_text(&writer, changed->parts[i].name);
    }
    writer_close(&writer, ']');
    const char *names = writer.has_failed ? NULL : arena_strdup(arena, writer.bytes.data);
    writer_finish(&writer);
    return names;
}

static bool is_of_the_issue(const char *name)
{
    return strcmp(name, "serial") == 0 || strcmp(name, "issued") == 0;
}

/* All that `tree` has is in `other`; how much that is. */
static bool is_within(
    const struct json_tree *tree, const struct json_tree *other, size_t *count)
{
    bool is_same = true;
    *count = 0;
    for (const struct json_node *at = tree->root->child; is_same && at; at = at->next) {
        const char *name = json_tree_name(tree, at);
        if (name && is_of_the_issue(name)) {
            continue;
        }
        const struct json_node *twin = name ? json_tree_member(other, other->root, name) : NULL;
        struct bytes one, two;
        bytes_init(&one);
        bytes_init(&two);
        is_same = twin && canonical_print(tree, at, &one) &&
                  canonical_print(other, twin, &two) && one.size == two.size &&
                  memcmp(one.data, two.data, one.size) == 0;
        bytes_finish(&one);
        bytes_finish(&two);
        ++*count;
    }
    return is_same;
}

bool changed_is_same(struct arena *arena, const struct bytes *before, const struct bytes *after)
{
    struct json_tree one, two;
    size_t had, has;
    return json_tree_make(&one, arena, before->data, before->size) &&
           json_tree_make(&two, arena, after->data, after->size) &&
           is_within(&one, &two, &had) && is_within(&two, &one, &has) && had == has;
}
