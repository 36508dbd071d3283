#include "command/desk/content/wall/wall_look.h"

#include "command/desk/content/published.h"
#include "command/desk/content/wall/wall_kit.h"

#include <string.h>

enum change { ADDED, CHANGED, REMOVED };
static const char *const change_names[] = { "added", "changed", "removed" };

static enum change change_of(const struct changed_part *part)
{
    return !part->before ? ADDED : part->after ? CHANGED : REMOVED;
}

const char *wall_change_name(const struct changed_part *part)
{
    return change_names[change_of(part)];
}

void wall_describe(
    struct arena *arena, const struct changed_part *part, const char **kind, const char **title)
{
    const char *content = part->after ? part->after : part->before;
    struct json_tree tree;
    bool is_read = json_tree_make(&tree, arena, content, strlen(content));
    *kind = is_read ? content_kind(&tree, part->name) : "";
    *title = is_read ? content_title(&tree) : "";
}

static void put_changes(
    struct writer *writer, const struct publication *publication, enum change change)
{
    writer_name(writer, change_names[change]);
    writer_open(writer, '[');
    for (size_t i = 0; i < publication->changed.count; i++) {
        const struct changed_part *part = &publication->changed.parts[i];
        const char *kind, *title;
        if (change_of(part) == change) {
            wall_describe(publication->arena, part, &kind, &title);
            writer_open(writer, '{');
            writer_put_text(writer, "part", part->name);
            writer_put_text(writer, "kind", kind);
            writer_put_text(writer, "title", title);
            writer_close(writer, '}');
        }
    }
    writer_close(writer, ']');
}

static void answer(struct visit *visit, const struct publication *publication)
{
    struct writer writer;
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_put_raw(&writer, "parts", changed_names(&publication->changed, publication->arena));
    wall_put_findings(&writer, publication);
    for (enum change change = ADDED; change <= REMOVED; change++) {
        put_changes(&writer, publication, change);
    }
    writer_close(&writer, '}');
    kit_answer(visit, &writer);
}

void wall_look(struct visit *visit, struct publication *publication)
{
    struct error error = { 0 };
    switch (publisher_look(publication, &error)) {
    case PUBLISHER_DONE:
        answer(visit, publication);
        break;
    case PUBLISHER_REFUSED:
        wall_answer_refused(visit, publication);
        break;
    case PUBLISHER_FAILED:
        kit_fail(visit, &error);
        break;
    }
}
