/* What stands beside `show`, tags, and ends before beginnings. */
#include "base/translated.h"
#include "config/config.h"
#include "config/rules.h"
#include "content/text/spelling.h"
#include "mend/mend_node.h"
#include "time/week_words.h"

#include <string.h>
#include <strings.h>

static bool is_of_show(const char *name)
{
    for (size_t i = 0; name && i < feed_show.count; i++) {
        if (strcmp(feed_show.members[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* All members of the object that belong inside `show`, as text. */
static const char *gather(const struct mend_job *job, const struct json_node *object,
    const struct feed_object *of, const struct json_node *show)
{
    const char *members = "";
    for (const struct json_node *at = object->child; at && members; at = at->next) {
        const char *name = json_tree_name(job->tree, at);
        bool is_own = false;
        for (size_t i = 0; name && i < of->count; i++) {
            is_own = is_own || strcmp(of->members[i].name, name) == 0;
        }
        if (!is_own && is_of_show(name) && !json_tree_member(job->tree, show, name)) {
            members = arena_printf(job->arena, "%s%s\"%s\": %s", members, *members ? ", " : "",
                name, mend_raw(job, at));
        }
    }
    return members;
}

/* At the top it is moved into each item. */
static void spread(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *root = job->tree->root;
    const struct json_node *show = json_tree_member(job->tree, root, "show");
    const struct json_node *items = json_tree_member(job->tree, root, "items");
    if (mend_item_at_top(job, mend)) {
        return;
    }
    const char *inside =
        show && show->kind == JSON_OBJECT ? mend_raw(job, show)
        : show                            ? NULL
               : arena_printf(job->arena, "{%s}", gather(job, root, &feed_document, NULL));
    for (const struct json_node *at = items ? items->child : NULL; at && inside;
         at = at->next) {
        if (at->kind == JSON_OBJECT && !json_tree_member(job->tree, at, "show")) {
            mend_append(job, mend, at, arena_printf(job->arena, "\"show\": %s", inside));
        }
    }
    for (const struct json_node *at = root->child; at; at = at->next) {
        const char *name = json_tree_name(job->tree, at);
        if (name && (strcmp(name, "show") == 0 || (!show && is_of_show(name)))) {
            mend_remove(job, mend, at);
        }
    }
}

void mend_beside(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node, *object = node->parent;
    const struct feed_object *of = object ? mend_object(job, object) : NULL;
    if (!of || place->missing) {
        return;
    }
    if (of == &feed_document) {
        spread(place, mend);
        return;
    }
    const struct json_node *show = json_tree_member(job->tree, object, "show");
    const char *members = gather(job, object, of, show);
    bool is_first = true;
    for (const struct json_node *at = object->child; at && members; at = at->next) {
        const char *name = json_tree_name(job->tree, at);
        bool is_own = false;
        for (size_t i = 0; name && i < of->count; i++) {
            is_own = is_own || strcmp(of->members[i].name, name) == 0;
        }
        if (is_own || !is_of_show(name)) {
            continue;
        }
        if (is_first && !show) {
            mend_add(job, mend, at->name_at, at->end - at->name_at,
                arena_printf(job->arena, "\"show\": {%s}", members));
        } else {
            mend_remove(job, mend, at);
        }
        is_first = false;
    }
    if (show && show->kind == JSON_OBJECT && members && *members) {
        mend_append(job, mend, show, members);
    }
}

static bool is_tag(const struct mend_job *job, const char *name)
{
    bool found = false;
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; job->tags[i] && k < job->tags[i]->count && !found; k++) {
            found = strcmp(job->tags[i]->items[k], name) == 0;
        }
    }
    return found;
}

/* Of those that there are, the one that a Chinese word is for. */
static const char *translated_tag(const struct mend_job *job, const char *name)
{
    static const char *const tags[][2] = { { "宿舍", "dormitory" }, { "宿舍", "dorm" },
        { "宿舍楼", "dormitory" }, { "宿舍楼", "dorm" }, { "寝室", "dormitory" },
        { "公寓", "dormitory" }, { "大厅", "lobby" }, { "门厅", "lobby" }, { "大堂", "lobby" },
        { "食堂", "canteen" }, { "餐厅", "canteen" }, { "图书馆", "library" },
        { "教学楼", "teaching" }, { "办公楼", "office" }, { "体育馆", "gym" },
        { "招生", "admissions" }, { "报告厅", "hall" } };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (strcmp(tags[i][0], name) == 0 && is_tag(job, tags[i][1])) {
            return tags[i][1];
        }
    }
    return NULL;
}

/* "There are: lobby, dormitory"; NULL where nobody knows which. */
static const char *list_tags(const struct mend_job *job)
{
    const char *list = "";
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; list && job->tags[i] && k < job->tags[i]->count; k++) {
            const char *tag = job->tags[i]->items[k];
            bool is_again = i == 1 && job->tags[0] &&
                            is_tag(&(struct mend_job) { .tags = { job->tags[0] } }, tag);
            list = is_again ? list
                            : arena_printf(job->arena, "%s%s%s", list, *list ? ", " : "", tag);
        }
    }
    return list && *list ? arena_printf(job->arena,
                               translated("Write one of those that there are: %s."), list)
                         : NULL;
}

/* The tag there is that was meant, with its "!"; NULL where none is. */
static const char *near_tag(const struct mend_job *job, const char *tag)
{
    static const char full[] = "！";
    bool is_not = tag[0] == '!' || strncmp(tag, full, sizeof full - 1) == 0;
    const char *name = tag + (tag[0] == '!' ? 1 : is_not ? sizeof full - 1 : 0);
    const char *found = NULL;
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; job->tags[i] && k < job->tags[i]->count && !found; k++) {
            const char *known = job->tags[i]->items[k];
            found =
                strcasecmp(known, name) == 0 || spelling_is_near(name, known) ? known : NULL;
        }
    }
    found = found ? found : translated_tag(job, name);
    if (!found && rule_tag(name) && is_not && tag[0] != '!') {
        found = name;
    }
    return found ? arena_printf(job->arena, "%s%s", is_not ? "!" : "", found) : NULL;
}

/* "宿舍、食堂" as a list; NULL where it is one tag, or has what no tag has. */
static const char *split_tags(const struct mend_job *job, const char *text)
{
    static const char *const marks[] = { ", ", ",", "，", "、", ";", "；", "/", "和", "及" };
    const char *list = "", *at = text;
    int count = 0;
    while (*at && list) {
        char tag[160];
        size_t size = 0;
        const char *behind = at;
        while (*at && week_word(&behind, marks, 9) < 0 && size + 4 < sizeof tag) {
            tag[size++] = *at++;
            behind = at;
        }
        tag[size] = '\0';
        if (size > 0 && !rule_tag(tag + (tag[0] == '!'))) {
            return NULL;
        }
        if (size > 0) {
            list = arena_printf(
                job->arena, "%s%s%s", list, *list ? ", " : "", mend_quote(job, tag));
            count++;
        } else if (behind == at) {
            return NULL;
        }
        at = behind;
    }
    return count > 1 ? arena_printf(job->arena, "[%s]", list) : NULL;
}

static void mend_one_tag(
    const struct mend_job *job, const struct json_node *node, struct mend *mend)
{
    const char *tag = json_tree_string(job->tree, node);
    const char *list = tag ? split_tags(job, tag) : NULL;
    const char *near = tag && *tag && !list ? near_tag(job, tag) : NULL;
    if (list && node->parent->kind == JSON_LIST) {
        mend_value(job, mend, node, arena_strndup(job->arena, list + 1, strlen(list) - 2));
    } else if (list) {
        mend_value(job, mend, node, list);
    } else if (near && strcmp(near, tag) != 0) {
        mend_text_value(job, mend, node, near);
    }
}

/* "全部": every screen is meant by saying none. */
static bool means_all(const struct mend_job *job, const struct json_node *node)
{
    static const char *const words[] = { "全部", "所有", "全校", "全体", "所有屏幕", "全部屏幕",
        "每块屏幕", "all", "any", "everywhere", "*" };
    const struct json_node *only = node->kind == JSON_LIST ? node->child : node;
    const char *tag = only && !(node->kind == JSON_LIST && only->next)
                          ? json_tree_string(job->tree, only)
                          : NULL;
    for (size_t i = 0; tag && i < sizeof words / sizeof *words; i++) {
        if (strcasecmp(tag, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

void mend_tag(const struct mend_place *place, struct mend *mend)
{
    const struct json_node *node = place->node;
    const char *name = json_tree_name(place->job->tree, node);
    if (name && strcmp(name, "screens") == 0 && means_all(place->job, node)) {
        mend_remove(place->job, mend, node);
        mend->why =
            translated("no screen has such a tag; for every screen leave \"screens\" out");
        mend->advice = "";
        return;
    }
    if (place->finding->severity == FINDING_ERROR) { /* no screen can have it */
        const char *list = list_tags(place->job);
        mend->advice =
            list
                ? list
                : translated(
                      "Write the tags that the administrator has given the screens, such as\n[\"lobby\", \"dormitory\"].");
    }
    if (node->kind == JSON_LIST) {
        for (const struct json_node *at = node->child; at; at = at->next) {
            mend_one_tag(place->job, at, mend);
        }
    } else if (node->kind == JSON_STRING && node->parent) {
        mend_one_tag(place->job, node, mend);
    }
}

/* from behind until. */
void mend_rule(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *from = json_tree_member(job->tree, place->node, "from");
    const struct json_node *until = json_tree_member(job->tree, place->node, "until");
    if (from && until) {
        mend_value(job, mend, from, mend_raw(job, until));
        mend_value(job, mend, until, mend_raw(job, from));
    }
}
