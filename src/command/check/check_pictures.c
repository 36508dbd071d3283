#include "command/check/check_pictures.h"

#include "address/address.h"
#include "address/file_address.h"
#include "base/log.h"
#include "base/plain.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "content/feed/feed_pictures.h"
#include "net/fetch/source_request.h"
#include "picture/picture_codes.h"
#include "picture/pictures.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct loading {
    struct check_pictures *pictures;
    struct check_report *report;
    const struct check_pictures_job *job;
    const char **allowed; /* those that `fetch` would ask, sorted */
    size_t allowed_count;
    const char **done; /* those seen already */
    size_t done_count;
};

static void add(struct loading *loading, enum finding_code code, const char *pointer,
    const char *item, const char *format, ...) __attribute__((format(printf, 5, 6)));

static void add(struct loading *loading, enum finding_code code, const char *pointer,
    const char *item, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    plain_format(message, sizeof message, translated(format), arguments);
    va_end(arguments);
    struct finding finding = { FINDING_WARNING, code, pointer, item, message };
    check_report_add(loading->report, loading->job->of->name, &finding);
}

static bool is_file(const char *url)
{
    return strncmp(url, "file://", 7) == 0;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *keep(
    struct check_pictures *pictures, const struct bytes *body, struct error *error)
{
    if (!pictures->folder[0]) {
        snprintf(pictures->folder, sizeof pictures->folder, "/tmp/lobbycard-check-XXXXXX");
        if (!mkdtemp(pictures->folder)) {
            pictures->folder[0] = '\0';
            error_set(error, "/tmp: %s", translated_errno(errno));
            return NULL;
        }
    }
    const char *path =
        arena_printf(&pictures->arena, "%s/%zu", pictures->folder, pictures->fetched++);
    return path && file_replace(path, body->data, body->size, error) ? path : NULL;
}

/* Where the picture's bytes lie: its own file, or one that was fetched for it. */
static const char *find(
    struct loading *loading, const char *url, struct bytes *body, struct error *error)
{
    struct check_pictures *pictures = loading->pictures;
    const struct check_wish wish = { url, loading->job->source, loading->job->of->url };
    char path[PATH_MAX];
    if (!is_file(url)) {
        return check_get(loading->job->getter, &wish, body, error) ? keep(pictures, body, error)
                                                                   : NULL;
    }
    return file_address_below(loading->job->of->url, url, path, error) == FILE_BELOW &&
                   file_read(path, PICTURE_MAX_BYTES, body, error)
               ? arena_strdup(&pictures->arena, path)
               : NULL;
}

/* The path of a file with the picture's bytes, and their hash. NULL with an error. */
static const char *get(
    struct loading *loading, const char *url, const char **object, struct error *error)
{
    struct object_id id;
    struct bytes body;
    bytes_init(&body);
    const char *path = find(loading, url, &body, error);
    if (path) {
        object_id_of(body.data ? body.data : "", body.size, &id);
        *object = arena_strdup(&loading->pictures->arena, id.hex);
    }
    bytes_finish(&body);
    return path && *object ? path : NULL;
}

static void take(struct loading *loading, const char *url, const char *path, const char *object,
    const struct picture_whole *size)
{
    struct check_pictures *pictures = loading->pictures;
    size_t at = pictures->count;
    struct error why;
    pictures->refs[at] = (struct picture_ref) { .url = url, .object = object, .path = path };
    int input = open(path, O_RDONLY | O_CLOEXEC);
    enum picture_search found =
        picture_codes_read(input, NULL, &pictures->arena, &pictures->refs[at], &why);
    if (found == PICTURE_NO_ZBAR && at == 0) {
        log_info("codes in pictures are not looked at: %s", why.text);
    } else if (found != PICTURE_NO_ZBAR && why.text[0]) {
        log_warning("%s: %s", url, why.text);
    }
    if (input >= 0) {
        close(input);
    }
    pictures->list[at] = (struct checked_picture) { url, size->width, size->height };
    pictures->count++;
}

/* As the feed has it. */
struct named_picture {
    const char *reference, *pointer, *item;
};

static void tell_outside(struct loading *loading, const struct named_picture *named)
{
    add(loading, FINDING_PICTURE, named->pointer, named->item,
        is_file(loading->job->of->url)
            ? N_("the picture is never fetched: it is not in the feed's folder: %.200s")
            : N_("the picture is never fetched: its host is not allowed: %.200s"),
        named->reference);
}

static void tell_missing(struct loading *loading, const char *url,
    const struct named_picture *named, const struct error *why)
{
    char path[PATH_MAX];
    const char *file = is_file(url) ? file_address_path(&loading->pictures->arena, url) : NULL;
    if (file && access(file, F_OK) != 0) {
        add(loading, FINDING_PICTURE, named->pointer, named->item, "there is no picture %.200s",
            named->reference);
    } else if (file &&
               file_address_below(loading->job->of->url, url, path, NULL) == FILE_OUTSIDE) {
        tell_outside(loading, named);
    } else {
        add(loading, FINDING_PICTURE, named->pointer, named->item,
            "the picture %.200s cannot be had: %s", named->reference, why->text);
    }
}

static void load_one(
    struct loading *loading, const char *url, const struct named_picture *named)
{
    struct error why = { "" };
    struct picture_whole size;
    const char *object = NULL;
    const char *path = get(loading, url, &object, &why);
    if (!path) {
        tell_missing(loading, url, named, &why);
        return;
    }
    if (picture_measure(path, &size, &why)) {
        take(loading, url, path, object, &size);
        return;
    }
    if (size.is_too_large) {
        add(loading, FINDING_PICTURE_LARGE, named->pointer, named->item,
            "the picture is too large: over 32 MB, 50 megapixels or 16384 pixels a side");
    } else {
        add(loading, FINDING_PICTURE_TYPE, named->pointer, named->item,
            "the picture cannot be decoded: %s", why.text);
    }
}

static void check_one(
    struct loading *loading, const char *reference, const char *pointer, const char *item)
{
    const struct named_picture named = { reference, pointer, item };
    struct arena *arena = &loading->pictures->arena;
    const char *url =
        *reference ? address_resolve(arena, loading->job->of->url, reference) : NULL;
    if (!*reference) {
        return;
    }
    if (!url || !bsearch(&url, loading->allowed, loading->allowed_count,
                    sizeof *loading->allowed, compare)) {
        tell_outside(loading, &named);
        return;
    }
    for (size_t i = 0; i < loading->done_count; i++) {
        if (strcmp(loading->done[i], url) == 0) {
            return;
        }
    }
    loading->done[loading->done_count++] = url;
    load_one(loading, url, &named);
}

bool check_pictures_load(struct check_pictures *pictures, struct check_report *report,
    const struct check_pictures_job *job, struct error *error)
{
    const struct text_list *hosts = &job->getter->config->guard.hosts;
    const struct feed *feed = job->of->feed;
    const struct feed_pictures_query query = {
        .feed = feed, .base = job->of->url, .hosts = hosts->items, .host_count = hosts->count
    };
    struct loading loading = { .pictures = pictures, .report = report, .job = job };
    *pictures = (struct check_pictures) { .count = 0 };
    arena_init(&pictures->arena);
    if (!feed_pictures(&query, &pictures->arena, &loading.allowed, &loading.allowed_count)) {
        return error_set(error, "out of memory");
    }
    size_t count = loading.allowed_count;
    pictures->refs = arena_array(&pictures->arena, count, sizeof *pictures->refs);
    pictures->list = arena_array(&pictures->arena, count, sizeof *pictures->list);
    loading.done = arena_array(&pictures->arena, count, sizeof *loading.done);
    if (!pictures->refs || !pictures->list || !loading.done) {
        return error_set(error, "out of memory");
    }
    if (count > 1) {
        qsort(loading.allowed, count, sizeof *loading.allowed, compare);
    }
    check_one(&loading, feed->logo, "/site/logo", NULL);
    for (size_t i = 0; i < feed->item_count; i++) {
        const struct item *item = &feed->items[i];
        char pointer[64];
        snprintf(pointer, sizeof pointer, "/items/%zu/image", item->index);
        check_one(&loading, item->picture, pointer, item->id);
        snprintf(pointer, sizeof pointer, "/items/%zu/body", item->index);
        for (size_t k = 0; k < item->block_count; k++) {
            check_one(&loading, item->blocks[k].url, pointer, item->id);
        }
    }
    return true;
}

void check_pictures_finish(struct check_pictures *pictures)
{
    for (size_t i = 0; i < pictures->fetched; i++) {
        char path[64];
        snprintf(path, sizeof path, "%s/%zu", pictures->folder, i);
        unlink(path);
    }
    if (pictures->folder[0]) {
        rmdir(pictures->folder);
    }
    arena_finish(&pictures->arena);
    *pictures = (struct check_pictures) { .count = 0 };
}

const struct checked_picture *check_pictures_find(
    const struct check_pictures *pictures, const char *url)
{
    for (size_t i = 0; i < pictures->count; i++) {
        if (strcmp(pictures->list[i].url, url) == 0) {
            return &pictures->list[i];
        }
    }
    return NULL;
}
