#include "base/utf8.h"
#include "content/text/normalise.h"
#include "content/text/normalise_letters.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_CHARACTERS = 256, PAGES = 0x110000 / PAGE_CHARACTERS };

/* What a character comes to is worked out once, when it is first met: then it has letters. */
struct text_folder {
    struct letters *letters;
    struct arena *arena; /* of the pages and what is in them */
    struct folded **pages;
};

struct text_folder *text_folder_create(struct error *error)
{
    struct text_folder *folder = calloc(1, sizeof *folder);
    struct arena *arena = calloc(1, sizeof *arena);
    struct folded **pages = calloc(PAGES, sizeof *pages);
    if (!folder || !arena || !pages) {
        free(folder);
        free(arena);
        free(pages);
        error_set(error, "out of memory");
        return NULL;
    }
    arena_init(arena);
    folder->arena = arena;
    folder->pages = pages;
    folder->letters = letters_create(error);
    if (!folder->letters) {
        text_folder_destroy(folder);
        folder = NULL;
    }
    return folder;
}

void text_folder_destroy(struct text_folder *folder)
{
    if (folder) {
        letters_destroy(folder->letters);
        arena_finish(folder->arena);
        free(folder->arena);
        free(folder->pages);
    }
    free(folder);
}

static struct folded *entry_of(const struct text_folder *folder, uint32_t character)
{
    struct folded **page = &folder->pages[character / PAGE_CHARACTERS];
    if (!*page) {
        *page = arena_array(folder->arena, PAGE_CHARACTERS, sizeof **page);
    }
    return *page ? *page + character % PAGE_CHARACTERS : NULL;
}

const struct folded *text_folder_look(const struct text_folder *folder, uint32_t character)
{
    struct folded *entry =
        character <= 0x10FFFF ? entry_of(folder, character) : entry_of(folder, 0xFFFD);
    if (entry && !entry->letters) {
        uint32_t letters[LETTERS_MAX];
        bool looks = false;
        int count = letters_of(folder->letters, character, letters, &looks);
        uint32_t *kept = arena_array(folder->arena, (size_t)count + 1, sizeof *kept);
        if (!kept) {
            return NULL;
        }
        for (int i = 0; i < count; i++) {
            kept[i] = letters[i];
        }
        *entry =
            (struct folded) { kept, (uint8_t)count, (uint8_t)letter_gap(character), looks };
    }
    return entry;
}

const char *text_folder_fold(
    const struct text_folder *folder, struct arena *arena, const char *text)
{
    size_t size = strlen(text), used = 0, room = 1;
    for (size_t at = 0; at < size;) {
        const struct folded *folded = text_folder_look(folder, utf8_next(text, size, &at));
        if (!folded) {
            return NULL;
        }
        room += folded->count * 4;
    }
    char *out = arena_alloc(arena, room);
    for (size_t at = 0; out && at < size;) {
        const struct folded *folded = text_folder_look(folder, utf8_next(text, size, &at));
        for (size_t i = 0; i < folded->count; i++) {
            used += utf8_encode(folded->letters[i], out + used);
        }
    }
    return out;
}

const char *text_folder_fold_pattern(struct arena *arena, const char *pattern)
{
    size_t size = strlen(pattern), used = 0;
    char *out = arena_alloc(arena, size + 1);
    for (size_t at = 0; out && at < size;) {
        uint32_t c = utf8_next(pattern, size, &at);
        if (c >= 0x80) {
            c = letter_in_pattern(c);
        }
        char encoded[4];
        size_t length = utf8_encode(c, encoded);
        if (used + length <= size) {
            memcpy(out + used, encoded, length);
            used += length;
        }
    }
    return out;
}
