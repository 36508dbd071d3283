#include "command/desk/content/kit.h"

#include "base/clock.h"
#include "base/translated.h"
#include "command/desk/document/compose.h"
#include "content/json/json_scan.h"
#include "time/zone.h"

#include <stdlib.h>
#include <string.h>

bool kit_tree(struct visit *visit, const char *text, struct json_tree *tree)
{
    return text && json_scan(text, strlen(text), &json_limits_default, NULL) &&
           json_tree_make(tree, &visit->request->arena, text, strlen(text));
}

bool kit_body(struct visit *visit, struct json_tree *tree)
{
    const struct bytes *body = &visit->request->body;
    struct error error = { 0 };
    if (body->size == 0 || !json_scan(body->data, body->size, &json_limits_default, &error)) {
        kit_refuse(
            visit, 400, *error.text ? error.text : translated("this is no JSON object"), NULL);
        return false;
    }
    if (!json_tree_make(tree, &visit->request->arena, body->data, body->size)) {
        kit_fail(visit, &error);
        return false;
    }
    if (tree->root->kind != JSON_OBJECT) {
        kit_refuse(visit, 400, translated("this is no JSON object"), NULL);
        return false;
    }
    return true;
}

const char *kit_text(const struct json_tree *tree, const char *name)
{
    const struct json_node *node = json_tree_member(tree, tree->root, name);
    return node && node->kind == JSON_STRING ? json_tree_string(tree, node) : NULL;
}

const char *kit_raw(const struct json_tree *tree, const char *name)
{
    const struct json_node *node = json_tree_member(tree, tree->root, name);
    return node ? arena_strndup(tree->arena, tree->text + node->at, node->end - node->at)
                : NULL;
}

int64_t kit_int(const struct json_tree *tree, const char *name, int64_t otherwise)
{
    const struct json_node *node = json_tree_member(tree, tree->root, name);
    return node && node->kind == JSON_NUMBER ? strtoll(tree->text + node->at, NULL, 10)
                                             : otherwise;
}

bool kit_is_true(const struct json_tree *tree, const char *name)
{
    const struct json_node *node = json_tree_member(tree, tree->root, name);
    return node && node->kind == JSON_WORD && tree->text[node->at] == 't';
}

bool kit_hash(struct visit *visit, const char *json, char hash[CANONICAL_HASH_BYTES])
{
    struct bytes canonical;
    struct error error = { 0 };
    bytes_init(&canonical);
    bool done = canonical_text(json, strlen(json), &canonical, &error);
    if (done) {
        canonical_hash(&canonical, hash);
    } else {
        kit_fail(visit, &error);
    }
    bytes_finish(&canonical);
    return done;
}

const char *kit_instant(struct visit *visit, int64_t wall_ms)
{
    char text[32];
    const struct zone *zone = visit->desk->config->screen.timezone;
    clock_print_rfc3339(wall_ms, zone_offset_minutes(zone, wall_ms), text);
    return arena_strdup(&visit->request->arena, text);
}

void kit_put_instant(
    struct visit *visit, struct writer *writer, const char *name, int64_t wall_ms)
{
    writer_put_text(writer, name, kit_instant(visit, wall_ms));
}

void kit_answer(struct visit *visit, struct writer *writer)
{
    if (writer->has_failed) {
        kit_fail(visit, &(struct error) { "" });
    } else {
        answer_json(visit, &writer->bytes);
    }
    writer_finish(writer);
}

void kit_refuse(struct visit *visit, int status, const char *text, const char *mend)
{
    answer_refuse(visit, &(struct refusal) { .status = status, .text = text, .mend = mend });
}

void kit_fail(struct visit *visit, const struct error *error)
{
    answer_failed(visit, *error->text ? error : &(struct error) { "out of memory" });
}

const char *kit_part(struct visit *visit)
{
    const char *part = visit->parameters[0];
    if (!part || !compose_is_part(part)) {
        kit_refuse(visit, 404, translated("there is no such part"), NULL);
        return NULL;
    }
    return part;
}
