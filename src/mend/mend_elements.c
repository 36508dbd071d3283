/* Elements of lists: ids that are there twice, blocks that are two in one, rows out of order.
 */
#include "base/translated.h"
#include "mend/mend_node.h"

#include <stdlib.h>
#include <string.h>

static const char *tell_first(
    const struct mend_job *job, const struct json_node *items, const char *id)
{
    size_t line = 1, number = 1;
    const struct json_node *item = items->child;
    for (; item; item = item->next, number++) {
        const char *own = json_tree_string(job->tree, json_tree_member(job->tree, item, "id"));
        if (own && strcmp(own, id) == 0) {
            break;
        }
    }
    for (size_t at = 0; item && at < item->at; at++) {
        line += job->text[at] == '\n';
    }
    return arena_printf(job->arena,
        translated("the id \"%s\" has item %zu in line %zu already"), id, number, line);
}

void mend_twice(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *id = json_tree_member(job->tree, place->node, "id");
    const struct json_node *items = place->node->parent;
    const char *text = id ? json_tree_string(job->tree, id) : NULL;
    for (int number = 2; text && items && number < 1000; number++) {
        const char *fresh = arena_printf(job->arena, "%s-%d", text, number);
        bool is_taken = false;
        for (const struct json_node *at = items->child; at && fresh; at = at->next) {
            const char *other =
                json_tree_string(job->tree, json_tree_member(job->tree, at, "id"));
            is_taken = is_taken || (other && strcmp(other, fresh) == 0);
        }
        if (!is_taken) {
            mend_text_value(job, mend, id, fresh);
            mend->why = tell_first(job, items, text);
            return;
        }
    }
}

/* {"heading": "a", "text": "b"} as two blocks; a caption stays with its picture. */
void mend_block(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const char *out = "";
    for (const struct json_node *at = place->node->child; at && out; at = at->next) {
        const char *name = json_tree_name(job->tree, at);
        bool is_caption = name && strcmp(name, "caption") == 0;
        const struct json_node *caption = json_tree_member(job->tree, place->node, "caption");
        bool has_caption = caption && name && strcmp(name, "image") == 0;
        out = is_caption
                  ? out
                  : arena_printf(job->arena, "%s%s{\"%s\": %s%s%s}", out, *out ? ", " : "",
                        name, mend_raw(job, at), has_caption ? ", \"caption\": " : "",
                        has_caption ? mend_raw(job, caption) : "");
    }
    mend_value(job, mend, place->node, out);
}

struct row {
    const struct json_node *node;
    const char *time;
};

static int compare_rows(const void *a, const void *b)
{
    const struct row *left = a, *right = b;
    int order = strcmp(left->time, right->time);
    return order ? order
                 : (left->node->at > right->node->at) - (left->node->at < right->node->at);
}

/* Each row's text goes to its place by the time. */
void mend_rows(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    size_t count = 0, i = 0;
    for (const struct json_node *at = place->node->child; at; at = at->next) {
        count++;
    }
    struct row *rows = arena_array(job->arena, count, sizeof *rows);
    for (const struct json_node *at = place->node->child; at && rows; at = at->next, i++) {
        const char *time = json_tree_string(job->tree, json_tree_member(job->tree, at, "time"));
        bool is_short = time && strchr(time, ':') == time + 1;
        rows[i].node = at;
        rows[i].time = is_short ? arena_printf(job->arena, "0%s", time) : time ? time : "";
        if (!rows[i].time) {
            return;
        }
    }
    if (!rows) {
        return;
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    i = 0;
    for (const struct json_node *at = place->node->child; at; at = at->next, i++) {
        if (rows[i].node != at) {
            mend_value(job, mend, at, mend_raw(job, rows[i].node));
        }
    }
}
