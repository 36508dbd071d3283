/* What is missing, or of another type: text, list, number, braces. */
#include "base/translated.h"
#include "content/json/json_scan.h"
#include "mend/mend_node.h"

#include <stdlib.h>
#include <string.h>

static void wrap(const struct mend_job *job, struct mend *mend, const struct json_node *node,
    const char *before, const char *behind)
{
    mend_add(job, mend, node->at, 0, before);
    mend_add(job, mend, node->end, 0, behind);
}

static bool is_item(const struct mend_job *job, const struct json_node *node)
{
    return json_tree_member(job->tree, node, "kind") &&
           !json_tree_member(job->tree, node, "items");
}

void mend_not_feed(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *root = job->tree->root;
    const struct json_node *version = json_tree_member(job->tree, root, "lobbycard");
    if (root->kind == JSON_LIST) {
        wrap(job, mend, root, "{\"lobbycard\": 1, \"items\": ", "}");
        mend->why =
            translated("the file is a list: around it goes {\"lobbycard\": 1, \"items\": }");
    } else if (root->kind == JSON_OBJECT && !version && is_item(job, root)) {
        wrap(job, mend, root, "{\"lobbycard\": 1, \"items\": [", "]}");
        mend->why = translated("this is one item and no feed: around it goes the feed");
    } else if (version) {
        mend_value(job, mend, version, "1");
        mend->why = translated("\"lobbycard\" is always the number 1: it is the format's, and "
                               "counts nothing");
    } else if (root->kind == JSON_OBJECT) {
        for (const struct json_node *at = root->child; at && mend->count == 0; at = at->next) {
            const char *name = json_tree_name(job->tree, at);
            const char *known = name ? mend_known_name(place, &feed_document, 0, name) : NULL;
            if (known && strcmp(known, "lobbycard") == 0) {
                mend_name(job, mend, at, known);
                mend->why = arena_printf(job->arena,
                    translated("\"%s\" is not known here: did you mean \"%s\"?"), name, known);
            }
        }
        bool is_ours = !root->child;
        for (const struct json_node *at = root->child; at; at = at->next) {
            const char *name = json_tree_name(job->tree, at);
            is_ours = is_ours || (name && mend_known_name(place, &feed_document, 0, name));
        }
        if (mend->count == 0 && is_ours) {
            mend_add(job, mend, root->at + 1, 0,
                root->child ? "\"lobbycard\": 1, " : "\"lobbycard\": 1");
        }
    }
}

static enum json_kind wanted_kind(const struct mend_place *place, bool *is_known)
{
    const struct feed_member *member = mend_member(place->job, place->node);
    *is_known = true;
    if (!member) {
        const struct json_node *list = place->node->parent;
        const struct feed_member *of = list ? mend_member(place->job, list) : NULL;
        *is_known = of;
        return of && of->of ? JSON_OBJECT : JSON_STRING;
    }
    switch (member->type) {
    case FEED_SWITCH:
        return JSON_WORD;
    case FEED_INTEGER:
        return JSON_NUMBER;
    case FEED_LINES:
    case FEED_LIST:
        return JSON_LIST;
    case FEED_SHOW:
    case FEED_OBJECT:
        return JSON_OBJECT;
    case FEED_OWN:
        return strcmp(member->name, "serial") == 0 ? JSON_NUMBER
               : strcmp(member->name, "windows") == 0 || strcmp(member->name, "screens") == 0
                   ? JSON_LIST
                   : JSON_STRING;
    default:
        return JSON_STRING;
    }
}

/* "14:00 例会" as a row. */
static const char *row_of_text(const struct mend_job *job, const char *text, const char *raw)
{
    size_t size = strspn(text, "0123456789:-");
    size_t rest = size + strspn(text + size, " \t");
    char *time = arena_strndup(job->arena, text, size);
    const char *title = mend_quote(job, text + rest);
    return size < 4 || !time || !title || !text[rest] || !strchr(time, ':')
               ? arena_printf(job->arena, "{\"title\": %s}", raw)
               : arena_printf(job->arena, "{\"time\": \"%s\", \"title\": %s}", time, title);
}

/* The text, or the one element of a list, as what stands alone in { }. */
static const char *as_object(const struct mend_place *place, const struct feed_object *of)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    const char *raw = mend_raw(job, node);
    const char *name = of == &feed_site    ? "name"
                       : of == &feed_block ? "text"
                       : of == &feed_link  ? "url"
                       : of == &feed_phone ? "number"
                       : of == &feed_row   ? "title"
                                           : NULL;
    if (node->kind == JSON_LIST && node->child) {
        raw = node->child->next ? NULL : mend_raw(job, node->child);
    }
    if (of == &feed_row && node->kind == JSON_STRING) {
        return row_of_text(job, place->text, raw);
    }
    if (of == &feed_item && node->kind == JSON_STRING) {
        return arena_printf(job->arena, "{\"kind\": \"notice\", \"text\": %s}", raw);
    }
    if (of == &feed_show) {
        name = raw && raw[0] == '"' && strpbrk(raw, "0123456789") ? "until" : "screens";
    }
    return name && raw && raw[0] == '"' ? arena_printf(job->arena, "{\"%s\": %s}", name, raw)
                                        : NULL;
}

/* ["2026-11-30", ["dormitory"]] in place of {"until": ..., "screens": ...}. */
static const char *show_of_list(const struct mend_job *job, const struct json_node *list)
{
    const char *out = "", *tags = "";
    for (const struct json_node *at = list->child; at && out && tags; at = at->next) {
        const char *raw = mend_raw(job, at);
        bool is_date = at->kind == JSON_STRING && raw && strpbrk(raw, "0123456789");
        if (is_date && !*out) {
            out = arena_printf(job->arena, "\"until\": %s", raw);
        } else if (at->kind == JSON_LIST) {
            tags = raw;
        } else if (at->kind == JSON_STRING) {
            tags = arena_printf(job->arena, "[%s]", raw);
        }
    }
    return out && tags ? arena_printf(job->arena, "{%s%s%s%s}", out, *out && *tags ? ", " : "",
                             *tags ? "\"screens\": " : "", tags)
                       : NULL;
}

static void make_object(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct feed_object *of = mend_object(job, place->node);
    bool is_list = place->node->kind == JSON_LIST;
    const struct json_node *first = is_list ? place->node->child : NULL;
    if (first && first->kind == JSON_OBJECT) {
        const struct json_node *parent = place->node->parent;
        if (!first->next || (parent && parent->kind == JSON_LIST)) {
            mend_add(job, mend, place->node->at, 1, "");
            mend_add(job, mend, place->node->end - 1, 1, "");
        }
        return;
    }
    if (place->node->kind == JSON_STRING && place->text[0] == '{') {
        struct error error;
        bool is_json =
            json_scan(place->text, strlen(place->text), &json_limits_default, &error);
        mend_value(job, mend, place->node, is_json ? place->text : NULL);
        return;
    }
    const char *object =
        is_list && of == &feed_show ? show_of_list(job, place->node) : as_object(place, of);
    if (object) {
        mend_value(job, mend, place->node, object);
    }
}

/* {"water": {...}, "library": {...}} in place of [{...}, {...}]. */
static void make_list(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    const struct feed_object *of = NULL;
    const struct feed_member *member = mend_member(job, node);
    of = member ? member->of : NULL;
    bool is_named = node->kind == JSON_OBJECT && node->child && of;
    for (const struct json_node *at = node->child; at && is_named; at = at->next) {
        is_named = at->kind == JSON_OBJECT;
    }
    if (is_named) {
        mend_add(job, mend, node->at, 1, "[");
        for (const struct json_node *at = node->child; at; at = at->next) {
            mend_add(job, mend, at->name_at, at->at - at->name_at, "");
        }
        mend_add(job, mend, node->end - 1, 1, "]");
    } else if (!of && node->kind == JSON_OBJECT && node->child) {
        const char *names = ""; /* {"dormitory": true} */
        for (const struct json_node *at = node->child; at && names; at = at->next) {
            names = arena_printf(job->arena, "%s%s%s", names, *names ? ", " : "",
                mend_quote(job, json_tree_name(job->tree, at)));
        }
        mend_value(job, mend, node, arena_printf(job->arena, "[%s]", names));
    } else if (of && node->kind == JSON_STRING) {
        const char *object = as_object(place, of);
        if (object) {
            mend_value(job, mend, node, arena_printf(job->arena, "[%s]", object));
        }
    } else {
        wrap(job, mend, node, "[", "]");
    }
}

/* The texts of a list as one; NULL where one cannot hold them. */
static const char *join(const struct mend_place *place)
{
    const struct mend_job *job = place->job;
    const struct feed_member *member = mend_member(job, place->node);
    const char *name = member ? member->name : "", *text = "";
    const char *between = !member                                                   ? NULL
                          : member->type == FEED_TEXT                               ? "\n"
                          : member->type == FEED_LINE && strcmp(name, "hours")      ? " "
                          : strcmp(name, "days") == 0 || strcmp(name, "hours") == 0 ? ","
                                                                                    : NULL;
    for (const struct json_node *at = place->node->child; at && text && between;
         at = at->next) {
        const char *own = at->kind == JSON_STRING ? json_tree_string(job->tree, at) : NULL;
        text = own ? arena_printf(job->arena, "%s%s%s", text, *text ? between : "", own) : NULL;
    }
    return between ? mend_quote(job, text) : NULL;
}

/* An item's, in a list of items: each can be one. */
static bool is_pictures(const struct mend_place *place)
{
    const struct feed_member *member = mend_member(place->job, place->node);
    bool is_list = member && member->type == FEED_PICTURE &&
                   mend_item_of(place->job, place->node) == place->node->parent &&
                   place->node->parent->parent->kind == JSON_LIST;
    for (const struct json_node *at = place->node->child; at && is_list; at = at->next) {
        is_list = at->kind == JSON_STRING;
    }
    return is_list;
}

static void make_text(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    if (node->kind == JSON_NUMBER || node->kind == JSON_WORD) {
        wrap(job, mend, node, "\"", "\"");
    } else if (node->child && !node->child->next && node->child->kind == JSON_STRING) {
        mend_value(job, mend, node, mend_raw(job, node->child));
    } else if (node->child && is_pictures(place)) {
        mend_value(job, mend, node, mend_raw(job, node->child));
        for (const struct json_node *at = node->child->next; at; at = at->next) {
            mend_item_beside(place, mend, "picture",
                arena_printf(job->arena, "\"image\": %s", mend_raw(job, at)));
        }
        mend->why = translated("there can be one only, and no list [ ]");
    } else if (node->child) {
        mend_value(job, mend, node, join(place));
        mend->why = translated("there can be one only, and no list [ ]");
    }
}

void mend_type(const struct mend_place *place, struct mend *mend)
{
    bool is_known;
    enum json_kind wanted = wanted_kind(place, &is_known);
    const struct mend_job *job = place->job;
    const struct feed_member *member = mend_member(job, place->node);
    if (!is_known) {
        return;
    }
    if (member && member->type == FEED_MOMENT && place->node->kind == JSON_NUMBER) {
        mend_date(place, mend);
    } else if (wanted == JSON_OBJECT) {
        make_object(place, mend);
    } else if (wanted == JSON_LIST) {
        make_list(place, mend);
    } else if (wanted == JSON_STRING && member && member->words) {
        mend_text_value(job, mend, place->node, member->words[member->fallback]);
        mend->is_example = true;
    } else if (wanted == JSON_STRING) {
        make_text(place, mend);
    } else if (wanted == JSON_NUMBER && place->node->kind == JSON_STRING) {
        char *end;
        long number = strtol(place->text, &end, 10);
        bool is_number = *place->text && !*end;
        mend_value(
            job, mend, place->node, arena_printf(job->arena, "%ld", is_number ? number : 1L));
        mend->is_example = !is_number;
    } else if (wanted == JSON_WORD) {
        static const char *const no[] = { "false", "no", "否", "不", "0" };
        bool is_no = false;
        const char *raw = mend_raw(job, place->node);
        for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
            is_no =
                is_no || strcmp(place->text, no[i]) == 0 || (raw && strcmp(raw, no[i]) == 0);
        }
        mend_value(job, mend, place->node, is_no ? "false" : "true");
    }
}

static const char *guess_kind(const struct mend_job *job, const struct json_node *item)
{
    static const char *const marks[][2] = { { "body", "article" }, { "columns", "table" },
        { "rows", "agenda" }, { "to", "countdown" }, { "image", "picture" },
        { "severity", "alert" } };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (json_tree_member(job->tree, item, marks[i][0])) {
            return marks[i][1];
        }
    }
    return "notice";
}

/* Where it has the member under another name, that is mended; else something stands for it. */
void mend_missing(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    const char *begin = strchr(place->finding->message, '"');
    const char *end = begin ? strchr(begin + 1, '"') : NULL;
    const char *name =
        end ? arena_strndup(job->arena, begin + 1, (size_t)(end - begin - 1)) : NULL;
    const struct feed_object *of = mend_object(job, node);
    if (!name || !of || node->kind != JSON_OBJECT) {
        return;
    }
    for (const struct json_node *at = node->child; at; at = at->next) {
        const char *own = json_tree_name(job->tree, at);
        const char *known =
            own ? mend_known_name(place, of, mend_kind_of(job, node), own) : NULL;
        if (known && strcmp(known, name) == 0 && strcmp(own, name) != 0) {
            if (mend_has(of, own)) {
                mend_name(job, mend, at, name); /* another kind's */
            }
            const char *said =
                mend_has(of, own) ? NULL : mend_rename_all(place, mend, node, of);
            mend->why =
                said ? arena_printf(job->arena,
                           translated("\"%s\" is missing; under other names there are: %s"),
                           name, said)
                     : NULL;
            return;
        }
    }
    if (strcmp(name, "kind") == 0 &&
        (mend_other_list(place, mend) || mend_unwrap(place, mend))) {
        return;
    }
    static const char *const examples[][2] = { { "numbers", "\"023-65763111\"" },
        { "number", "\"023-65763111\"" }, { "url", "\"https://www.example.edu.cn/\"" },
        { "time", "\"09:00-10:30\"" }, { "title", "\"……\"" }, { "image", "\"media/gate.jpg\"" },
        { "rows", "[{\"time\": \"09:00-10:30\", \"title\": \"……\"}]" } };
    const char *example = NULL;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        example = strcmp(examples[i][0], name) == 0 ? examples[i][1] : example;
    }
    if (strcmp(name, "kind") == 0) {
        example = mend_quote(job, guess_kind(job, node));
    } else if (strcmp(name, "to") == 0) {
        char date[MOMENT_BYTES];
        const struct moment week = { .form = MOMENT_DATE,
            .face_ms = zone_local_ms(job->zone, job->now_ms) / 86400000 * 86400000 +
                       7 * INT64_C(86400000) };
        example = mend_quote(job, moment_print(&week, date));
    }
    const struct json_node *blank = json_tree_member(job->tree, node, name);
    if (example && blank) {
        mend_value(job, mend, blank, example);
        mend->is_example = true;
    } else if (example) {
        mend_append(job, mend, node, arena_printf(job->arena, "\"%s\": %s", name, example));
        mend->is_example = strcmp(name, "kind") != 0;
    }
}

void mend_empty(const struct mend_place *place, struct mend *mend)
{
    const bool is_table = mend_kind_meant(place, place->node) & 1u << ITEM_TABLE;
    mend_append(
        place->job, mend, place->node, is_table ? "\"empty\": \"……\"" : "\"title\": \"……\"");
    mend->is_example = true;
}

void mend_swapped(const struct mend_place *place, struct mend *mend)
{
    const struct json_node *text =
        json_tree_member(place->job->tree, place->node->parent, "text");
    if (text) {
        mend_value(place->job, mend, place->node, mend_raw(place->job, text));
        mend_value(place->job, mend, text, mend_raw(place->job, place->node));
    }
}
