#include "command/check/check_report.h"

#include "base/hash.h"
#include "base/plain.h"
#include "base/translated.h"
#include "command/check/check_advice.h"
#include "content/json/json_text.h"

#include <assert.h>
#include <string.h>

static const char *const severity_names[] = {
    [FINDING_NOTE] = N_("note"),
    [FINDING_WARNING] = N_("warning"),
    [FINDING_ERROR] = N_("error"),
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

static struct checked_finding *add(
    struct check_report *report, const char *file, const struct finding *finding)
{
    struct arena *arena = &report->arena;
    struct checked_finding *list =
        arena_grow(arena, report->list, report->count, &report->capacity, sizeof *report->list);
    struct checked_finding one = { .file = arena_strdup(arena, file), .detail = *finding };
    one.detail.pointer = arena_strdup(arena, finding->pointer);
    one.detail.item = finding->item ? arena_strdup(arena, finding->item) : NULL;
    one.detail.message = arena_strdup(arena, finding->message);
    report->list = list ? list : report->list;
    if (!list || !one.file || !one.detail.pointer || !one.detail.message ||
        (finding->item && !one.detail.item)) {
        report->no_memory = true;
        return NULL;
    }
    report->errors += finding->severity == FINDING_ERROR;
    report->warnings += finding->severity == FINDING_WARNING;
    report->notes += finding->severity == FINDING_NOTE;
    list[report->count] = one;
    return &list[report->count++];
}

void check_report_add(
    struct check_report *report, const char *file, const struct finding *finding)
{
    add(report, file, finding);
}

struct checked_finding *check_report_add_at(struct check_report *report, const char *file,
    size_t line, size_t column, const struct finding *finding)
{
    struct checked_finding *added = add(report, file, finding);
    if (added) {
        added->line = line;
        added->column = column;
    }
    return added;
}

void check_report_forget_places(struct check_report *report)
{
    report->slots = NULL;
    report->slot_count = report->layout_count = 0;
    report->slots_first = report->count;
}

/* With its end, so that two texts are not one. */
static uint64_t add_text(uint64_t hash, const char *text)
{
    return hash_add(hash, text, strlen(text) + 1);
}

/* A slot that is free or holds the finding; half of the slots are always free. */
static size_t *find_slot(const struct check_report *report, uint64_t hash)
{
    size_t at = (size_t)hash & (report->slot_count - 1);
    while (report->slots[at] && report->list[report->slots[at] - 1].hash != hash) {
        at = (at + 1) & (report->slot_count - 1);
    }
    return &report->slots[at];
}

static bool make_slots(struct check_report *report)
{
    if (2 * report->layout_count < report->slot_count) {
        return true;
    }
    size_t count = report->slot_count ? 2 * report->slot_count : 64;
    size_t *slots = arena_array(&report->arena, count, sizeof *slots);
    if (!slots) {
        report->no_memory = true;
        return false;
    }
    report->slots = slots;
    report->slot_count = count;
    for (size_t i = report->slots_first; i < report->count; i++) {
        if (report->list[i].sizes) {
            *find_slot(report, report->list[i].hash) = i + 1;
        }
    }
    return true;
}

static void add_size(
    struct check_report *report, struct checked_finding *known, const char *size)
{
    const char *last = strrchr(known->sizes, ' ');
    if (strcmp(last ? last + 1 : known->sizes, size) != 0) {
        const char *sizes = arena_printf(&report->arena, "%s, %s", known->sizes, size);
        report->no_memory = report->no_memory || !sizes;
        known->sizes = sizes ? sizes : known->sizes;
    }
}

void check_report_add_layout(struct check_report *report, const char *file, const char *size,
    const struct finding *finding)
{
    if (!make_slots(report)) {
        return;
    }
    uint64_t hash = add_text(HASH_START, file);
    hash = add_text(add_text(hash, finding->pointer), finding->message);
    size_t *slot = find_slot(report, hash);
    if (*slot) {
        add_size(report, &report->list[*slot - 1], size);
        return;
    }
    struct checked_finding *added = add(report, file, finding);
    const char *copy = arena_strdup(&report->arena, size);
    if (!added || !copy) {
        report->no_memory = true;
        return;
    }
    added->sizes = copy;
    added->hash = hash;
    *slot = report->count;
    report->layout_count++;
}

static bool print_advice(const char *advice, struct bytes *out)
{
    bool done = true;
    while (done && *advice) {
        size_t size = strcspn(advice, "\n");
        done = bytes_print(out, "    %.*s\n", (int)size, advice);
        advice += size + (advice[size] == '\n');
    }
    return done;
}

static bool print_place(const struct checked_finding *found, struct bytes *out)
{
    const char *place = found->place ? found->place : found->detail.pointer;
    bool done = found->line ? bytes_print(out, translated("%s:%zu:%zu"), found->file,
                                  found->line, found->column)
                            : bytes_print(out, "%s", found->file);
    if (done && *place) {
        done = bytes_print(out, translated(": %s"), place);
    }
    return done && bytes_print(out, "%s", translated(": "));
}

static const char *advice_of(const struct checked_finding *found)
{
    return found->advice ? found->advice : check_advice(found->detail.code);
}

/* A finding is one line, whatever its file is called. */
static bool print_one(const struct checked_finding *found, struct bytes *out)
{
    const struct finding *detail = &found->detail;
    size_t begin = out->size;
    bool done = print_place(found, out) &&
                bytes_print(out, translated("%s: %s"),
                    translated(severity_names[detail->severity]), detail->message);
    if (done && found->sizes) {
        done = bytes_print(out, translated(" (on %s)"), found->sizes);
    }
    if (done) {
        plain_mend(out->data + begin);
        out->size = begin + strlen(out->data + begin);
    }
    bool is_advised = !found->shown || found->advice || check_advice_goes_further(detail->code);
    done = done && bytes_append(out, "\n", 1) &&
           (!is_advised || print_advice(advice_of(found), out));
    if (done && found->shown && found->is_example) {
        done = print_advice(translated("For example; put in what is right:"), out);
    }
    return done && (!found->shown || print_advice(found->shown, out));
}

static bool print_counts(const struct check_report *report, struct bytes *out)
{
    size_t errors = report->errors, warnings = report->warnings, notes = report->notes;
    bool done = bytes_print(out,
                    errors == 1 ? translated("%zu error") : translated("%zu errors"), errors) &&
                bytes_print(out,
                    warnings == 1 ? translated(", %zu warning") : translated(", %zu warnings"),
                    warnings);
    if (done && notes > 0) {
        done = bytes_print(
            out, notes == 1 ? translated(", %zu note") : translated(", %zu notes"), notes);
    }
    return done && bytes_append(out, "\n", 1);
}

bool check_report_print_text(const struct check_report *report, struct bytes *out)
{
    bool done = true;
    for (size_t i = 0; done && i < report->count; i++) {
        done = print_one(&report->list[i], out);
    }
    return done && print_counts(report, out);
}

static bool print_number(const char *name, size_t number, struct bytes *out)
{
    return number ? bytes_print(out, ", \"%s\": %zu", name, number)
                  : bytes_print(out, ", \"%s\": null", name);
}

static bool print_member(const char *name, const char *text, struct bytes *out)
{
    return bytes_print(out, ", \"%s\": ", name) && json_text(out, text);
}

static bool print_edits(const struct checked_finding *found, struct bytes *out)
{
    bool done = bytes_print(out, ", \"mend\": [");
    for (size_t i = 0; done && i < found->edit_count; i++) {
        const struct checked_edit *edit = &found->edits[i];
        done = bytes_print(out, "%s{\"line\": %zu, \"column\": %zu", i > 0 ? ", " : "",
                   edit->line, edit->column) &&
               print_member("was", edit->was, out) && print_member("text", edit->text, out) &&
               bytes_append(out, "}", 1);
    }
    return done && bytes_print(out, "], \"example\": %s", found->is_example ? "true" : "false");
}

static bool print_sizes(const char *sizes, struct bytes *out)
{
    bool done = bytes_print(out, ", \"sizes\": [");
    while (done && sizes && *sizes) {
        size_t size = strcspn(sizes, ",");
        done = bytes_print(out, "\"%.*s\"%s", (int)size, sizes, sizes[size] ? ", " : "");
        sizes += size + strspn(sizes + size, ", ");
    }
    return done && bytes_print(out, "]");
}

bool check_report_print_json(const struct check_report *report, struct bytes *out)
{
    bool done =
        bytes_print(out, "{\"errors\": %zu, \"warnings\": %zu, \"notes\": %zu, \"findings\": [",
            report->errors, report->warnings, report->notes);
    for (size_t i = 0; done && i < report->count; i++) {
        const struct checked_finding *found = &report->list[i];
        const struct finding *detail = &found->detail;
        done = bytes_print(out, "%s\n {\"file\": ", i ? "," : "") &&
               json_text(out, found->file) && print_number("line", found->line, out) &&
               print_number("column", found->column, out) &&
               print_member("pointer", detail->pointer, out) &&
               print_member("item", detail->item, out) &&
               print_member("severity", severity_names[detail->severity], out) &&
               print_member("code", finding_code_name(detail->code), out) &&
               print_sizes(found->sizes, out) &&
               print_member("message", detail->message, out) &&
               print_member("advice", advice_of(found), out) && print_edits(found, out) &&
               bytes_print(out, "}");
    }
    return done && bytes_print(out, "]}\n");
}
