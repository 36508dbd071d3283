/* What stands where it is not read goes to where it is; not a word of it is lost. */
#include "base/translated.h"
#include "mend/mend_node.h"

#include <string.h>

/* "end": "2026-11-30" beside `show`, as "show": {"until": "2026-11-30"}; or within it. */
static void move_into_show(const struct mend_place *place, const char *name, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    const struct json_node *show = json_tree_member(job->tree, node->parent, "show");
    const char *raw = mend_raw(job, node), *meant = NULL;
    for (size_t i = 0; i < feed_show.count && !meant; i++) {
        const struct feed_member *member = &feed_show.members[i];
        meant =
            strcmp(member->name, name) == 0 ? mend_meant_date(job, member, place->text) : NULL;
    }
    raw = meant ? mend_quote(job, meant) : raw;
    if (!raw || json_tree_member(job->tree, show, name)) {
        return;
    }
    if (show && show->kind == JSON_OBJECT) {
        mend_append(job, mend, show, arena_printf(job->arena, "\"%s\": %s", name, raw));
        mend_remove(job, mend, node);
    } else if (!show) {
        mend_add(job, mend, node->name_at, node->end - node->name_at,
            arena_printf(job->arena, "\"show\": {\"%s\": %s}", name, raw));
    }
}

/* Members that stand one behind the other and are another object's, in that object. */
struct run {
    const struct json_node *first, *last;
};

static struct run run_of(
    const struct mend_job *job, const struct json_node *object, const struct feed_object *of)
{
    struct run run = { NULL, NULL };
    for (const struct json_node *at = object->child; at; at = at->next) {
        const char *name = json_tree_name(job->tree, at);
        bool is_theirs = name && mend_has(of, name) && !mend_has(&feed_document, name);
        if (is_theirs && run.first) {
            run.last = at;
        } else if (is_theirs) {
            run = (struct run) { at, at };
        } else if (run.first) {
            break;
        }
    }
    return run;
}

static bool wrap_run(
    const struct mend_job *job, struct mend *mend, struct run run, const char *const around[2])
{
    if (run.first) {
        mend_add(job, mend, run.first->name_at, 0, around[0]);
        mend_add(job, mend, run.last->end, 0, around[1]);
    }
    return mend->count > 0;
}

bool mend_item_at_top(const struct mend_job *job, struct mend *mend)
{
    static const char *const around[2] = { "\"items\": [{", "}]" };
    const struct json_node *root = job->tree->root;
    return json_tree_member(job->tree, root, "kind") &&
           !json_tree_member(job->tree, root, "items") &&
           wrap_run(job, mend, run_of(job, root, &feed_item), around);
}

/* "name" and "welcome" at the top. */
static bool mend_site_at_top(const struct mend_job *job, const char *name, struct mend *mend)
{
    static const char *const around[2] = { "\"site\": {", "}" };
    const struct json_node *root = job->tree->root;
    const struct json_node *site = json_tree_member(job->tree, root, "site");
    const struct json_node *node = json_tree_member(job->tree, root, name);
    if (!mend_has(&feed_site, name)) {
        return false;
    }
    if (!site) {
        return wrap_run(job, mend, run_of(job, root, &feed_site), around);
    }
    if (site->kind != JSON_OBJECT || json_tree_member(job->tree, site, name)) {
        return false;
    }
    mend_append(
        job, mend, site, arena_printf(job->arena, "\"%s\": %s", name, mend_raw(job, node)));
    mend_remove(job, mend, node);
    return true;
}

/* What is between the brackets. */
static const char *inside(const struct mend_job *job, const struct json_node *node)
{
    const struct json_node *last = node->child;
    while (last && last->next) {
        last = last->next;
    }
    size_t from = node->child && node->kind == JSON_OBJECT ? node->child->name_at
                  : node->child                            ? node->child->at
                                                           : node->at;
    return arena_strndup(job->arena, job->text + from, last ? last->end - from : 0);
}

bool mend_add_to_list(
    const struct mend_job *job, struct mend *mend, const char *list, const char *elements)
{
    const struct json_node *root = job->tree->root;
    const struct json_node *there = json_tree_member(job->tree, root, list);
    if (there && there->kind != JSON_LIST) {
        return false;
    }
    mend_append(job, mend, there ? there : root,
        there ? elements : arena_printf(job->arena, "\"%s\": [%s]", list, elements));
    return true;
}

bool mend_other_list(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *item = place->node;
    bool is_hotline = json_tree_member(job->tree, item, "numbers");
    bool is_link =
        json_tree_member(job->tree, item, "label") && json_tree_member(job->tree, item, "url");
    if (mend_object(job, item) != &feed_item || !(is_hotline || is_link) ||
        item->parent->kind != JSON_LIST ||
        !mend_add_to_list(job, mend, is_hotline ? "hotlines" : "links", mend_raw(job, item))) {
        return false;
    }
    mend_remove(job, mend, item);
    mend->why = is_hotline
                    ? translated("this is a hotline and no item: it belongs into \"hotlines\"")
                    : translated("this is a link and no item: it belongs into \"links\"");
    return true;
}

/* A list of the document's within something else. */
static bool move_up(const struct mend_place *place, const char *name, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    bool is_list = strcmp(name, "items") == 0 || strcmp(name, "hotlines") == 0 ||
                   strcmp(name, "links") == 0;
    if (!is_list || node->kind != JSON_LIST || !node->child ||
        !mend_add_to_list(job, mend, name, inside(job, node))) {
        return false;
    }
    mend_remove(job, mend, node);
    return true;
}

/* Of an item, in its `show`; or a `show` in a `show`. */
static bool move_out_of_show(
    const struct mend_place *place, const char *name, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node, *show = node->parent;
    const struct json_node *item = mend_item_of(job, show);
    if (strcmp(name, "show") == 0 && node->kind == JSON_OBJECT && !node->next &&
        show->child == node) {
        mend_value(job, mend, show, mend_raw(job, node));
        return true;
    }
    unsigned kind = item ? mend_kind_meant(place, item) : 0;
    const struct feed_member *member = feed_member_of(&feed_item, name, kind);
    bool is_theirs = member && item && (!member->kinds || (member->kinds & kind));
    if (!is_theirs || json_tree_member(job->tree, item, name)) {
        return false;
    }
    mend_append(
        job, mend, item, arena_printf(job->arena, "\"%s\": %s", name, mend_raw(job, node)));
    mend_remove(job, mend, node);
    return true;
}

/* A whole feed that was pasted into the list of items: its items alone belong there. */
bool mend_unwrap(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *items = json_tree_member(job->tree, place->node, "items");
    const struct json_node *first = items && items->kind == JSON_LIST ? items->child : NULL;
    const struct json_node *last = first;
    while (last && last->next) {
        last = last->next;
    }
    if (first && place->node->parent && place->node->parent->kind == JSON_LIST) {
        mend_value(job, mend, place->node,
            arena_strndup(job->arena, job->text + first->at, last->end - first->at));
        mend->why = translated("a whole feed stands here, among the items: only its own items "
                               "belong here");
    }
    return mend->count > 0;
}

static bool mend_misplaced(const struct mend_place *place, const struct feed_object *of,
    const char *name, struct mend *mend)
{
    const struct mend_job *job = place->job;
    bool is_moved = of == &feed_document
                        ? mend_item_at_top(job, mend) || mend_site_at_top(job, name, mend)
                    : of == &feed_show ? move_out_of_show(place, name, mend)
                                       : move_up(place, name, mend);
    if (is_moved) {
        mend->why = arena_printf(job->arena,
            translated("\"%s\" stands in the wrong brackets here: nobody reads it"), name);
    }
    return is_moved;
}

void mend_unknown(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node, *object = node->parent;
    const struct feed_object *of = object ? mend_object(job, object) : NULL;
    const char *written = json_tree_name(job->tree, node);
    if (place->missing || !of || !written) {
        return;
    }
    unsigned kind = of == &feed_item ? mend_kind_meant(place, object) : 0;
    const char *known = mend_known_name(place, of, kind, written);
    if (known && !json_tree_member(job->tree, object, known)) {
        const char *visible = mend_visible(job->arena, written);
        bool is_hidden = visible && strcmp(visible, known) == 0;
        mend->why = is_hidden
                        ? arena_printf(job->arena,
                              translated("characters that nobody sees, or full-width letters, "
                                         "stand in this name: type it anew, \"%s\""),
                              known)
                        : arena_printf(job->arena,
                              translated("\"%s\" is not known here: did you mean \"%s\"?"),
                              written, known);
        mend_rename_all(place, mend, object, of);
        return;
    }
    const char *in_show = of == &feed_item || of == &feed_link || of == &feed_hotline
                              ? mend_known_name(place, &feed_show, 0, written)
                              : NULL;
    if (in_show && strcmp(in_show, "hours") != 0) { /* a time is rather that of the event */
        move_into_show(place, in_show, mend);
        mend->why =
            mend->count > 0
                ? arena_printf(job->arena,
                      translated("unknown member: did you mean \"%s\", inside \"show\"?"),
                      in_show)
                : NULL;
    }
    if (mend->count == 0) {
        mend_misplaced(place, of, written, mend);
    }
    if (of == &feed_item && strcmp(written, "items") == 0) {
        mend->why =
            translated("an item within an item is not read: move it out, beside this one");
    }
}
