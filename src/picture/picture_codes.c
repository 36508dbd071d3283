#include "picture/picture_codes.h"

#include "address/address.h"
#include "base/system/file_seam.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "decode/wire.h"
#include "picture/decoder.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

static const char blank[] = " \t\r\n";

/* How much of a text is the host of the address that it is, if it is one: phones take all of
 * such a text for its address, and browsers skip line breaks in it. */
static size_t host_size(const char *text, size_t size)
{
    const char *at = text;
    if (strncasecmp(at, "URL:", 4) == 0 || strncasecmp(at, "URI:", 4) == 0) {
        at += 4 + strspn(at + 4, blank);
    }
    struct address_part host = address_tapped(at, "/\\ \t\r\n");
    size_t end = host.text ? (size_t)(host.text - text) + host.size : 0;
    return end < size ? end : size;
}

/* Returns the end of what it adds. In place of what stands for nothing comes U+FFFD, which no
 * host has: '?' would end one before its time. */
static char *add_lines(char *out, const char *text, size_t size)
{
    static const char unreadable[] = "\uFFFD", mark[] = "\uFEFF";
    size_t begins = size >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    begins += strspn(text + begins, blank);
    text += begins;
    size -= begins;
    while (size > 0 && strchr(blank, text[size - 1])) {
        size--;
    }
    size_t in_host = host_size(text, size);
    for (size_t at = 0; at < size;) {
        size_t begin = at;
        uint32_t character = utf8_next(text, size, &at);
        bool is_end = character == '\n' || character == '\r';
        if (is_end && begin >= in_host) {
            *out++ = '\n';
        } else if (character < 0x20 || character == 0x7F || character == 0xFFFD) {
            memcpy(out, unreadable, sizeof unreadable - 1);
            out += sizeof unreadable - 1;
        } else {
            memcpy(out, text + begin, at - begin);
            out += at - begin;
        }
    }
    return out;
}

const char *picture_codes_lines(struct arena *arena, const char *texts, size_t size)
{
    char *lines = arena_alloc(arena, 3 * size + 1), *out = lines;
    for (size_t at = 0; lines && at < size;) {
        size_t length = strlen(texts + at);
        if (out > lines) {
            *out++ = '\n';
        }
        out = add_lines(out, texts + at, length);
        at += length + 1;
    }
    return lines;
}

static bool receive(struct helper *decoder, struct decode_reply *reply)
{
    bool came = helper_read(decoder, reply, sizeof *reply) && reply->magic == DECODE_MAGIC;
    decode_reply_tidy(reply);
    return came;
}

static void take_size(struct picture_ref *picture, const struct decode_reply *reply)
{
    if (reply->full_width >= 1 && reply->full_width <= DECODE_SIDE_MAX &&
        reply->full_height >= 1 && reply->full_height <= DECODE_SIDE_MAX) {
        picture->width = (int)reply->full_width;
        picture->height = (int)reply->full_height;
    }
}

/* NULL when they do not come. */
static const char *receive_lines(
    struct helper *decoder, const struct decode_reply *reply, struct arena *arena)
{
    char texts[DECODE_CODES_MAX_BYTES + 1];
    if (reply->done != 1 || reply->width > DECODE_CODES_MAX_BYTES ||
        !helper_read(decoder, texts, reply->width)) {
        return NULL;
    }
    texts[reply->width] = '\0';
    return picture_codes_lines(arena, texts, reply->width);
}

static enum picture_search search(int input, const atomic_bool *stop, struct arena *arena,
    struct picture_ref *picture, struct error *why)
{
    static const char *const arguments[] = { "codes", NULL };
    enum picture_search found = PICTURE_SEARCHED;
    struct helper decoder;
    struct decode_reply reply = { 0 };
    if (lseek(input, 0, SEEK_SET) != 0 ||
        !decoder_start_on(&decoder, input, arguments, DECODER_MAX_MS, why)) {
        return PICTURE_FAILED;
    }
    decoder.stop = stop;
    bool came = receive(&decoder, &reply),
         is_told = came && reply.done == 0 && reply.message[0];
    const char *lines = came ? receive_lines(&decoder, &reply, arena) : NULL;
    if (lines) {
        picture->codes = lines;
        picture->hides_codes = false;
        picture->is_searched = true;
        take_size(picture, &reply);
    } else if (stop && *stop) {
        found = PICTURE_FAILED;
        error_set(why, "stopped");
    } else if (is_told && reply.hides_codes == 1) {
        picture->is_searched = true;
        take_size(picture, &reply);
        error_set(why, "%s", reply.message);
    } else if (is_told) {
        /* Only what no decoder makes a picture of cannot hide any. */
        picture->hides_codes = reply.is_hopeless != 1;
        picture->is_searched = !picture->hides_codes;
        error_set(why, "%s", reply.message);
    }
    if (lines || found != PICTURE_SEARCHED || is_told) {
        helper_stop(&decoder);
    } else {
        decoder_give_up(&decoder, why);
        found = decoder.is_late ? PICTURE_FAILED : found;
    }
    return found;
}

enum picture_search picture_codes_read(int input, const atomic_bool *stop, struct arena *arena,
    struct picture_ref *picture, struct error *why)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    error_set(why, "%s", "");
    picture->codes = "";
    picture->hides_codes = true; /* until it is known better */
    picture->is_searched = false;
    pthread_mutex_lock(&one_at_a_time);
    enum picture_search found = search(input, stop, arena, picture, why);
    pthread_mutex_unlock(&one_at_a_time);
    picture->was_tried = found != PICTURE_FAILED;
    return found;
}

enum picture_search picture_codes_read_bytes(const struct bytes *body, const atomic_bool *stop,
    struct arena *arena, struct picture_ref *picture, struct error *why)
{
    enum picture_search found = PICTURE_FAILED;
    int input = memfd_create("picture", MFD_CLOEXEC);
    picture->codes = "";
    picture->hides_codes = true;
    picture->is_searched = picture->was_tried = false;
    picture->width = picture->height = 0;
    if (input >= 0 && file_seam_put(&file_seam_real, input, body->data, body->size)) {
        found = picture_codes_read(input, stop, arena, picture, why);
    } else {
        error_set(why, "%s", translated_errno(errno));
    }
    if (input >= 0) {
        close(input);
    }
    return found;
}
