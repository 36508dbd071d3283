#include "content/guard/words/alike.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 2048, PARTS_MAX = 60000 };

void alike_init(
    struct alike *alike, const struct text_folder *folder, const struct sound_table *sounds)
{
    *alike = (struct alike) { .folder = folder, .sounds = sounds };
}

void alike_finish(struct alike *alike)
{
    free(alike->entries);
    free(alike->parts);
    *alike = (struct alike) { 0 };
}

static struct alike_entry *place_of(const struct alike *alike, uint32_t character)
{
    size_t mask = alike->capacity - 1, at = character * 2654435761u & mask;
    while (alike->entries[at].character && alike->entries[at].character != character) {
        at = (at + 1) & mask;
    }
    return &alike->entries[at];
}

const struct alike_entry *alike_look(const struct alike *alike, uint32_t character)
{
    const struct alike_entry *entry = place_of(alike, character);
    return entry->character ? entry : NULL;
}

static bool make_room(struct alike *alike)
{
    if (alike->capacity > alike->count * 2) {
        return true;
    }
    struct alike grown = { .capacity = alike->capacity ? alike->capacity * 2 : FIRST_CAPACITY };
    grown.entries = calloc(grown.capacity, sizeof *grown.entries);
    for (size_t i = 0; grown.entries && i < alike->capacity; i++) {
        if (alike->entries[i].character) {
            *place_of(&grown, alike->entries[i].character) = alike->entries[i];
        }
    }
    if (grown.entries) {
        free(alike->entries);
        alike->entries = grown.entries;
        alike->capacity = grown.capacity;
    }
    return grown.entries;
}

static bool put(struct alike *alike, const struct alike_entry *entry, struct error *error)
{
    if (!make_room(alike)) {
        return error_set(error, "out of memory");
    }
    struct alike_entry *place = place_of(alike, entry->character);
    if (place->stands_for && entry->stands_for && place->stands_for != entry->stands_for) {
        char character[5] = "";
        utf8_encode(entry->character, character);
        return error_set(error, "%s stands for another character already", character);
    }
    alike->count += !place->character;
    place->character = entry->character;
    alike->some[(entry->character & 0xFFFF) / 8] |= (uint8_t)(1 << entry->character % 8);
    place->stands_for = entry->stands_for ? entry->stands_for : place->stands_for;
    place->role = entry->role ? entry->role : place->role;
    place->is_rare = place->is_rare || entry->is_rare;
    return true;
}

/* The folded form of what stands on the left: one letter. */
static uint32_t read_meant(
    const struct alike *alike, const char *text, size_t size, size_t *at, struct error *error)
{
    const struct folded *folded =
        size ? text_folder_look(alike->folder, utf8_next(text, size, at)) : NULL;
    *at += strspn(text + *at, " ");
    if (!folded || folded->count != 1 || text[*at] != '=') {
        error_set(error, "not one character, = and those that are taken for it");
        return 0;
    }
    ++*at;
    return folded->letter;
}

bool alike_add(struct alike *alike, enum alike_role role, const char *text, struct error *error)
{
    size_t size = strlen(text), at = 0, count = 0;
    uint32_t meant = role ? 0 : read_meant(alike, text, size, &at, error);
    if (!role && !meant) {
        return false;
    }
    while (at < size) {
        uint32_t c = utf8_next(text, size, &at);
        bool is_rare = !role && utf8_is_han(c) && !sound_table_number(alike->sounds, c);
        const struct folded *folded = text_folder_look(alike->folder, c);
        bool is_meant = folded && folded->count == 1 && folded->letter == meant;
        const struct alike_entry entry = {
            .character = c, .stands_for = meant, .role = role, .is_rare = is_rare
        };
        /* What folds to it anyway, as 辦 to 办, is no disguise. */
        if (c != ' ' && !is_meant && !put(alike, &entry, error)) {
            return false;
        }
        count += c != ' ';
    }
    return count > 0 || error_set(error, "no character stands there");
}

bool alike_add_parts(struct alike *alike, const char *text, struct error *error)
{
    size_t size = strlen(text), at = 0;
    uint32_t meant = read_meant(alike, text, size, &at, error), both[2];
    if (!meant) {
        return false;
    }
    at += strspn(text + at, " ");
    for (size_t i = 0; i < 2; i++) {
        both[i] = at < size ? utf8_next(text, size, &at) : 0;
    }
    if (!both[1] || at < size) {
        return error_set(error, "not one character, = and the two that are written for it");
    }
    if (alike->part_count == alike->part_capacity) {
        size_t capacity = alike->part_capacity ? alike->part_capacity * 2 : 64;
        struct alike_parts *parts = realloc(alike->parts, capacity * sizeof *parts);
        if (!parts) {
            return error_set(error, "out of memory");
        }
        alike->parts = parts;
        alike->part_capacity = capacity;
    }
    if (alike->part_count >= PARTS_MAX) {
        return error_set(error, "more than %d parts", PARTS_MAX);
    }
    if (!put(alike, &(struct alike_entry) { .character = both[1] }, error)) {
        return false;
    }
    struct alike_entry *entry = place_of(alike, both[1]);
    alike->parts[alike->part_count++] = (struct alike_parts) { both[0], meant, entry->part };
    entry->part = (uint16_t)alike->part_count;
    return true;
}

uint32_t alike_of_parts(
    const struct alike *alike, uint32_t first, const struct alike_entry *second)
{
    for (uint16_t part = second->part; part; part = alike->parts[part - 1].next) {
        if (alike->parts[part - 1].first == first) {
            return alike->parts[part - 1].stands_for;
        }
    }
    return 0;
}

uint32_t alike_shape(const struct alike *alike, uint32_t folded)
{
    /* Of a to z. */
    static const char figures[] = "48cd3f9h1jk1mn0pqr57nvwxy2";
    const struct alike_entry *entry = alike_find(alike, folded);
    folded = entry && entry->stands_for ? entry->stands_for : folded;
    return folded >= 'a' && folded <= 'z' ? (uint32_t)figures[folded - 'a'] : folded;
}
