#include "base/utf8.h"
#include "content/text/normalise.h"
#include "content/text/normalise_letters.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_CHARACTERS = 256, PAGES = 0x110000 / PAGE_CHARACTERS };

/* What each character comes to is worked out once, when it is first met. */
struct known {
    struct arena arena; /* of the pages and what is in them */
    struct folded *pages[PAGES];
    uint32_t *several; /* the letters of characters that come to more than one */
    size_t several_count, several_capacity;
};

struct text_folder {
    struct letters *letters;
    struct known *known;
};

struct text_folder *text_folder_create(struct error *error)
{
    struct text_folder *folder = calloc(1, sizeof *folder);
    struct known *known = calloc(1, sizeof *known);
    if (!folder || !known) {
        free(folder);
        free(known);
        error_set(error, "out of memory");
        return NULL;
    }
    arena_init(&known->arena);
    folder->known = known;
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
        arena_finish(&folder->known->arena);
        free(folder->known);
    }
    free(folder);
}

static struct folded *entry_of(struct known *known, uint32_t character)
{
    struct folded **page = &known->pages[character / PAGE_CHARACTERS];
    if (!*page) {
        *page = arena_array(&known->arena, PAGE_CHARACTERS, sizeof **page);
    }
    return *page ? *page + character % PAGE_CHARACTERS : NULL;
}

static bool keep_letter(struct known *known, uint32_t letter)
{
    uint32_t *several = arena_grow(&known->arena, known->several, known->several_count,
        &known->several_capacity, sizeof *several);
    if (several) {
        known->several = several;
        several[known->several_count++] = letter;
    }
    return several;
}

static bool work_out(const struct text_folder *folder, uint32_t character, struct folded *entry)
{
    uint32_t letters[LETTERS_MAX] = { 0 };
    struct folded folded = { .is_known = true };
    int count = letters_of(folder->letters, character, letters, &folded.looks);
    if (count < 0) {
        return false;
    }
    folded.count = (uint8_t)count;
    folded.gap = count ? (uint8_t)FOLDED_SIGN : (uint8_t)letter_gap(character);
    folded.letter = count > 1 ? (uint32_t)folder->known->several_count : letters[0];
    for (int i = 0; count > 1 && i < count; i++) {
        if (!keep_letter(folder->known, letters[i])) {
            return false;
        }
    }
    *entry = folded;
    return true;
}

static const struct folded *look_anew(const struct text_folder *folder, uint32_t character)
{
    struct folded *entry = entry_of(folder->known, character);
    return entry && work_out(folder, character, entry) ? entry : NULL;
}

const struct folded *text_folder_look(const struct text_folder *folder, uint32_t character)
{
    character = character <= 0x10FFFF ? character : 0xFFFD;
    const struct folded *page = folder->known->pages[character / PAGE_CHARACTERS];
    const struct folded *entry = page ? &page[character % PAGE_CHARACTERS] : NULL;
    return entry && entry->is_known ? entry : look_anew(folder, character);
}

const uint32_t *text_folder_letters(
    const struct text_folder *folder, const struct folded *folded)
{
    return folded->count > 1 ? folder->known->several + folded->letter : &folded->letter;
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
            used += utf8_encode(text_folder_letters(folder, folded)[i], out + used);
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
