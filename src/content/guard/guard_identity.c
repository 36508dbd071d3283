#include "content/guard/guard_identity.h"

#include "base/utf8.h"

#include <string.h>

static bool is_seen(const struct folded *folded)
{
    return folded->gap == FOLDED_SIGN || folded->gap == FOLDED_STOP;
}

/* Full-width punctuation is the same as that of ASCII. */
static uint32_t narrow(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

const char *identity_form(
    const struct text_folder *folder, struct arena *arena, const char *name)
{
    size_t size = strlen(name), used = 0, room = 1;
    for (size_t at = 0; at < size;) {
        const struct folded *folded = text_folder_look(folder, utf8_next(name, size, &at));
        if (!folded) {
            return NULL;
        }
        room += folded->count ? folded->count * 4 : 4;
    }
    char *out = arena_alloc(arena, room);
    for (size_t at = 0; out && at < size;) {
        uint32_t c = utf8_next(name, size, &at);
        const struct folded *folded = text_folder_look(folder, c);
        if (!folded) {
            return NULL;
        }
        for (size_t i = 0; i < folded->count; i++) {
            used += utf8_encode(text_folder_letters(folder, folded)[i], out + used);
        }
        if (folded->count == 0 && is_seen(folded)) {
            used += utf8_encode(narrow(c), out + used);
        }
    }
    return out;
}
