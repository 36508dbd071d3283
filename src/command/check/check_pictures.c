#include "command/check/check_pictures.h"

#include "address/address.h"
#include "address/file_address.h"
#include "base/log.h"
#include "base/plain.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "content/feed/feed_pictures.h"
#include "net/fetch/source/source_request.h"
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
    const struct check_wish wish = {
        .address = url, .source = loading->job->source, .feed_url = loading->job->of->url
    };
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

/* As the feed has it. */
struct named_picture {
    const char *reference, *pointer, *item;
};

static void tell_busy(
    struct loading *loading, const struct named_picture *named, const struct error *why)
{
    add(loading, FINDING_PICTURE_BUSY, named->pointer, named->item,
        "nobody looked at the picture: %s", why->text);
}

static void take(struct loading *loading, const struct named_picture *named,
    const struct checked_picture *checked, const char *path, const char *object)
{
    struct check_pictures *pictures = loading->pictures;
    size_t at = pictures->count;
    struct error why;
    pictures->refs[at] =
        (struct picture_ref) { .url = checked->url, .object = object, .path = path };
    int input = open(path, O_RDONLY | O_CLOEXEC);
    if (picture_codes_read(input, NULL, &pictures->arena, &pictures->refs[at], &why) ==
        PICTURE_FAILED) {
        pictures->refs[at].hides_codes = false; /* as far as is known */
        tell_busy(loading, named, &why);
    } else if (why.text[0]) {
        log_warning("%s: %s", checked->url, why.text);
    }
    if (input >= 0) {
        close(input);
    }
    pictures->list[at] = *checked;
    pictures->count++;
}

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

static size_t number_at(const unsigned char *at, int size, bool is_little)
{
    size_t number = 0;
    for (int i = 0; i < size; i++) {
        number = number << 8 | at[is_little ? size - 1 - i : i];
    }
    return number;
}

/* How large a picture says that it is: those that can be decoded, and GIF and BMP. */
static bool read_size(const struct bytes *body, size_t *width, size_t *height)
{
    const unsigned char *data = (const unsigned char *)body->data;
    *width = *height = 0;
    if (body->size >= 26 && memcmp(data, "\x89PNG", 4) == 0) {
        *width = number_at(data + 16, 4, false);
        *height = number_at(data + 20, 4, false);
    } else if (body->size >= 10 && memcmp(data, "GIF8", 4) == 0) {
        *width = number_at(data + 6, 2, true);
        *height = number_at(data + 8, 2, true);
    } else if (body->size >= 26 && memcmp(data, "BM", 2) == 0) {
        *width = number_at(data + 18, 4, true);
        *height = number_at(data + 22, 4, true);
    }
    for (size_t at = 2; at + 9 < body->size && memcmp(data, "\xFF\xD8", 2) == 0 && !*width;) {
        bool is_frame = data[at + 1] >= 0xC0 && data[at + 1] <= 0xCF && data[at + 1] != 0xC4 &&
                        data[at + 1] != 0xC8 && data[at + 1] != 0xCC;
        if (data[at] != 0xFF) {
            break;
        }
        if (is_frame) {
            *height = number_at(data + at + 5, 2, false);
            *width = number_at(data + at + 7, 2, false);
        }
        at += 2 + number_at(data + at + 2, 2, false);
    }
    return *width > 0 && *height > 0;
}

/* ", 640 x 360 pixels, 12 kB" of what it is. */
static const char *measure(struct loading *loading, const struct bytes *body)
{
    size_t width, height;
    struct arena *arena = &loading->pictures->arena;
    const char *bytes =
        body->size < 1000000
            ? arena_printf(arena, translated("%zu kB"), (body->size + 999) / 1000)
            : arena_printf(arena, translated("%zu MB"), (body->size + 500000) / 1000000);
    const char *all =
        bytes && read_size(body, &width, &height)
            ? arena_printf(arena, translated("%zu × %zu pixels, %s"), width, height, bytes)
            : bytes;
    return all ? all : "";
}

/* What it is, and its own size; what the decoder says of it otherwise. */
static void tell_unreadable(struct loading *loading, const struct named_picture *named,
    const char *path, const struct picture_whole *size, const struct error *why)
{
    struct bytes body;
    bytes_init(&body);
    bool is_read = file_read(path, PICTURE_MAX_BYTES, &body, NULL);
    const char *measured = is_read ? measure(loading, &body) : "";
    if (size->is_too_large) {
        add(loading, FINDING_PICTURE_LARGE, named->pointer, named->item,
            "the picture is too large: %s; at most 32 MB, 50 megapixels, 16384 pixels a side",
            measured);
    } else if (is_read && body.size == 0) {
        add(loading, FINDING_PICTURE_TYPE, named->pointer, named->item,
            "the picture is an empty file: it was not copied whole");
    } else if (size->is_unfit) {
        add(loading, FINDING_PICTURE_TYPE, named->pointer, named->item,
            "%s (%s): it cannot be shown", why->text, measured);
    } else if (size->is_damaged) {
        add(loading, FINDING_PICTURE_TYPE, named->pointer, named->item,
            "the picture is damaged, or was not copied to its end (%s): copy it once more",
            measured);
    } else {
        add(loading, FINDING_PICTURE_TYPE, named->pointer, named->item,
            "the picture cannot be decoded (%s): %s", measured, why->text);
    }
    bytes_finish(&body);
}

static void load_one(
    struct loading *loading, const struct named_picture *named, const char *url)
{
    struct error why = { "" };
    struct picture_whole size;
    const char *object = NULL;
    const char *path = get(loading, url, &object, &why);
    if (!path) {
        tell_missing(loading, url, named, &why);
    } else if (picture_measure(path, &size, &why)) {
        const struct checked_picture checked = { url, size.width, size.height };
        take(loading, named, &checked, path, object);
    } else if (size.is_late) {
        tell_busy(loading, named, &why);
    } else {
        tell_unreadable(loading, named, path, &size, &why);
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
    if (!url || loading->allowed_count == 0 ||
        !bsearch(&url, loading->allowed, loading->allowed_count, sizeof *loading->allowed,
            compare)) {
        tell_outside(loading, &named);
        return;
    }
    for (size_t i = 0; i < loading->done_count; i++) {
        if (strcmp(loading->done[i], url) == 0) {
            return;
        }
    }
    loading->done[loading->done_count++] = url;
    load_one(loading, &named, url);
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
