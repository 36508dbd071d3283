/* What of a font file is needed soon is asked of the disk at once. After a boot none of it is
 * in memory, and each character would wait for its own page. Offsets are as the OpenType
 * specification has them; a file that lies about them is read elsewhere, within itself, or not.
 */
#include "base/utf8.h"
#include "screen/font/face.h"
#include "screen/font/face_private.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { HEADER_BYTES = 12, ENTRY_BYTES = 16, TABLES_MAX = 64 };

static uint32_t number(const uint8_t *at, int bytes)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

static void ask(const struct face *face, size_t start, size_t bytes)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), first = start / page * page;
    if (start < face->file_bytes && bytes <= face->file_bytes - start) {
        madvise((char *)face->file + first, start + bytes - first, MADV_WILLNEED);
    }
}

static bool is_looked_up(const uint8_t *entry)
{
    static const char tags[][5] = { "cmap", "head", "hhea", "hmtx", "loca", "maxp", "GSUB",
        "GPOS", "GDEF" };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (memcmp(entry, tags[i], 4) == 0) {
            return true;
        }
    }
    return false;
}

static void note_table(struct face *face, const uint8_t *entry)
{
    struct font_table table = { number(entry + 8, 4), number(entry + 12, 4) };
    if (table.start > face->file_bytes || table.bytes > face->file_bytes - table.start) {
        return;
    }
    if (memcmp(entry, "glyf", 4) == 0) {
        face->outlines = table;
    } else if (memcmp(entry, "loca", 4) == 0) {
        face->places = table;
    }
    if (is_looked_up(entry)) {
        ask(face, table.start, table.bytes);
    }
}

void face_ahead_begin(struct face *face)
{
    const uint8_t *file = face->file;
    /* Of twenty thousand characters some hundred are drawn. Said before the first look, which
     * would have what is around it read. */
    madvise(face->file, face->file_bytes, MADV_RANDOM);
    if (face->file_bytes < HEADER_BYTES || number(file, 4) != 0x00010000) {
        madvise(face->file, face->file_bytes, MADV_NORMAL);
        return; /* a collection, or outlines of another kind */
    }
    uint32_t count = number(file + 4, 2);
    size_t room = (face->file_bytes - HEADER_BYTES) / ENTRY_BYTES;
    for (uint32_t i = 0; i < count && i < TABLES_MAX && i < room; i++) {
        note_table(face, file + HEADER_BYTES + (size_t)i * ENTRY_BYTES);
    }
}

/* Of the long form of places; 0 in the short one, whose files are small. */
static uint32_t place_of(const struct face *face, uint32_t glyph)
{
    const uint8_t *places = (const uint8_t *)face->file + face->places.start;
    return number(places + (size_t)glyph * 4, 4);
}

void face_expect(struct face *face, const char *text, size_t size)
{
    uint32_t count = face->places.bytes / 4;
    bool is_long = face->font->num_glyphs >= 0 && count == (uint32_t)face->font->num_glyphs + 1;
    for (size_t at = 0; is_long && at < size;) {
        uint32_t glyph = FT_Get_Char_Index(face->font, utf8_next(text, size, &at));
        uint32_t start = glyph + 1 < count ? place_of(face, glyph) : 0;
        uint32_t end = glyph + 1 < count ? place_of(face, glyph + 1) : 0;
        if (start < end && end <= face->outlines.bytes) {
            ask(face, face->outlines.start + start, end - start);
        }
    }
}
