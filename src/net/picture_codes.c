#include "net/picture_codes.h"

#include "base/decoder.h"
#include "base/log.h"
#include "base/utf8.h"
#include "decode/wire.h"

#include <string.h>

enum { CODES_MAX_MS = 10000 };

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

void picture_codes_read(const char *path, struct arena *arena, struct picture_ref *picture)
{
    static const char *const arguments[] = { "codes", NULL };
    static bool is_told;
    struct decoder decoder;
    struct decode_reply reply;
    struct error error;
    picture->codes = "";
    picture->hides_codes = false;
    if (!decoder_start(&decoder, path, arguments, CODES_MAX_MS, &error)) {
        log_warning("%s: its codes cannot be read: %s", picture->url, error.text);
        picture->hides_codes = true;
        return;
    }
    bool came = decoder_read(&decoder, &reply, sizeof reply) && reply.magic == DECODE_MAGIC;
    bool fits = came && reply.done == 1 && reply.width <= DECODE_CODES_MAX_BYTES;
    char *texts = fits ? arena_alloc(arena, reply.width + 1) : NULL;
    if (texts && decoder_read(&decoder, texts, reply.width)) {
        clean(texts, reply.width);
        picture->codes = texts;
    } else if (came && reply.done == 0 && strcmp(reply.message, DECODE_NO_ZBAR) == 0) {
        if (!is_told) {
            log_info("codes in pictures are not looked at: " DECODE_NO_ZBAR);
            is_told = true;
        }
    } else {
        /* Only what no decoder makes a picture of cannot hide any. */
        picture->hides_codes = !came || reply.done == 1 || reply.is_hopeless == 0;
        reply.message[sizeof reply.message - 1] = '\0';
        log_warning("%s: %s", picture->url, came ? reply.message : "its decoder was stopped");
    }
    decoder_stop(&decoder);
}
