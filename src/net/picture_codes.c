#include "net/picture_codes.h"

#include "base/decoder.h"
#include "base/utf8.h"
#include "decode/wire.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CODES_MAX_MS = 10000, SIZE_MAX_MS = 5000 };

/* Lines of what can stand in a manifest: one or more for each text. */
static void clean(char *texts, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++) {
        if (texts[i] == '\0' || texts[i] == '\n' || texts[i] == '\r') {
            texts[i] = '\n';
        } else if ((unsigned char)texts[i] < 0x20 || texts[i] == 0x7F) {
            texts[i] = '?';
        }
    }
    for (size_t bad; (bad = utf8_valid_prefix(texts, size)) < size;) {
        texts[bad] = '?';
    }
}

static bool receive(struct decoder *decoder, struct decode_reply *reply)
{
    bool came = decoder_read(decoder, reply, sizeof *reply) && reply->magic == DECODE_MAGIC;
    reply->message[sizeof reply->message - 1] = '\0';
    return came;
}

static void take_size(struct picture_ref *picture, const struct decode_reply *reply)
{
    if (reply->full_width <= DECODE_SIDE_MAX && reply->full_height <= DECODE_SIDE_MAX) {
        picture->width = (int)reply->full_width;
        picture->height = (int)reply->full_height;
    }
}

static enum picture_search search(int input, const atomic_bool *stop, struct arena *arena,
    struct picture_ref *picture, struct error *why)
{
    static const char *const arguments[] = { "codes", NULL };
    enum picture_search found = PICTURE_SEARCHED;
    struct decoder decoder;
    struct decode_reply reply = { 0 };
    if (lseek(input, 0, SEEK_SET) != 0 ||
        !decoder_start_on(&decoder, input, arguments, CODES_MAX_MS, why)) {
        return PICTURE_FAILED;
    }
    decoder.stop = stop;
    bool came = receive(&decoder, &reply);
    bool fits = came && reply.done == 1 && reply.width <= DECODE_CODES_MAX_BYTES;
    char *texts = fits ? arena_alloc(arena, reply.width + 1) : NULL;
    if (texts && decoder_read(&decoder, texts, reply.width)) {
        clean(texts, reply.width);
        picture->codes = texts;
        picture->hides_codes = false;
        take_size(picture, &reply);
    } else if (stop && *stop) {
        found = PICTURE_FAILED;
        error_set(why, "stopped");
    } else if (came && reply.done == 0 && strcmp(reply.message, DECODE_NO_ZBAR) == 0) {
        found = PICTURE_NO_ZBAR;
        error_set(why, DECODE_NO_ZBAR);
        picture->hides_codes = false;
    } else {
        /* Only what no decoder makes a picture of cannot hide any. */
        picture->hides_codes = !came || reply.done == 1 || reply.is_hopeless == 0;
        error_set(
            why, "%s", came && reply.done == 0 ? reply.message : "its decoder was stopped");
    }
    decoder_stop(&decoder);
    return found;
}

/* As small as can be asked for: all of the file is looked at, little is made of it. */
static void find_size(int input, const atomic_bool *stop, struct picture_ref *picture)
{
    static const char *const arguments[] = { "contain", "1", "1", "500", "500", NULL };
    struct decoder decoder;
    struct decode_reply reply = { 0 };
    if (lseek(input, 0, SEEK_SET) == 0 &&
        decoder_start_on(&decoder, input, arguments, SIZE_MAX_MS, NULL)) {
        decoder.stop = stop;
        if (receive(&decoder, &reply) && reply.done == 1) {
            take_size(picture, &reply);
        }
        decoder_stop(&decoder);
    }
}

enum picture_search picture_codes_read(int input, const atomic_bool *stop, struct arena *arena,
    struct picture_ref *picture, struct error *why)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    error_set(why, "%s", "");
    picture->codes = "";
    picture->hides_codes = true; /* until it is known better */
    pthread_mutex_lock(&one_at_a_time);
    enum picture_search found = search(input, stop, arena, picture, why);
    if (found == PICTURE_NO_ZBAR && picture->width == 0) {
        find_size(input, stop, picture);
    }
    pthread_mutex_unlock(&one_at_a_time);
    picture->is_searched = found == PICTURE_SEARCHED && !picture->hides_codes;
    picture->was_tried = found != PICTURE_FAILED;
    return found;
}

static bool write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, data, size);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        data += put > 0 ? put : 0;
        size -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

enum picture_search picture_codes_read_bytes(const void *data, size_t size,
    const atomic_bool *stop, struct arena *arena, struct picture_ref *picture,
    struct error *why)
{
    enum picture_search found = PICTURE_FAILED;
    int input = memfd_create("picture", MFD_CLOEXEC);
    picture->codes = "";
    picture->hides_codes = true;
    picture->is_searched = picture->was_tried = false;
    picture->width = picture->height = 0;
    if (input >= 0 && write_all(input, data, size)) {
        found = picture_codes_read(input, stop, arena, picture, why);
    } else {
        error_set(why, "%s", strerror(errno));
    }
    if (input >= 0) {
        close(input);
    }
    return found;
}
