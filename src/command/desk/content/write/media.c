#include "command/desk/content/write/media.h"

#include "base/log.h"
#include "base/system/file.h"
#include "base/system/file_seam.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/kit.h"
#include "command/desk/content/wall/outlet.h"
#include "content/feed/picture_ref.h"
#include "picture/encode.h"
#include "picture/pictures.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Pixels of two are 100 MB already. */
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

void media_hold(void)
{
    pthread_mutex_lock(&one_at_a_time);
}

void media_let_go(void)
{
    pthread_mutex_unlock(&one_at_a_time);
}

/* The body as a file that the decoder can be given: one without a name, or one that was made.
 */
static bool open_body(struct visit *visit, char path[PATH_MAX], struct error *error)
{
    static const char own[] = "/proc/self/fd/%d";
    const struct serve_request *request = visit->request;
    if (request->body_file >= 0) {
        snprintf(path, PATH_MAX, own, request->body_file);
        return true;
    }
    int fd = open(visit->desk->content->work, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        return error_set(error, "%s: %s", visit->desk->content->work, translated_errno(errno));
    }
    visit->request->body_file = fd; /* closed with the request */
    snprintf(path, PATH_MAX, own, fd);
    return file_seam_put(&file_seam_real, fd, request->body.data, request->body.size) ||
           file_seam_error(error, "body");
}

/* How large it is to be: whole, within a square. */
static void fit(const struct picture_whole *whole, struct picture_wish *wish)
{
    int longest = whole->width > whole->height ? whole->width : whole->height;
    wish->width = whole->width;
    wish->height = whole->height;
    if (longest > MEDIA_SIDE_MAX) {
        wish->width = (int)((int64_t)whole->width * MEDIA_SIDE_MAX / longest);
        wish->height = (int)((int64_t)whole->height * MEDIA_SIDE_MAX / longest);
    }
    wish->width = wish->width > 0 ? wish->width : 1;
    wish->height = wish->height > 0 ? wish->height : 1;
}

struct taken {
    struct bytes bytes;
    int width, height;
    char name[80]; /* "HASH.jpg" */
};

static bool encode(const char *path, struct taken *taken, struct error *error)
{
    struct picture_whole whole;
    struct picture_wish wish = { .path = path, .focus_x = 500, .focus_y = 500, .object = "" };
    bool has_alpha = false, is_jpeg = false;
    if (!picture_measure(path, &whole, error)) {
        return false;
    }
    fit(&whole, &wish);
    struct picture *picture = picture_load(&wish, &has_alpha, error);
    if (!picture) {
        return false;
    }
    taken->width = picture->width;
    taken->height = picture->height;
    bool done = picture_encode(picture, has_alpha, &taken->bytes, &is_jpeg, error);
    picture_destroy(picture);
    if (done) {
        unsigned char hash[crypto_hash_sha256_BYTES];
        char hex[sizeof hash * 2 + 1];
        crypto_hash_sha256(hash, (const unsigned char *)taken->bytes.data, taken->bytes.size);
        sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
        snprintf(taken->name, sizeof taken->name, "%.40s.%s", hex, is_jpeg ? "jpg" : "png");
    }
    return done;
}

static bool keep(const struct visit *visit, const struct taken *taken, struct error *error)
{
    char folder[PATH_MAX], path[PATH_MAX + 100];
    struct stat there;
    snprintf(folder, sizeof folder, "%s/media", visit->desk->content->work);
    snprintf(path, sizeof path, "%s/%s", folder, taken->name);
    return (stat(path, &there) == 0 && (size_t)there.st_size == taken->bytes.size &&
               utimensat(AT_FDCWD, path, NULL, 0) == 0) || /* as new: media_sweep.h */
           (file_make_directories(folder, error) &&
               file_replace(path, taken->bytes.data, taken->bytes.size, error));
}

static void answer_taken(struct visit *visit, const struct taken *taken)
{
    struct writer writer;
    char file[100];
    snprintf(file, sizeof file, "media/%s", taken->name);
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_put_text(&writer, "file", file);
    writer_put_int(&writer, "width", taken->width);
    writer_put_int(&writer, "height", taken->height);
    writer_close(&writer, '}');
    kit_answer(visit, &writer);
}

void media_take(struct visit *visit)
{
    char path[PATH_MAX];
    struct error error = { 0 };
    struct taken taken = { .width = 0 };
    if (visit->request->body_size == 0) {
        kit_refuse(visit, 400, translated("there is no picture in it"), NULL);
        return;
    }
    if (!open_body(visit, path, &error)) {
        kit_fail(visit, &error);
        return;
    }
    bytes_init(&taken.bytes);
    media_hold();
    bool is_picture = encode(path, &taken, &error);
    bool is_kept = is_picture && keep(visit, &taken, &error);
    media_let_go();
    if (!is_picture) {
        const char *text = arena_printf(
            &visit->request->arena, translated("this picture cannot be taken: %s"), error.text);
        kit_refuse(visit, 422, text ? text : error.text,
            translated("take a JPEG, PNG, WebP, GIF, BMP, HEIC, AVIF or SVG, of at most 32 MB "
                       "and 50 megapixels"));
    } else if (is_kept) {
        answer_taken(visit, &taken);
    } else {
        const char *text = arena_printf(
            &visit->request->arena, translated("this picture cannot be kept: %s"), error.text);
        log_error("desk: %s", error.text);
        kit_refuse(visit, 507, text ? text : error.text,
            translated("tell who runs the desk; nothing of it was kept"));
    }
    bytes_finish(&taken.bytes);
}

static const char *type_of(const char *name)
{
    static const struct {
        const char *end, *type;
    } types[] = { { ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" }, { ".png", "image/png" },
        { ".webp", "image/webp" }, { ".gif", "image/gif" }, { ".bmp", "image/bmp" },
        { ".heic", "image/heic" }, { ".avif", "image/avif" }, { ".svg", "image/svg+xml" } };
    const char *end = strrchr(name, '.');
    for (size_t i = 0; end && i < sizeof types / sizeof *types; i++) {
        if (strcasecmp(end, types[i].end) == 0) {
            return types[i].type;
        }
    }
    return NULL;
}

void media_send(struct visit *visit, const char *folder, const char *name)
{
    char path[PATH_MAX * 2];
    struct stat there;
    const char *type = type_of(name);
    int fd = -1;
    if (type && outlet_is_file(name) && !strchr(name, '/')) {
        snprintf(path, sizeof path, "%s/%s", folder, name);
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    }
    if (fd >= 0 && (fstat(fd, &there) != 0 || !S_ISREG(there.st_mode))) {
        close(fd);
        fd = -1;
    }
    if (fd < 0) {
        kit_refuse(visit, 404, translated("there is no such picture"), NULL);
        return;
    }
    visit->answer->type = type;
    visit->answer->file = fd;
    visit->answer->is_file = true;
    char *tag = arena_printf(&visit->request->arena, "\"%llx-%llx\"",
        (unsigned long long)there.st_size, (unsigned long long)there.st_mtim.tv_sec);
    const char *known = serve_header(visit->request, "If-None-Match");
    if (tag) {
        serve_answer_header(visit->answer, "ETag", tag);
    }
    serve_answer_header(visit->answer, "Cache-Control", "no-cache");
    if (tag && known && strcmp(known, tag) == 0) {
        close(fd);
        visit->answer->is_file = false;
        visit->answer->type = NULL;
        visit->answer->status = 304;
    }
}

void media_get(struct visit *visit)
{
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s/media", visit->desk->content->work);
    media_send(visit, folder, visit->parameters[0]);
}
