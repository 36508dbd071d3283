#include "command/desk/content/me.h"

#include "base/list.h"
#include "command/desk/content/content.h"
#include "command/desk/content/published.h"
#include "command/desk/content/wall/outlet.h"
#include "command/desk/content/wall/signing.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

enum { TAGS_MAX = 1000 };

struct gathering {
    struct arena *arena;
    const char **list;
    size_t count;
};

static void gather(struct gathering *gathering, const char *tag)
{
    tag += *tag == '!';
    for (size_t i = 0; i < gathering->count; i++) {
        if (strcmp(gathering->list[i], tag) == 0) {
            return;
        }
    }
    if (*tag && gathering->count < TAGS_MAX) {
        char *copy = arena_strdup(gathering->arena, tag);
        if (copy) {
            gathering->list[gathering->count++] = copy;
        }
    }
}

static void gather_list(struct gathering *gathering, const struct text_list *tags)
{
    for (size_t i = 0; i < tags->count; i++) {
        gather(gathering, tags->items[i]);
    }
}

/* Every "screens" of a `show`, wherever it stands. */
static void gather_rules(
    struct gathering *gathering, const struct json_tree *tree, const struct json_node *node)
{
    const struct json_node *show = json_tree_member(tree, node, "show");
    const struct json_node *screens = json_tree_member(tree, show, "screens");
    if (screens && screens->kind == JSON_STRING) {
        const char *tag = json_tree_string(tree, screens);
        gather(gathering, tag ? tag : "");
    }
    for (const struct json_node *at = screens ? screens->child : NULL; at; at = at->next) {
        const char *tag = at->kind == JSON_STRING ? json_tree_string(tree, at) : NULL;
        gather(gathering, tag ? tag : "");
    }
    for (const struct json_node *at = node->child; at; at = at->next) {
        if (at->kind == JSON_OBJECT || at->kind == JSON_LIST) {
            gather_rules(gathering, tree, at);
        }
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool me_screens(struct visit *visit, struct text_list *tags)
{
    struct published published;
    struct arena *arena = &visit->request->arena;
    struct gathering gathering = { arena, arena_array(arena, TAGS_MAX, sizeof(char *)), 0 };
    if (!gathering.list || !published_read(visit, &published)) {
        return false;
    }
    gather_list(&gathering, &visit->desk->config->screen.tags);
    gather_list(&gathering, &visit->desk->config->guard.tags);
    gather_rules(&gathering, &published.tree, published.tree.root);
    qsort(gathering.list, gathering.count, sizeof *gathering.list, by_text);
    *tags = (struct text_list) { gathering.list, gathering.count };
    return true;
}

void me_tell(struct visit *visit, struct cJSON *tree)
{
    char tag[OUTLET_TAG_BYTES], public[MINISIGN_PUBLIC_BYTES];
    struct text_list tags = { 0 };
    struct signing *signing = visit->desk->content->signing;
    const char *at = kit_instant(visit, visit->now_ms);
    me_screens(visit, &tags);
    cJSON_AddStringToObject(tree, "at", at ? at : "");
    cJSON *screens = cJSON_AddArrayToObject(tree, "screens");
    for (size_t i = 0; i < tags.count; i++) {
        cJSON_AddItemToArray(screens, cJSON_CreateString(tags.items[i]));
    }
    cJSON *sizes = cJSON_AddArrayToObject(tree, "sizes");
    cJSON_AddItemToArray(sizes, cJSON_CreateString("1920x1080"));
    cJSON_AddItemToArray(sizes, cJSON_CreateString("1080x1920"));
    cJSON_AddStringToObject(tree, "theme", visit->desk->config->theme.name);
    cJSON *key = cJSON_AddObjectToObject(tree, "key");
    cJSON_AddBoolToObject(key, "wanted", signing_is_wanted(signing));
    cJSON_AddBoolToObject(key, "unlocked", signing_is_unlocked(signing));
    signing_public(signing, public);
    cJSON_AddStringToObject(key, "public", public);
    cJSON_AddNumberToObject(
        tree, "serial", (double)outlet_serial(visit->desk->content->outlet, tag));
}
