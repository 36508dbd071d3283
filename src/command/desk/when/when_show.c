/* A sentence's meaning as the feed's `show`, and back (docs/feed.md, "show"). */
#include "command/desk/when/when.h"
#include "command/desk/when/when_place.h"
#include "content/json/json_text.h"
#include "content/text/syntax.h"

#include <stdlib.h>
#include <string.h>

struct printing {
    struct bytes *out;
    bool has_any;
};

static bool name(struct printing *printing, const char *member)
{
    bool had = printing->has_any;
    printing->has_any = true;
    return bytes_print(printing->out, "%s\"%s\": ", had ? ", " : "", member);
}

static bool text(struct printing *printing, const char *member, const char *value)
{
    return !value || !*value || (name(printing, member) && json_text(printing->out, value));
}

static bool number(struct printing *printing, const char *member, int value)
{
    return name(printing, member) && bytes_print(printing->out, "%d", value);
}

bool when_print(const struct when *when, struct bytes *out)
{
    struct printing printing = { out, false };
    char from[MOMENT_BYTES], until[MOMENT_BYTES];
    bool done = bytes_print(out, "{") &&
                text(&printing, "from", moment_print(&when->from, from)) &&
                text(&printing, "until", moment_print(&when->until, until)) &&
                text(&printing, "days", when->days) && text(&printing, "hours", when->hours);
    if (done && when->tag_count > 0) {
        done = name(&printing, "screens") && bytes_print(out, "[");
        for (size_t i = 0; done && i < when->tag_count; i++) {
            done = (i == 0 || bytes_print(out, ", ")) && json_text(out, when->tags[i]);
        }
        done = done && bytes_print(out, "]");
    }
    return done && (!when->has_priority || number(&printing, "priority", when->priority)) &&
           (!when->has_weight || number(&printing, "weight", when->weight)) &&
           text(&printing, "max_age", when->max_age) && bytes_print(out, "}");
}

struct reading {
    const struct when_context *context;
    const struct json_tree *tree;
    struct when *when;
};

static const char *string_of(const struct reading *reading, const struct json_node *node)
{
    return node->kind == JSON_STRING ? json_tree_string(reading->tree, node) : NULL;
}

static bool read_moment(
    const struct reading *reading, const struct json_node *node, struct moment *moment)
{
    const char *written = string_of(reading, node);
    return written && (!*written || moment_read(written, MOMENT_ANY, moment));
}

static bool add_tag(const struct reading *reading, const struct json_node *node)
{
    const char *tag = string_of(reading, node);
    if (!tag || reading->when->tag_count == WHEN_TAGS_MAX) {
        return false;
    }
    reading->when->tags[reading->when->tag_count++] = tag;
    return true;
}

static bool read_tags(const struct reading *reading, const struct json_node *node)
{
    if (node->kind != JSON_LIST) {
        return add_tag(reading, node);
    }
    bool done = true;
    for (const struct json_node *at = node->child; done && at; at = at->next) {
        done = add_tag(reading, at);
    }
    when_sort_tags(reading->when);
    return done;
}

static bool read_number(
    const struct reading *reading, const struct json_node *node, int *value, bool *has_it)
{
    *value = atoi(reading->tree->text + node->at);
    *has_it = true;
    return node->kind == JSON_NUMBER;
}

static bool read_member(const struct reading *reading, const char *member,
    const struct json_node *node, bool *is_whole)
{
    struct when *when = reading->when;
    struct arena *arena = reading->context->arena;
    const char *written = string_of(reading, node);
    if (node->kind == JSON_WORD && reading->tree->text[node->at] == 'n') {
        return true;
    }
    if (strcmp(member, "from") == 0) {
        return read_moment(reading, node, &when->from);
    }
    if (strcmp(member, "until") == 0) {
        return read_moment(reading, node, &when->until);
    }
    if (strcmp(member, "days") == 0) {
        when->days = written && *written ? syntax_days(arena, written) : NULL;
        return written && (!*written || when->days);
    }
    if (strcmp(member, "hours") == 0) {
        when->hours = written && *written ? syntax_hours(arena, written) : NULL;
        return written && (!*written || when->hours);
    }
    if (strcmp(member, "screens") == 0) {
        return read_tags(reading, node);
    }
    if (strcmp(member, "priority") == 0) {
        return read_number(reading, node, &when->priority, &when->has_priority);
    }
    if (strcmp(member, "weight") == 0) {
        return read_number(reading, node, &when->weight, &when->has_weight);
    }
    if (strcmp(member, "max_age") == 0) {
        int64_t ms;
        when->max_age = written && *written ? written : NULL;
        return written && (!*written || syntax_duration(written, &ms));
    }
    *is_whole = false;
    return true;
}

bool when_of_show(const struct when_context *context, const struct json_tree *tree,
    const struct json_node *show, struct when *when, bool *is_whole)
{
    struct reading reading = { context, tree, when };
    bool done = true;
    *when = (struct when) { 0 };
    *is_whole = true;
    if (!show) {
        return true;
    }
    for (const struct json_node *at = show->child; done && at; at = at->next) {
        const char *member = json_tree_name(tree, at);
        done = member && read_member(&reading, member, at, is_whole);
    }
    return done;
}

static bool is_same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* A date begins at its first moment and ends at its last. */
static bool is_same_moment(const struct moment *a, const struct moment *b, bool is_end)
{
    int64_t day_ms = is_end ? 86400000 : 0;
    bool is_local = a->form != MOMENT_NONE && b->form != MOMENT_NONE &&
                    a->form != MOMENT_INSTANT && b->form != MOMENT_INSTANT;
    return (is_local || a->form == b->form) && a->offset_minutes == b->offset_minutes &&
           a->face_ms + (a->form == MOMENT_DATE ? day_ms : 0) ==
               b->face_ms + (b->form == MOMENT_DATE ? day_ms : 0);
}

bool when_is_same(const struct when *a, const struct when *b)
{
    bool same = is_same_moment(&a->from, &b->from, false) &&
                is_same_moment(&a->until, &b->until, true) && is_same_text(a->days, b->days) &&
                is_same_text(a->hours, b->hours) && a->tag_count == b->tag_count &&
                a->has_priority == b->has_priority && a->priority == b->priority &&
                a->has_weight == b->has_weight && a->weight == b->weight &&
                is_same_text(a->max_age, b->max_age);
    for (size_t i = 0; same && i < a->tag_count; i++) {
        same = strcmp(a->tags[i], b->tags[i]) == 0;
    }
    return same;
}
