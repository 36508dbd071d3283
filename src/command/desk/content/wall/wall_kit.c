#include "command/desk/content/wall/wall_kit.h"

#include "base/log.h"
#include "base/translated.h"
#include "command/desk/document/compose.h"

#include <string.h>

struct publication wall_publication(struct visit *visit, const char *why)
{
    return (struct publication) { .desk = visit->desk,
        .database = visit->database,
        .arena = &visit->request->arena,
        .now_ms = visit->now_ms,
        .is_english = visit->is_english,
        .who = visit->person.name,
        .address = visit->request->address,
        .why = why };
}

void wall_put_findings(struct writer *writer, const struct publication *publication)
{
    writer_name(writer, "findings");
    writer_open(writer, '[');
    for (size_t i = 0; i < publication->checked.count; i++) {
        checking_put(writer, &publication->checked.findings[i]);
    }
    writer_close(writer, ']');
}

void wall_answer_refused(struct visit *visit, const struct publication *publication)
{
    struct writer writer;
    int status = publication->refused.status;
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_name(&writer, "error");
    writer_open(&writer, '{');
    writer_put_text(&writer, "text", publication->refused.text);
    if (publication->refused.mend) {
        writer_put_text(&writer, "mend", publication->refused.mend);
    }
    writer_close(&writer, '}');
    wall_put_findings(&writer, publication);
    writer_close(&writer, '}');
    kit_answer(visit, &writer);
    visit->answer->status = status;
}

/* NULL where all is well. */
static const char *warning_of(const struct publication *publication)
{
    return *publication->unwritten.text
               ? arena_printf(publication->arena,
                     translated("it is published, and not on the disk yet (%s): the desk tries "
                                "again; ask who runs it"),
                     publication->unwritten.text)
               : NULL;
}

void wall_run(struct visit *visit, struct publication *publication)
{
    struct error error = { 0 };
    struct writer writer;
    switch (publisher_publish(publication, &error)) {
    case PUBLISHER_DONE:
        writer_init(&writer);
        writer_open(&writer, '{');
        writer_put_int(&writer, "serial", publication->serial);
        writer_put_bool(&writer, "unchanged", publication->is_unchanged);
        writer_put_text(&writer, "warning", warning_of(publication));
        wall_put_findings(&writer, publication);
        writer_close(&writer, '}');
        kit_answer(visit, &writer);
        break;
    case PUBLISHER_REFUSED:
        if (publication->refused.status == 500) {
            log_error("desk: %s", publication->refused.text);
        }
        wall_answer_refused(visit, publication);
        break;
    case PUBLISHER_FAILED:
        kit_fail(visit, &error);
        break;
    }
}

static const char *text_of(
    const struct json_tree *tree, const struct json_node *node, const char *name)
{
    const struct json_node *member = json_tree_member(tree, node, name);
    return member && member->kind == JSON_STRING ? json_tree_string(tree, member) : NULL;
}

bool wall_parts(
    const struct json_tree *tree, const struct json_node *list, struct publication *publication)
{
    size_t count = 0;
    if (!list || list->kind != JSON_LIST || !list->child) {
        return false;
    }
    for (const struct json_node *at = list->child; at; at = at->next) {
        count++;
    }
    publication->parts = arena_array(tree->arena, count, sizeof *publication->parts);
    for (const struct json_node *at = list->child; publication->parts && at; at = at->next) {
        const char *part = text_of(tree, at, "part"), *hash = text_of(tree, at, "hash");
        if (!part || !hash || !compose_is_part(part)) {
            return false;
        }
        publication->parts[publication->part_count++] =
            (struct publication_part) { .name = part, .hash = hash };
    }
    return publication->parts != NULL;
}
