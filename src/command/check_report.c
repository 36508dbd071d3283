#include "command/check_report.h"

#include "command/json_text.h"

#include <assert.h>
#include <string.h>

static const char *const severity_names[] = {
    [FINDING_NOTE] = "note",
    [FINDING_WARNING] = "warning",
    [FINDING_ERROR] = "error",
};
static_assert(sizeof severity_names / sizeof *severity_names == FINDING_ERROR + 1, "one each");

void check_report_init(struct check_report *report)
{
    *report = (struct check_report) { 0 };
    arena_init(&report->arena);
}

void check_report_finish(struct check_report *report)
{
    arena_finish(&report->arena);
}

static void add(struct check_report *report, const char *file, const struct finding *finding,
    const char *size)
{
    struct arena *arena = &report->arena;
    struct checked_finding *list =
        arena_grow(arena, report->list, report->count, &report->capacity, sizeof *report->list);
    struct finding *copy = arena_alloc(arena, sizeof *copy);
    if (!list || !copy) {
        report->no_memory = true;
        return;
    }
    report->list = list;
    *copy = (struct finding) { .severity = finding->severity,
        .pointer = arena_strdup(arena, finding->pointer),
        .item = finding->item ? arena_strdup(arena, finding->item) : NULL,
        .message = arena_strdup(arena, finding->message) };
    struct checked_finding one = { arena_strdup(arena, file), copy,
        size ? arena_strdup(arena, size) : NULL };
    if (!copy->pointer || (finding->item && !copy->item) || !copy->message || !one.file ||
        (size && !one.size)) {
        report->no_memory = true;
        return;
    }
    list[report->count++] = one;
    report->errors += finding->severity == FINDING_ERROR;
    report->warnings += finding->severity == FINDING_WARNING;
}

void check_report_add(
    struct check_report *report, const char *file, const struct finding *finding)
{
    add(report, file, finding, NULL);
}

void check_report_add_layout(struct check_report *report, const char *file, const char *size,
    const char *item, const char *message)
{
    struct finding finding = { FINDING_WARNING, "", item, message };
    for (size_t i = report->count; i > 0 && report->list[i - 1].size; i--) {
        const struct checked_finding *known = &report->list[i - 1];
        if (strcmp(known->file, file) != 0 || strcmp(known->size, size) != 0) {
            break;
        }
        if (strcmp(known->detail->message, message) == 0) {
            return;
        }
    }
    add(report, file, &finding, size);
}

static bool print_line(const struct checked_finding *found, struct bytes *out)
{
    const struct finding *detail = found->detail;
    bool done = bytes_print(out, "%s: ", found->file);
    if (done && *detail->pointer) {
        done = bytes_print(out, "%s: ", detail->pointer);
    }
    done = done && bytes_print(out, "%s: ", severity_names[detail->severity]);
    if (done && found->size) {
        done = bytes_print(out, "%s: ", found->size);
    }
    /* With a pointer the place is said already. */
    if (done && detail->item && !*detail->pointer) {
        done = bytes_print(out, "item %s: ", detail->item);
    }
    return done && bytes_print(out, "%s\n", detail->message);
}

bool check_report_print_text(const struct check_report *report, struct bytes *out)
{
    bool done = true;
    for (size_t i = 0; done && i < report->count; i++) {
        done = print_line(&report->list[i], out);
    }
    return done && bytes_print(out, "%zu error%s, %zu warning%s\n", report->errors,
                       report->errors == 1 ? "" : "s", report->warnings,
                       report->warnings == 1 ? "" : "s");
}

bool check_report_print_json(const struct check_report *report, struct bytes *out)
{
    bool done = bytes_print(out, "{\"errors\": %zu, \"warnings\": %zu, \"findings\": [",
        report->errors, report->warnings);
    for (size_t i = 0; done && i < report->count; i++) {
        const struct checked_finding *found = &report->list[i];
        done = bytes_print(out, "%s\n {\"file\": ", i ? "," : "") &&
               json_text(out, found->file) && bytes_print(out, ", \"pointer\": ") &&
               json_text(out, found->detail->pointer) && bytes_print(out, ", \"item\": ") &&
               json_text(out, found->detail->item) &&
               bytes_print(out, ", \"severity\": \"%s\", \"size\": ",
                   severity_names[found->detail->severity]) &&
               json_text(out, found->size) && bytes_print(out, ", \"message\": ") &&
               json_text(out, found->detail->message) && bytes_print(out, "}");
    }
    return done && bytes_print(out, "]}\n");
}
