/* Where the reader is in the document, as a JSON pointer (RFC 6901). */
#include "base/plain.h"
#include "base/utf8.h"
#include "content/feed/native/feed_reader.h"

#include <stdio.h>
#include <string.h>

enum { NAME_MAX_BYTES = 60 };

void reader_leave(struct feed_reader *reader, size_t pointer_size)
{
    reader->pointer_size = pointer_size;
    reader->pointer[pointer_size] = '\0';
}

size_t reader_enter_index(struct feed_reader *reader, size_t index)
{
    enum { DIGITS_MAX = 20 };
    char out[DIGITS_MAX + 1];
    size_t before = reader->pointer_size, room = sizeof reader->pointer - 1 - before;
    size_t first = sizeof out;
    do {
        out[--first] = (char)('0' + index % 10);
        index /= 10;
    } while (index > 0);
    out[--first] = '/';
    size_t length = sizeof out - first;
    length = length < room ? length : room;
    memcpy(reader->pointer + before, out + first, length);
    reader_leave(reader, before + length);
    return before;
}

/* Of letters of ASCII and "_" alone, as nearly every name is. */
static bool is_plain_name(const char *name, size_t size)
{
    size_t at = 0;
    while (at < size &&
           (name[at] == '_' || ((name[at] | 0x20) >= 'a' && (name[at] | 0x20) <= 'z'))) {
        at++;
    }
    return at == size && size <= NAME_MAX_BYTES;
}

/* RFC 6901 section 3; what is not fine becomes '?' and a long name is cut, since people read
 * it. */
size_t reader_enter_name(struct feed_reader *reader, const char *name)
{
    size_t before = reader->pointer_size, size = strlen(name);
    char out[NAME_MAX_BYTES * 2 + 8];
    size_t used = 1, at = 0;
    out[0] = '/';
    if (is_plain_name(name, size)) {
        memcpy(out + 1, name, size);
        used += size;
        at = size;
    }
    while (at < size) {
        size_t start = at;
        uint32_t c = utf8_next(name, size, &at);
        if (at > NAME_MAX_BYTES) {
            used += (size_t)sprintf(out + used, "…");
            break;
        }
        if (c == '~' || c == '/') {
            used += (size_t)sprintf(out + used, "~%d", c == '/');
        } else if (!plain_is_fine(c)) {
            out[used++] = '?';
        } else {
            memcpy(out + used, name + start, at - start);
            used += at - start;
        }
    }
    if (before + used < sizeof reader->pointer) {
        memcpy(reader->pointer + before, out, used);
        reader_leave(reader, before + used);
    }
    return before;
}
