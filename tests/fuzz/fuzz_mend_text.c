#include "content/feed/native/feed_parse.h"
#include "content/json/json_scan.h"
#include "mend/mend.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever is suggested stands in the text, in order, and nothing of it overlaps. */
static void check_mend(const struct mend_job *job, const struct mend *mend)
{
    size_t at = 0;
    for (size_t i = 0; i < mend->count; i++) {
        const struct mend_edit *edit = &mend->edits[i];
        if (edit->at < at || edit->at > job->size || edit->size > job->size - edit->at ||
            !edit->text) {
            abort();
        }
        at = edit->at + edit->size;
    }
}

static void check_fault(void *context, const struct mend_fault *fault)
{
    const struct mend_job *job = context;
    if (fault->at > job->size || !fault->why || !fault->pointer) {
        abort();
    }
    check_mend(job, &fault->mend);
}

static void check_findings(struct mend_job *job)
{
    struct json_tree tree;
    struct error error;
    struct feed *feed = feed_parse(
        job->text, job->size, &(struct feed_how) { PHONE_PLAN_UNSAID, true }, &error);
    if (json_tree_make(&tree, job->arena, job->text, job->size)) {
        job->tree = &tree;
        for (size_t i = 0; feed && i < feed->findings.count; i++) {
            struct mend mend = { .count = 0 };
            mend_find(job, &feed->findings.list[i], &mend);
            check_mend(job, &mend);
        }
        struct mend mend = { .count = 0 };
        const struct finding none = { FINDING_ERROR, FINDING_NOT_FEED, "", NULL, "" };
        mend_find(job, &none, &mend);
        check_mend(job, &mend);
    }
    feed_destroy(feed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct error error;
    arena_init(&arena);
    char *text = arena_alloc(&arena, size + 1);
    memcpy(text, data, size);
    struct mend_job job = { .arena = &arena,
        .text = text,
        .size = size,
        .zone = zone_create(&arena, "Asia/Shanghai"),
        .now_ms = INT64_C(1795917600000) };
    if (json_scan(text, size, &json_limits_default, &error)) {
        check_findings(&job);
    } else {
        mend_text(&job, check_fault, &job);
    }
    arena_finish(&arena);
    return 0;
}
