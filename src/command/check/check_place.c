#include "command/check/check_place.h"

#include "base/translated.h"
#include "command/check/check_lines.h"
#include "command/check/check_show.h"
#include "content/json/json_scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE_MAX = 20 };

/* A hostile feed has a finding for each of its bytes, and each place is counted from the
 * beginning: those behind have none. With what is mended long before none is compared. */
enum { LOOKED_BACK = 64 };
static const size_t counted_bytes = (size_t)2000 * 1000 * 1000;

static void keep_edits(
    const struct mend_job *job, const struct mend *mend, struct checked_finding *found)
{
    struct checked_edit *edits = arena_array(job->arena, mend->count, sizeof *edits);
    for (size_t i = 0; edits && i < mend->count; i++) {
        const struct mend_edit *edit = &mend->edits[i];
        edits[i].was = arena_strndup(job->arena, job->text + edit->at, edit->size);
        edits[i].text = edit->text;
        check_lines_find(job, edit->at, &edits[i].line, &edits[i].column);
    }
    found->edits = edits;
    found->edit_count = edits ? mend->count : 0;
}

static void take_mend(
    const struct mend_job *job, const struct mend *mend, struct checked_finding *found)
{
    found->advice = mend->advice ? mend->advice : found->advice;
    found->is_example = mend->is_example;
    found->detail.message = mend->why ? mend->why : found->detail.message;
    if (mend->count > 0) {
        keep_edits(job, mend, found);
        found->mend = arena_array(job->arena, 1, sizeof *found->mend);
        if (found->mend) {
            *found->mend = *mend;
        }
    }
}

static const char *shorten(const struct mend_job *job, const char *text)
{
    char *seen = check_show_all(job->arena, text, strlen(text), false);
    for (char *at = seen; at && *at; at++) {
        *at = *at == '\n' ? ' ' : *at;
    }
    text = seen ? seen : "";
    size_t size = strlen(text), at = check_forth(text, size, 0, TITLE_MAX);
    return arena_printf(job->arena, "%.*s%s", (int)at, text, at < size ? "…" : "");
}

/* "item 2 "停水通知"", of what stands in one of the document's lists. */
static const char *name_numbered(
    const struct mend_job *job, const char *list, size_t number, const char *name)
{
    const char *numbered = strcmp(list, "items") == 0
                               ? arena_printf(job->arena, translated("item %zu"), number)
                           : strcmp(list, "hotlines") == 0
                               ? arena_printf(job->arena, translated("hotline %zu"), number)
                               : arena_printf(job->arena, translated("link %zu"), number);
    name = numbered ? shorten(job, name) : NULL;
    return name && *name ? arena_printf(job->arena, translated("%s \"%s\""), numbered, name)
                         : numbered;
}

static const char *name_element(
    const struct mend_job *job, const char *list, const struct json_node *element, size_t index)
{
    const struct json_tree *tree = job->tree;
    const char *title = json_tree_string(tree, json_tree_member(tree, element, "title"));
    if (!title || !*title) { /* misspelt in the way that is nearest at hand */
        title = json_tree_string(tree, json_tree_member(tree, element, "标题"));
    }
    const char *label = json_tree_string(tree, json_tree_member(tree, element, "label"));
    const char *id = json_tree_string(tree, json_tree_member(tree, element, "id"));
    return name_numbered(job, list, index + 1,
        title && *title   ? title
        : label && *label ? label
        : id              ? id
                          : "");
}

static bool is_named_list(const char *key)
{
    return strcmp(key, "items") == 0 || strcmp(key, "hotlines") == 0 ||
           strcmp(key, "links") == 0;
}

/* One step of a pointer, and what it leads to, where that is known. */
struct step {
    const char *key;
    const struct json_node *node;
    bool is_index;
};

static struct step take_step(
    const struct mend_job *job, const char *pointer, size_t size, const struct json_node *from)
{
    bool whole = false;
    struct json_tree below = { job->arena, job->text, (struct json_node *)from };
    const char *one = arena_strndup(job->arena, pointer, size + 1);
    struct step step = { .key = one ? one + 1 : "" };
    step.node = one && from ? json_tree_find(&below, one, &whole) : NULL;
    step.node = whole ? step.node : NULL;
    step.is_index =
        from ? from->kind == JSON_LIST : size > 0 && strspn(step.key, "0123456789") == size;
    return step;
}

/* What a fault is in may be known better than its pointer tells: what it leads to may not be
 * there, and has no node. */
static const char *name_fault(
    const struct mend_job *job, const char *list, const struct mend_fault *fault, size_t index)
{
    bool is_behind = fault->element == index, is_there = fault->element == index + 1;
    const char *title = fault->title && (is_behind || is_there) ? fault->title : "";
    const char *named =
        name_numbered(job, list, is_behind && index > 0 ? index : index + 1, title);
    return named && is_behind && index > 0
               ? arena_printf(job->arena, translated("behind %s"), named)
               : named;
}

/* "item 2 "停水通知", show, until" of a pointer; of a fault, where there is one. */
static const char *name_place(
    const struct mend_job *job, const char *pointer, const struct mend_fault *fault)
{
    const struct json_node *node = job->tree ? job->tree->root : NULL;
    const char *place = arena_strdup(job->arena, ""), *list = "";
    for (int depth = 0; *pointer == '/' && place; depth++) {
        size_t size = strcspn(pointer + 1, "/");
        const struct step step = take_step(job, pointer, size, node);
        bool is_list = depth == 0 && pointer[size + 1] && is_named_list(step.key);
        size_t index = step.is_index ? strtoul(step.key, NULL, 10) : 0;
        const char *named = is_list ? ""
                            : depth == 1 && *list && step.is_index
                                ? fault ? name_fault(job, list, fault, index)
                                        : name_element(job, list, step.node, index)
                            : step.is_index
                                ? arena_printf(job->arena, translated("no. %zu"), index + 1)
                                : step.key;
        list = is_list ? step.key : list;
        place = named ? arena_printf(
                            job->arena, "%s%s%s", place, *place && *named ? " > " : "", named)
                      : NULL;
        node = step.node;
        pointer += size + 1;
    }
    return place;
}

static void place_one(
    struct check_report *report, const struct mend_job *job, struct checked_finding *found)
{
    bool whole;
    const struct json_node *node = json_tree_find(job->tree, found->detail.pointer, &whole);
    struct mend mend = { .count = 0 };
    size_t at = whole && node->name_end > node->name_at ? node->name_at : node->at;
    if (*found->detail.pointer) {
        check_lines_find(job, at, &found->line, &found->column);
        found->place = name_place(job, found->detail.pointer, NULL);
    }
    mend_find(job, &found->detail, &mend);
    if (found->detail.code == FINDING_UNKNOWN && mend.why &&
        found->detail.severity == FINDING_NOTE) {
        found->detail.severity = FINDING_WARNING; /* it is known what was meant */
        report->notes--;
        report->warnings++;
    }
    take_mend(job, &mend, found);
    if (found->line == 0 && mend.count > 0) {
        check_lines_find(job, mend.edits[0].at, &found->line, &found->column);
    }
}

static bool mends_the_same(const struct checked_finding *a, const struct checked_finding *b)
{
    bool is_same = a->edit_count > 0 && a->edit_count == b->edit_count;
    for (size_t i = 0; i < a->edit_count && is_same; i++) {
        is_same = a->edits[i].line == b->edits[i].line &&
                  a->edits[i].column == b->edits[i].column &&
                  strcmp(a->edits[i].text, b->edits[i].text) == 0;
    }
    return is_same;
}

/* What is mended with something worse is not said once more: a member that is missing, and the
 * name under which it is there. */
static void drop_repeated(struct check_report *report, size_t first)
{
    size_t kept = first;
    for (size_t i = first; i < report->count; i++) {
        const struct checked_finding found = report->list[i];
        bool is_repeated = false;
        for (size_t k = kept; k > first && k + LOOKED_BACK > kept && !is_repeated; k--) {
            is_repeated = mends_the_same(&report->list[k - 1], &found);
        }
        if (!is_repeated) {
            report->list[kept++] = found;
            continue;
        }
        report->errors -= found.detail.severity == FINDING_ERROR;
        report->warnings -= found.detail.severity == FINDING_WARNING;
        report->notes -= found.detail.severity == FINDING_NOTE;
    }
    report->count = kept;
}

/* Of all of the file is the first; what has no place is the last. */
static size_t line_of(const struct checked_finding *found)
{
    return found->line == 0 && *found->detail.pointer ? SIZE_MAX : found->line;
}

static int compare(const void *a, const void *b)
{
    const struct checked_finding *left = a, *right = b;
    bool is_left_last = left->detail.code == FINDING_LEFT_OUT;
    bool is_right_last = right->detail.code == FINDING_LEFT_OUT;
    return is_left_last != is_right_last ? is_left_last - is_right_last
           : left->detail.severity != right->detail.severity
               ? (left->detail.severity < right->detail.severity ? 1 : -1)
           : line_of(left) != line_of(right) ? (line_of(left) < line_of(right) ? -1 : 1)
           : left->order != right->order     ? (left->order < right->order ? -1 : 1)
                                             : 0;
}

void check_place(struct check_report *report, size_t first, const struct mend_job *given)
{
    struct mend_job job = *given;
    struct json_tree tree;
    bool is_json = job.size > 0 && json_scan(job.text, job.size, &json_limits_default, NULL) &&
                   json_tree_make(&tree, job.arena, job.text, job.size);
    job.tree = is_json ? &tree : NULL;
    job.lines = check_lines_make(job.arena, job.text, job.size);
    for (size_t i = first; i < report->count; i++) {
        report->list[i].order = i;
        bool is_dear = i - first > counted_bytes / (job.size + 1);
        if (is_json && report->list[i].line == 0 && !is_dear) {
            place_one(report, &job, &report->list[i]);
        }
    }
    if (report->count > first) { /* else there may be no list yet */
        qsort(report->list + first, report->count - first, sizeof *report->list, compare);
        drop_repeated(report, first);
        check_show(&job, report->list + first, report->count - first);
    }
    check_report_forget_places(report);
    report->no_memory = report->no_memory || job.arena->has_failed;
}

void check_place_fault(struct check_report *report, const char *file,
    const struct mend_job *job, const struct mend_fault *fault)
{
    size_t line, column;
    struct finding finding = { FINDING_ERROR, FINDING_NOT_JSON, fault->pointer, NULL,
        fault->why };
    check_lines_find(job, fault->at, &line, &column);
    struct checked_finding *added = check_report_add_at(report, file, line, column, &finding);
    if (added) {
        added->place = name_place(job, fault->pointer, fault);
        take_mend(job, &fault->mend, added);
    }
}
