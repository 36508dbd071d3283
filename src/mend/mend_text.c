#include "mend/mend_fault.h"

#include "base/bytes.h"
#include "base/translated.h"
#include "content/json/json_scan.h"

#include <stdint.h>
#include <string.h>

/* What all guesses of a document may read, and how many faults are looked for. */
enum { FAULTS_MAX = 300 };
#define BUDGET_BYTES ((size_t)64 * 1024 * 1024)

/* The text with the edits made. False when memory is out. */
static bool apply(const char *text, size_t size, const struct mend *mend, struct bytes *out)
{
    size_t at = 0;
    bytes_clear(out);
    bool done = bytes_append(out, "", 0);
    for (size_t i = 0; i < mend->count && done; i++) {
        const struct mend_edit *edit = &mend->edits[i];
        done = edit->at >= at && bytes_append(out, text + at, edit->at - at) &&
               bytes_append(out, edit->text, strlen(edit->text));
        at = edit->at + edit->size;
    }
    return done && bytes_append(out, text + at, size - at);
}

/* Where what stands at that offset of the mended text stood before; what the edits put in stood
 * where they did. */
static size_t map_back(const struct mend *mend, size_t offset)
{
    size_t gone = 0, come = 0;
    for (size_t i = 0; i < mend->count; i++) {
        const struct mend_edit *edit = &mend->edits[i];
        size_t begin = edit->at - gone + come, length = strlen(edit->text);
        if (offset < begin) {
            break;
        }
        if (offset < begin + length) {
            return edit->at;
        }
        gone += edit->size;
        come += length;
    }
    return offset + gone - come;
}

/* How far the text is strict JSON once it is mended that way. */
static size_t reach(
    const struct text_fault *fault, const struct mend *mend, struct bytes *scratch)
{
    struct json_fault next;
    if (!apply(fault->text, fault->size, mend, scratch)) {
        return 0;
    }
    return json_scan_fault(scratch->data, scratch->size, &json_limits_default, &next, NULL)
               ? SIZE_MAX
               : map_back(mend, next.at);
}

static size_t try_all(const struct text_fault *fault, mend_guess *const *guesses,
    struct mend *best, size_t reached, size_t *spent)
{
    struct bytes scratch;
    bytes_init(&scratch);
    for (; *guesses && *spent < BUDGET_BYTES; guesses++) {
        struct mend mend = { .count = 0 };
        (*guesses)(fault, &mend);
        size_t to = mend.count > 0 ? reach(fault, &mend, &scratch) : 0;
        *spent += mend.count > 0 ? fault->size : 0;
        if (to > reached) {
            reached = to;
            *best = mend;
        } else if (mend.count == 0 && mend.why && !best->why && best->count == 0) {
            *best = mend; /* it knows what it is, but not how to mend it */
        }
    }
    bytes_finish(&scratch);
    return reached;
}

/* The mends of all faults so far, so that a place in the mended text is found in the first. */
struct history {
    struct mend *list;
    size_t count, capacity;
};

static size_t original(const struct history *history, size_t at)
{
    for (size_t i = history->count; i > 0; i--) {
        at = map_back(&history->list[i - 1], at);
    }
    return at;
}

static struct mend in_original(
    const struct mend_job *job, const struct history *history, const struct mend *mend)
{
    struct mend out = *mend;
    out.edits = NULL;
    out.count = out.capacity = 0;
    for (size_t i = 0; i < mend->count; i++) {
        const struct mend_edit *edit = &mend->edits[i];
        size_t at = original(history, edit->at);
        size_t end = edit->size > 0 ? original(history, edit->at + edit->size) : at;
        mend_add(job, &out, at, end > at ? end - at : 0, edit->text);
    }
    return out;
}

/* What was found, until all of it is. */
struct found {
    struct mend_fault *list;
    size_t count, capacity;
};

static bool keep(const struct text_fault *fault, const struct mend *mend,
    struct history *history, struct found *found)
{
    struct arena *arena = fault->job->arena;
    struct mend_fault told = { .pointer = arena_strdup(arena, fault->json->pointer),
        .why = mend->why ? mend->why : fault->json->why,
        .mend = in_original(fault->job, history, mend) };
    size_t at = mend->told_at > 0 ? mend->told_at
                : mend->count > 0 ? mend->edits[0].at
                                  : fault->at;
    size_t end = mend_trim(fault, fault->size); /* behind it there is no line to look at */
    mend_find_title(fault, &told);
    told.at = original(history, at >= end && end > 0 ? end - 1 : at);
    struct mend_fault *faults =
        arena_grow(arena, found->list, found->count, &found->capacity, sizeof *faults);
    struct mend *mends =
        arena_grow(arena, history->list, history->count, &history->capacity, sizeof *mends);
    if (!faults || !mends || !told.pointer) {
        return false;
    }
    found->list = faults;
    faults[found->count++] = told;
    history->list = mends;
    mends[history->count++] = *mend;
    return mend->count > 0;
}

enum { ALIKE_MAX = 3 };

/* Tells of those that are alike at once, where there are many: they have one cause. */
static void tell_alike(const struct mend_job *job, struct found *found, size_t first,
    void (*tell)(void *context, const struct mend_fault *fault), void *context)
{
    struct mend_fault *fault = &found->list[first];
    size_t alike = 0;
    for (size_t i = first; i < found->count; i++) {
        alike += found->list[i].why && strcmp(found->list[i].why, fault->why) == 0;
    }
    const char *why = fault->why;
    bool is_joined = alike > ALIKE_MAX;
    for (size_t i = first + 1; i < found->count && is_joined; i++) {
        struct mend_fault *other = &found->list[i];
        if (!other->why || strcmp(other->why, why) != 0) {
            continue;
        }
        for (size_t k = 0; k < other->mend.count; k++) {
            const struct mend_edit *edit = &other->mend.edits[k];
            mend_add(job, &fault->mend, edit->at, edit->size, edit->text);
        }
        other->why = NULL; /* told with the first */
    }
    if (is_joined) {
        fault->why = arena_printf(job->arena, translated("%s; in %zu places"), why, alike);
        fault->mend.why = NULL;
        fault->mend.advice = fault->mend.edits[0].size > 0
                                 ? translated("With \"Find and replace\" of the editor all of "
                                              "them are mended at once.")
                                 : "";
    }
    if (fault->why) {
        tell(context, fault);
    }
}

void mend_text(const struct mend_job *job,
    void (*tell)(void *context, const struct mend_fault *fault), void *context)
{
    struct history history = { .count = 0 };
    struct found found = { .count = 0 };
    struct bytes now, next;
    struct json_fault json;
    size_t spent = 0;
    bytes_init(&now);
    bytes_init(&next);
    bool goes_on = bytes_append(&now, job->text, job->size);
    for (int i = 0;
         goes_on && i < FAULTS_MAX && spent < BUDGET_BYTES &&
         !json_scan_fault(now.data, now.size, &json_limits_default, &json, NULL) && json.why;
         i++) {
        struct text_fault fault = { job, now.data, now.size, &json, json.at, 0 };
        struct mend best = { .count = 0 };
        fault.before = mend_trim(&fault, fault.at);
        size_t reached = try_all(&fault, mend_guesses_marks, &best, json.at, &spent);
        reached = try_all(&fault, mend_guesses_inside, &best, reached, &spent);
        try_all(&fault, mend_guesses_brackets, &best, reached, &spent);
        goes_on =
            keep(&fault, &best, &history, &found) && apply(now.data, now.size, &best, &next);
        struct bytes swap = now;
        now = next;
        next = swap;
    }
    bytes_finish(&now);
    bytes_finish(&next);
    for (size_t i = 0; i < found.count; i++) {
        if (found.list[i].why) {
            tell_alike(job, &found, i, tell, context);
        }
    }
}
