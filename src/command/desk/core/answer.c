#include "command/desk/core/answer.h"

#include "base/log.h"
#include "base/translated.h"
#include "content/json/json_scan.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static const char json_type[] = "application/json; charset=utf-8";

void answer_json(struct visit *visit, struct bytes *json)
{
    visit->answer->type = json_type;
    visit->answer->body = *json;
    bytes_init(json);
}

/* As text; false when memory is out. */
static bool print_tree(struct cJSON *tree, struct bytes *out)
{
    char *text = tree ? cJSON_PrintUnformatted(tree) : NULL;
    bool done = text && bytes_append(out, text, strlen(text));
    cJSON_free(text);
    cJSON_Delete(tree);
    return done;
}

void answer_tree(struct visit *visit, struct cJSON *tree)
{
    struct bytes json;
    bytes_init(&json);
    if (print_tree(tree, &json)) {
        answer_json(visit, &json);
    } else {
        answer_failed(visit, &(struct error) { "out of memory" });
    }
    bytes_finish(&json);
}

void answer_done(struct visit *visit)
{
    visit->answer->status = 204;
}

static void set_error(struct visit *visit, const struct refusal *refusal)
{
    struct bytes json;
    cJSON *tree = cJSON_CreateObject(), *error = cJSON_AddObjectToObject(tree, "error");
    cJSON_AddStringToObject(error, "text", refusal->text);
    if (refusal->mend) {
        cJSON_AddStringToObject(error, "mend", refusal->mend);
    }
    if (refusal->pointer) {
        cJSON_AddStringToObject(error, "pointer", refusal->pointer);
    }
    bytes_init(&json);
    if (print_tree(tree, &json)) {
        answer_json(visit, &json);
    }
    bytes_finish(&json);
    visit->answer->status = refusal->status;
}

void answer_refuse(struct visit *visit, const struct refusal *refusal)
{
    set_error(visit, refusal);
}

void answer_failed(struct visit *visit, const struct error *error)
{
    log_error("%s %s: %s", visit->request->method, visit->request->path, error->text);
    set_error(
        visit, &(struct refusal) { .status = 500,
                   .text = translated("the desk could not do it: its log says why"),
                   .mend = translated("try again; if it stays so, ask who runs the desk") });
}

bool answer_park(struct visit *visit, int64_t wait_ms)
{
    if (!visit->request->is_last) {
        visit->answer->park_ms = wait_ms;
    }
    return !visit->request->is_last;
}

struct cJSON *visit_json(struct visit *visit)
{
    const struct bytes *body = &visit->request->body;
    struct error error = { 0 };
    cJSON *tree = NULL;
    if (body->size > 0 && json_scan(body->data, body->size, &json_limits_default, &error)) {
        tree = cJSON_ParseWithLength(body->data, body->size);
    }
    if (!cJSON_IsObject(tree)) {
        cJSON_Delete(tree);
        tree = NULL;
        answer_refuse(visit,
            &(struct refusal) { .status = 400,
                .text = *error.text ? error.text : translated("this is no JSON object") });
    }
    return tree;
}

const char *visit_text(const struct cJSON *tree, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(tree, name));
}

bool visit_audit(struct visit *visit, const struct audit_entry *entry, struct error *error)
{
    struct audit_entry whole = *entry;
    whole.who = *visit->person.name ? visit->person.name : entry->who ? entry->who : "";
    whole.address = visit->request->address;
    whole.what = entry->what ? entry->what : "";
    return audit_write(visit->database, &whole, error);
}
