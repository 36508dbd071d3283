#include "content/guard/words/word_tables.h"

#include "base/bytes.h"
#include "base/system/file.h"

#include <stdio.h>
#include <string.h>

enum { PATH_ROOM = 4096 };

/* So that nobody takes another list for it by chance: of eight bytes at once. */
uint64_t made_digest(const char *data, size_t size)
{
    uint64_t digest = size * 0x9E3779B97F4A7C15u;
    for (size_t at = 0; at < size; at += 8) {
        uint64_t piece = 0;
        memcpy(&piece, data + at, size - at < 8 ? size - at : 8);
        digest = (digest ^ piece) * 0xFF51AFD7ED558CCDu;
        digest ^= digest >> 32;
    }
    return digest;
}

static bool is_unchanged(const char *path, const struct made_list *list)
{
    struct bytes text;
    struct error error;
    bytes_init(&text);
    bool same = file_read(path, list->size, &text, &error) && text.size == list->size &&
                made_digest(text.data, text.size) == list->digest;
    bytes_finish(&text);
    return same;
}

const struct word_tables *made_words_for(const char *const *paths, size_t count)
{
    const char *slash = count > 0 ? strrchr(paths[0], '/') : NULL;
    char path[PATH_ROOM];
    if (!made_words.tables || count != made_words.given || !slash) {
        return NULL;
    }
    for (size_t i = 0; i < made_words.count; i++) {
        const struct made_list *list = &made_words.lists[i];
        int length = snprintf(
            path, sizeof path, "%.*s/%s", (int)(slash - paths[0]), paths[0], list->file);
        if (length >= PATH_ROOM || (i < count && strcmp(path, paths[i]) != 0) ||
            !is_unchanged(path, list)) {
            return NULL;
        }
    }
    return made_words.tables;
}
