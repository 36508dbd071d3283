#include "command/desk/document/compose.h"

#include "content/json/json_scan.h"

#include <inttypes.h>
#include <string.h>

static const char *const sections[] = { "site", "hotlines", "links" };
enum { SECTIONS = sizeof sections / sizeof *sections };

static const char empty_feed[] = "{\"lobbycard\": 1}";

struct composing {
    const struct compose_wish *wish;
    struct json_tree tree;
    struct bytes *out;
    bool has_members; /* of the feed, written before */
};

static bool is_item(const char *part)
{
    return strncmp(part, "i-", 2) == 0;
}

/* What can stand in the address of a page (serve_request_target). */
static bool is_addressable(const char *id)
{
    size_t length = 0;
    for (; id[length]; length++) {
        unsigned char c = (unsigned char)id[length];
        if (c < ' ' || c == 0x7F || c == '\\') {
            return false;
        }
    }
    return length > 0 && length < 2098;
}

bool compose_is_part(const char *name)
{
    for (size_t i = 0; i < SECTIONS; i++) {
        if (strcmp(name, sections[i]) == 0) {
            return true;
        }
    }
    return is_item(name) && is_addressable(name + 2);
}

/* NULL for one without an id, or where memory is out. */
static const char *id_of(const struct json_tree *tree, const struct json_node *item)
{
    const struct json_node *id = json_tree_member(tree, item, "id");
    return id && id->kind == JSON_STRING ? json_tree_string(tree, id) : NULL;
}

const struct json_node *compose_find(const struct json_tree *feed, const char *part)
{
    if (!is_item(part)) {
        return json_tree_member(feed, feed->root, part);
    }
    const struct json_node *items = json_tree_member(feed, feed->root, "items");
    const struct json_node *at = items && items->kind == JSON_LIST ? items->child : NULL;
    for (; at; at = at->next) {
        const char *id = id_of(feed, at);
        if (id && strcmp(id, part + 2) == 0) {
            return at;
        }
    }
    return NULL;
}

static const struct compose_part *wanted(const struct composing *composing, const char *name)
{
    for (size_t i = 0; i < composing->wish->part_count; i++) {
        if (strcmp(composing->wish->parts[i].name, name) == 0) {
            return &composing->wish->parts[i];
        }
    }
    return NULL;
}

static bool begin_member(struct composing *composing, const char *name)
{
    const char *comma = composing->has_members ? ",\n" : "{\n";
    composing->has_members = true;
    return bytes_print(composing->out, "%s  %s: ", comma, name);
}

static bool add_raw(struct composing *composing, const struct json_node *node)
{
    return bytes_append(composing->out, composing->tree.text + node->at, node->end - node->at);
}

static bool add_text(struct composing *composing, const char *text)
{
    return bytes_append(composing->out, text, strlen(text));
}

static bool add_item(struct composing *composing, bool *has_items)
{
    bool done = add_text(composing, *has_items ? ",\n    " : "[\n    ");
    *has_items = true;
    return done;
}

/* The part that takes the place of this item: of several with one id, of the first alone. */
static const struct compose_part *instead_of(
    const struct composing *composing, const struct json_node *item)
{
    for (size_t i = 0; i < composing->wish->part_count; i++) {
        const struct compose_part *part = &composing->wish->parts[i];
        if (is_item(part->name) && compose_find(&composing->tree, part->name) == item) {
            return part;
        }
    }
    return NULL;
}

static bool add_items(struct composing *composing, const struct json_node *items)
{
    bool has_items = false, done = begin_member(composing, "\"items\"");
    const struct json_node *item = items && items->kind == JSON_LIST ? items->child : NULL;
    for (; done && item; item = item->next) {
        const struct compose_part *part = instead_of(composing, item);
        if (!part) {
            done = add_item(composing, &has_items) && add_raw(composing, item);
        } else if (part->content) {
            done = add_item(composing, &has_items) && add_text(composing, part->content);
        }
    }
    for (size_t i = 0; done && i < composing->wish->part_count; i++) {
        const struct compose_part *part = &composing->wish->parts[i];
        if (is_item(part->name) && part->content &&
            !compose_find(&composing->tree, part->name)) {
            done = add_item(composing, &has_items) && add_text(composing, part->content);
        }
    }
    return done && add_text(composing, has_items ? "\n  ]" : "[]");
}

/* Members that every feed gets anew, right behind the format's. */
static bool add_dates(struct composing *composing)
{
    const struct compose_wish *wish = composing->wish;
    struct bytes *out = composing->out;
    return begin_member(composing, "\"serial\"") &&
           bytes_print(out, "%" PRId64, wish->serial) &&
           begin_member(composing, "\"issued\"") && bytes_print(out, "\"%s\"", wish->issued) &&
           (!wish->expires || (begin_member(composing, "\"expires\"") &&
                                  bytes_print(out, "\"%s\"", wish->expires)));
}

static bool is_date(const struct composing *composing, const char *name)
{
    return strcmp(name, "serial") == 0 || strcmp(name, "issued") == 0 ||
           (composing->wish->expires && strcmp(name, "expires") == 0);
}

static bool add_member(struct composing *composing, const struct json_node *member)
{
    const char *name = json_tree_name(&composing->tree, member);
    if (!name) {
        return false;
    }
    if (is_date(composing, name)) {
        return true;
    }
    if (strcmp(name, "items") == 0) {
        return add_items(composing, member);
    }
    const struct compose_part *part = is_item(name) ? NULL : wanted(composing, name);
    if (part && !part->content) {
        return true;
    }
    const char *text = composing->tree.text;
    struct bytes raw_name;
    bytes_init(&raw_name);
    bool done =
        bytes_append(&raw_name, text + member->name_at, member->name_end - member->name_at) &&
        begin_member(composing, raw_name.data) &&
        (part ? add_text(composing, part->content) : add_raw(composing, member));
    bytes_finish(&raw_name);
    return done && (strcmp(name, "lobbycard") != 0 || add_dates(composing));
}

static bool add_missing(struct composing *composing)
{
    bool done = true;
    for (size_t i = 0; done && i < SECTIONS; i++) {
        const struct compose_part *part = wanted(composing, sections[i]);
        if (part && part->content && !compose_find(&composing->tree, sections[i])) {
            char name[16] = "\"";
            strcat(strcat(name, sections[i]), "\"");
            done = begin_member(composing, name) && add_text(composing, part->content);
        }
    }
    if (done && !json_tree_member(&composing->tree, composing->tree.root, "items")) {
        done = add_items(composing, NULL);
    }
    return done && add_text(composing, "\n}\n");
}

static bool add_all(struct composing *composing)
{
    bool done = true;
    for (const struct json_node *at = composing->tree.root->child; done && at; at = at->next) {
        done = add_member(composing, at);
    }
    return done && add_missing(composing);
}

bool compose_feed(const struct compose_wish *wish, struct bytes *out, struct error *error)
{
    bool is_first = wish->feed->size == 0, done = false;
    const char *text = is_first ? empty_feed : wish->feed->data;
    size_t size = is_first ? strlen(empty_feed) : wish->feed->size;
    struct composing composing = { .wish = wish, .out = out };
    struct arena arena;
    arena_init(&arena);
    if (!json_scan(text, size, &json_limits_default, error)) {
        goto out;
    }
    if (!json_tree_make(&composing.tree, &arena, text, size)) {
        error_set(error, "out of memory");
        goto out;
    }
    if (!json_tree_member(&composing.tree, composing.tree.root, "lobbycard")) {
        error_set(error, "not a feed of this format");
        goto out;
    }
    done = (add_all(&composing) || error_set(error, "out of memory")) &&
           json_scan(out->data, out->size, &json_limits_default, error);
out:
    arena_finish(&arena);
    return done;
}
