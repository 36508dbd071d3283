#include "command/desk/content/look/scenes.h"

#include "base/bytes.h"
#include "base/system/file.h"
#include "content/json/json_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCENES_MAX_BYTES = 64 * 1024 * 1024 };

static int64_t number_of(
    const struct json_tree *tree, const struct json_node *node, const char *name)
{
    const struct json_node *member = json_tree_member(tree, node, name);
    return member && member->kind == JSON_NUMBER ? strtoll(tree->text + member->at, NULL, 10)
                                                 : 0;
}

static const char *text_of(
    const struct json_tree *tree, const struct json_node *node, const char *name)
{
    const struct json_node *member = json_tree_member(tree, node, name);
    const char *text =
        member && member->kind == JSON_STRING ? json_tree_string(tree, member) : "";
    return text ? text : "";
}

/* Our own program wrote it, so that it is not scanned once more. */
static const struct json_node *read_list(
    const char *path, struct arena *arena, struct json_tree *tree, struct error *error)
{
    struct bytes file;
    const struct json_node *list = NULL;
    bytes_init(&file);
    if (file_read(path, SCENES_MAX_BYTES, &file, error)) {
        char *text = arena_strndup(arena, file.data, file.size);
        if (text && json_tree_make(tree, arena, text, file.size)) {
            list = json_tree_member(tree, tree->root, "slides");
        }
        if (!list) {
            error_set(error, "%s: no slides", path);
        }
    }
    bytes_finish(&file);
    return list;
}

bool scenes_read(const struct scenes_place *place, struct arena *arena, struct preview *preview,
    struct error *error)
{
    struct json_tree tree;
    size_t count = 0;
    const struct json_node *list = read_list(place->path, arena, &tree, error);
    if (!list) {
        return false;
    }
    for (const struct json_node *at = list->child; at; at = at->next) {
        count++;
    }
    struct preview_slide *slides =
        arena_array(arena, preview->slide_count + count + 1, sizeof *slides);
    if (!slides) {
        return error_set(error, "out of memory");
    }
    if (preview->slide_count > 0) {
        memcpy(slides, preview->slides, preview->slide_count * sizeof *slides);
    }
    preview->slides = slides;
    int number = (int)place->size_index * SCENES_NUMBERS;
    for (const struct json_node *at = list->child; at; at = at->next, number++) {
        slides[preview->slide_count++] = (struct preview_slide) { .size = place->size,
            .kind = text_of(&tree, at, "kind"),
            .item = text_of(&tree, at, "item"),
            .page = (int)number_of(&tree, at, "page"),
            .pages = (int)number_of(&tree, at, "pages"),
            .number = number,
            .dwell_ms = number_of(&tree, at, "dwell_ms") };
    }
    return true;
}

bool scenes_file(const char *path, int index, char *name, size_t capacity)
{
    struct arena arena;
    struct json_tree tree;
    bool found = false;
    arena_init(&arena);
    const struct json_node *list = read_list(path, &arena, &tree, NULL);
    for (const struct json_node *at = list ? list->child : NULL; at; at = at->next, index--) {
        if (index == 0) {
            const char *file = text_of(&tree, at, "file");
            found = *file && !strchr(file, '/');
            snprintf(name, capacity, "%s", file);
        }
    }
    arena_finish(&arena);
    return found;
}
