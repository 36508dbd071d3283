#include "adapt/format/xml_json.h"

#include "adapt/format/xml_node.h"

#include <string.h>

enum { CHILDREN_MAX = 2000 };

static bool has_elements(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            return true;
        }
    }
    return false;
}

/* Without its prefix, also where nobody declared that. */
static const char *local_name(const xmlNode *node)
{
    const char *colon = strchr((const char *)node->name, ':');
    return colon && colon[1] ? colon + 1 : (const char *)node->name;
}

/* A second one of a name makes a list of both. False without memory; `value` is then gone. */
static bool add(cJSON *object, const char *name, cJSON *value)
{
    cJSON *first = value ? cJSON_GetObjectItemCaseSensitive(object, name) : NULL;
    bool done = value;
    if (first && !cJSON_IsArray(first)) {
        cJSON *list = cJSON_CreateArray();
        cJSON *kept = list ? cJSON_DetachItemViaPointer(object, first) : NULL;
        done = kept && cJSON_AddItemToArray(list, kept) &&
               cJSON_AddItemToObject(object, name, list);
        first = done ? list : NULL;
    }
    if (done && first) {
        done = cJSON_AddItemToArray(first, value);
    } else if (done) {
        done = cJSON_AddItemToObject(object, name, value);
    }
    if (!done) {
        cJSON_Delete(value);
    }
    return done;
}

/* As deep as xml_load() lets them be. */
static cJSON *value_of(struct arena *arena, const xmlNode *node)
{
    if (!has_elements(node)) {
        return cJSON_CreateString(xml_text(arena, node));
    }
    cJSON *object = cJSON_CreateObject();
    bool done = object;
    int count = 0;
    for (const xmlNode *child = node->children; done && child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            done = count++ < CHILDREN_MAX &&
                   add(object, local_name(child), value_of(arena, child));
        }
    }
    if (!done) {
        cJSON_Delete(object);
    }
    return done ? object : NULL;
}

cJSON *xml_json(const char *data, size_t size, struct error *error)
{
    struct arena arena;
    xmlDoc *document = xml_load(data, size, "", error);
    if (!document) {
        return NULL;
    }
    arena_init(&arena);
    const xmlNode *root = xmlDocGetRootElement(document);
    cJSON *object = cJSON_CreateObject(), *value = value_of(&arena, root);
    bool done = object && value && !arena.has_failed;
    if (!done) {
        cJSON_Delete(value);
    }
    done = done && add(object, local_name(root), value);
    if (!done) {
        error_set(error, "out of memory, or more elements in one than any alert has");
        cJSON_Delete(object);
        object = NULL;
    }
    xmlFreeDoc(document);
    arena_finish(&arena);
    return object;
}
