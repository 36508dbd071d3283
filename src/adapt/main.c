/* lobbycard-adapt: one foreign document from standard input to a native feed on standard output
 * (adapt/wire.h), for lobbycard alone. It gives up everything that it could do harm with before
 * it looks at the document's first byte. */
#include "adapt/adapt_html.h"
#include "adapt/map_value.h"
#include "adapt/request.h"
#include "adapt/suggest/suggest.h"
#include "adapt/wire.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "content/feed/feed_sign.h"
#include "sandbox/sandbox.h"
#include "sandbox/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What libraries would look for later is looked for while that can be done. */
static void prepare(void)
{
    tzset();
    charset_prepare();
    adapt_html_prepare();
    for (size_t i = 0; adapt_formats[i]; i++) {
        if (adapt_formats[i]->prepare) {
            adapt_formats[i]->prepare();
        }
    }
}

static const struct adapt_format *choose(const struct adapt_job *job, struct error *error)
{
    bool is_open = strcmp(job->format, "auto") == 0;
    const struct adapt_format *format =
        is_open ? adapt_format_detect(&job->request) : adapt_format_find(job->format);
    if (!format && is_open) {
        adapt_explain(&job->request, error);
    } else if (!format) {
        error_set(error, "there is no format \"%s\"", job->format);
    }
    return format;
}

/* A list of news is no table. */
static void settle_kind(
    struct adapt_job *job, const struct adapt_format *format, struct adapt_out *out)
{
    const char *name = format->name;
    bool has_tables =
        strcmp(name, "ical") == 0 || strcmp(name, "csv") == 0 ||
        (strcmp(name, "mapped") == 0 && map_value_of(&job->request, "rows.cells"));
    if (strcmp(job->request.kind, "table") == 0 && !has_tables) {
        adapt_out_note(
            out, "kind = table is for ical, csv and a map with rows.cells: taken for article");
        job->request.kind = "article";
    }
}

static bool adapt(struct adapt_job *job, struct bytes *text, struct error *error)
{
    const struct adapt_request *request = &job->request;
    const struct adapt_format *format = choose(job, error);
    struct adapt_out *out =
        format ? adapt_out_create(request->take, request->now_ms, request->zone) : NULL;
    if (!out) {
        return !format ? false : error_set(error, "out of memory");
    }
    settle_kind(job, format, out);
    if (strcmp(job->format, format->name) != 0) {
        adapt_out_note(out, "read as format = %s", format->name);
    }
    bool done = format->adapt(request, out, error) && adapt_out_print(out, text, error);
    adapt_out_destroy(out);
    return done;
}

/* What is native already is the native reader's, who also names the place of what is not UTF-8
 * in a document that else is. */
static bool pass_on(const struct adapt_job *job, const struct bytes *raw, struct bytes *text,
    struct error *error)
{
    const struct adapt_request *request = &job->request;
    bool is_broken =
        strcmp(job->found, "UTF-8") == 0 && utf8_valid_prefix(raw->data, raw->size) < raw->size;
    return (bytes_print(text, "= %s\n", job->found) &&
               (is_broken ? bytes_append(text, raw->data, raw->size)
                          : bytes_append(text, request->data, request->size))) ||
           error_set(error, "out of memory");
}

static bool is_native(const struct adapt_job *job)
{
    return !job->suggests && (strcmp(job->format, "native") == 0 ||
                                 (strcmp(job->format, "auto") == 0 &&
                                     feed_is_native(job->request.data, job->request.size)));
}

/* raw is there for native ones alone. */
static bool make(
    struct adapt_job *job, const struct bytes *raw, struct bytes *text, struct error *error)
{
    return job->suggests    ? adapt_suggest(job, text, error)
           : is_native(job) ? pass_on(job, raw, text, error)
                            : adapt(job, text, error);
}

static bool answer(struct adapt_job *job, struct bytes *text, struct error *error)
{
    static const struct sandbox_limits limits = { ADAPT_MEMORY_MAX, ADAPT_CPU_MAX_SECONDS };
    const struct charset_hint hint = { job->charset, job->content_type };
    struct bytes document;
    uint8_t *data = NULL;
    size_t size = 0;
    bytes_init(&document);
    const char *why = sandbox_enter(&limits);
    bool done = !why || error_set(error, "%s", why);
    done = done && (stream_read_all(&data, &size, ADAPT_INPUT_MAX) ||
                       error_set(error, "the document cannot be read, or is larger than %d MB",
                           ADAPT_INPUT_MAX / 1024 / 1024));
    const struct bytes raw = { (char *)data, size, size };
    done = done && !adapt_is_file(raw.data, raw.size, error) &&
           charset_decode(&hint, &raw, &document, job->found, error);
    job->request.data = document.data ? document.data : "";
    job->request.size = document.size;
    if (!is_native(job)) { /* libxml2 needs what room there is */
        free(data);
        data = NULL;
    }
    done = done && make(job, &raw, text, error);
    bytes_finish(&document);
    free(data);
    return done;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct adapt_job job = { 0 };
    struct bytes text;
    struct error error = { 0 };
    (void)argv;
    if (argc != 1) {
        fputs(
            "usage: lobbycard-adapt\nThe request and the document come on standard input; made "
            "for lobbycard alone: `lobbycard adapt`.\n",
            stderr);
        return 2;
    }
    arena_init(&arena);
    bytes_init(&text);
    prepare();
    bool done = adapt_job_read(&arena, &job, &error) && answer(&job, &text, &error);
    if (!done) {
        bytes_clear(&text);
        bytes_print(&text, "! %s\n", error.text);
    }
    bool is_told = stream_write_all(text.data, text.size);
    bytes_finish(&text);
    arena_finish(&arena);
    return done && is_told ? 0 : 1;
}
