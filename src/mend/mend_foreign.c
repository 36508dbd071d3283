/* What only items of another kind have: into what this kind has, or an item of its own beside
 * it; not a word of it is lost. */
#include "base/translated.h"
#include "mend/mend_node.h"

#include <string.h>
#include <strings.h>

static const char *list_kinds(const struct mend_job *job, unsigned kinds_of)
{
    const char *list = "";
    for (int kind = 0; kind < ITEM_KIND_COUNT && list; kind++) {
        if (kinds_of & (1u << kind)) {
            list = arena_printf(job->arena, "%s%s%s", list, *list ? ", " : "",
                item_kind_name((enum item_kind)kind));
        }
    }
    return list;
}

/* The texts of an article's blocks, one below the other. */
static const char *text_of_body(const struct mend_job *job, const struct json_node *body)
{
    const char *text = body->kind == JSON_STRING ? json_tree_string(job->tree, body) : "";
    for (const struct json_node *at = body->kind == JSON_LIST ? body->child : NULL; at && text;
         at = at->next) {
        const struct json_node *of = json_tree_member(job->tree, at, "text");
        of = of ? of : json_tree_member(job->tree, at, "heading");
        const char *own = at->kind == JSON_STRING ? json_tree_string(job->tree, at)
                                                  : json_tree_string(job->tree, of);
        text = own ? arena_printf(job->arena, "%s%s%s", text, *text && *own ? "\n" : "", own)
                   : NULL;
    }
    return text;
}

static const char *list_images(const struct mend_job *job, const struct json_node *body)
{
    const char *list = "";
    for (const struct json_node *at = body->kind == JSON_LIST ? body->child : NULL; at && list;
         at = at->next) {
        const struct json_node *image = json_tree_member(job->tree, at, "image");
        list = image ? arena_printf(
                           job->arena, "%s%s%s", list, *list ? ", " : "", mend_raw(job, at))
                     : list;
    }
    return list;
}

void mend_item_beside(
    const struct mend_place *place, struct mend *mend, const char *kind, const char *member)
{
    const struct mend_job *job = place->job;
    const struct json_node *item = mend_item_of(job, place->node);
    const struct json_node *id = json_tree_member(job->tree, item, "id");
    const struct json_node *title = json_tree_member(job->tree, item, "title");
    const struct json_node *show = json_tree_member(job->tree, item, "show");
    const char *own = json_tree_string(job->tree, id);
    if (item->parent->kind != JSON_LIST) {
        return;
    }
    const char *number = mend->count > 1 ? arena_printf(job->arena, "%zu", mend->count) : "";
    const char *fresh =
        own && *own && number
            ? mend_quote(job, arena_printf(job->arena, "%s-%s%s", own, kind, number))
            : NULL;
    mend_add(job, mend, item->end, 0,
        arena_printf(job->arena, ",\n  {%s%s%s\"kind\": \"%s\"%s%s, %s%s%s}",
            fresh ? "\"id\": " : "", fresh ? fresh : "", fresh ? ", " : "", kind,
            title ? ", \"title\": " : "", title ? mend_raw(job, title) : "", member,
            show ? ", \"show\": " : "", show ? mend_raw(job, show) : ""));
}

static void add_item(
    const struct mend_place *place, struct mend *mend, const char *kind, const char *member)
{
    mend_item_beside(place, mend, kind, member);
    if (mend->count > 0) {
        mend_remove(place->job, mend, place->node);
    }
}

static bool may_have(unsigned kind, const char *name)
{
    const struct feed_member *member = feed_member_of(&feed_item, name, kind);
    return member && (!member->kinds || (member->kinds & kind));
}

/* Words into the text that is shown, of whatever the kind has. */
static void move_words(const struct mend_place *place, struct mend *mend, const char *json)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node, *item = mend_item_of(job, node);
    unsigned kind = mend_kind_of(job, item);
    const char *to = kind == ARTICLE ? "body" : "text";
    const struct json_node *there = json_tree_member(job->tree, item, to);
    const char *block = arena_printf(job->arena, "{\"text\": %s}", json);
    if (!json || !block) {
        return;
    }
    if (!may_have(kind, to)) {
        add_item(place, mend, "notice", arena_printf(job->arena, "\"text\": %s", json));
    } else if (!there) {
        mend_add(job, mend, node->name_at, node->end - node->name_at,
            kind == ARTICLE ? arena_printf(job->arena, "\"body\": [%s]", block)
                            : arena_printf(job->arena, "\"text\": %s", json));
    } else if (kind == ARTICLE && there->kind == JSON_LIST) {
        mend_append(job, mend, there, block);
        mend_remove(job, mend, node);
    } else if (kind != ARTICLE && there->kind == JSON_STRING) {
        mend_add(job, mend, there->end - 1, 0,
            arena_printf(job->arena, "\\n%.*s", (int)strlen(json) - 2, json + 1));
        mend_remove(job, mend, node);
    }
}

static void move_body(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *body = place->node;
    const char *images = list_images(job, body);
    unsigned kind = mend_kind_of(job, mend_item_of(job, body));
    if (may_have(kind, "text") && images && !*images) {
        move_words(place, mend, mend_quote(job, text_of_body(job, body)));
    } else {
        add_item(place, mend, "article",
            arena_printf(job->arena, "\"body\": %s", mend_raw(job, body)));
    }
}

static void move_image(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node, *item = mend_item_of(job, node);
    const char *image = arena_printf(job->arena, "\"image\": %s", mend_raw(job, node));
    const struct json_node *body = json_tree_member(job->tree, item, "body");
    if (mend_kind_of(job, item) != ARTICLE) {
        add_item(place, mend, "picture", image);
    } else if (!body) {
        mend_add(job, mend, node->name_at, node->end - node->name_at,
            arena_printf(job->arena, "\"body\": [{%s}]", image));
    } else if (body->kind == JSON_LIST) {
        mend_append(job, mend, body, arena_printf(job->arena, "{%s}", image));
        mend_remove(job, mend, node);
    }
}

/* Rows make an agenda, where the item has nothing else to show. */
static void move_rows(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *item = mend_item_of(job, place->node);
    const char *const others[] = { "text", "body", "image", "to" };
    bool is_more = false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        is_more = is_more || json_tree_member(job->tree, item, others[i]);
    }
    if (is_more) {
        add_item(place, mend, "agenda",
            arena_printf(job->arena, "\"rows\": %s", mend_raw(job, place->node)));
    } else {
        mend_text_value(job, mend, json_tree_member(job->tree, item, "kind"), "agenda");
    }
}

/* By another name its kind has it, and the item not yet. */
static bool rename_foreign(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node, *item = mend_item_of(job, node);
    const char *name = json_tree_name(job->tree, node);
    const char *known = mend_known_name(place, &feed_item, mend_kind_of(job, item), name);
    if (!known || json_tree_member(job->tree, item, known) || strcmp(name, "text") == 0) {
        return false;
    }
    const char *value = mend_known_value(known, place->text);
    mend_name(job, mend, node, known);
    if (value) {
        mend_text_value(job, mend, node, value);
    }
    return true;
}

void mend_foreign(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node, *item = mend_item_of(job, node);
    const char *name = json_tree_name(job->tree, node);
    const struct feed_member *member = mend_member(job, node);
    unsigned kind = mend_kind_of(job, item);
    if (!name || !member || !kind) {
        return;
    }
    const char *others = list_kinds(job, member->kinds);
    if (kind == ARTICLE && strcmp(name, "text") == 0) {
        move_words(place, mend, mend_raw(job, node));
        mend->why = translated("articles have body and no text: nothing of this is shown");
        return;
    }
    if (strcmp(name, "body") == 0) {
        move_body(place, mend);
    } else if (node->kind == JSON_LIST && strcmp(name, "rows") == 0) {
        move_rows(place, mend);
    } else if (node->kind == JSON_STRING && strcmp(name, "image") == 0) {
        move_image(place, mend);
    } else if (!rename_foreign(place, mend) && node->kind == JSON_STRING &&
               (member->type == FEED_LINE || member->type == FEED_TEXT ||
                   member->type == FEED_PHONE)) {
        move_words(place, mend, mend_raw(job, node));
    } else if (mend->count == 0 &&
               (member->words || member->type == FEED_SWITCH || strcmp(name, "focus") == 0)) {
        mend_remove(job, mend, node);
    }
    mend->why =
        strcmp(name, "body") == 0 && kind == NOTICE
            ? translated("notices have text and no body: nothing of this is shown")
            : arena_printf(job->arena,
                  translated("this kind of item has no \"%s\"; those that have one: %s"), name,
                  others);
}

void mend_mail(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node, *of = node->parent;
    const bool is_mailto = strncasecmp(place->text, "mailto:", 7) == 0;
    const char *mail = mend_quote(job, place->text + (is_mailto ? 7 : 0));
    const struct json_node *label = json_tree_member(job->tree, of, "label");
    if (mend_object(job, of) == &feed_item) {
        move_words(place, mend, mail);
    } else if (mend_object(job, of) == &feed_link && of->parent->kind == JSON_LIST && mail &&
               mend_add_to_list(job, mend, "items",
                   arena_printf(job->arena, "{\"kind\": \"notice\"%s%s, \"text\": %s}",
                       label ? ", \"title\": " : "", label ? mend_raw(job, label) : "",
                       mail))) {
        mend_remove(job, mend, of);
    }
}
