#include "screen/font/face.h"

#include "base/translated.h"
#include "base/utf8.h"
#include "screen/font/face_private.h"
#include "screen/font/script.h"

#include <errno.h>
#include <fcntl.h>
#include <harfbuzz/hb-ft.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Ours, so that a test can have them fail. */
static void *give(FT_Memory memory, long size)
{
    (void)memory;
    return malloc((size_t)size);
}

static void take_back(FT_Memory memory, void *block)
{
    (void)memory;
    free(block);
}

static void *resize(FT_Memory memory, long old_size, long size, void *block)
{
    (void)memory;
    (void)old_size;
    return realloc(block, (size_t)size);
}

struct foundry *foundry_create(void)
{
    struct foundry *foundry = calloc(1, sizeof *foundry);
    if (!foundry) {
        return NULL;
    }
    foundry->memory = (struct FT_MemoryRec_) { NULL, give, take_back, resize };
    if (FT_New_Library(&foundry->memory, &foundry->library) != 0) {
        free(foundry);
        return NULL;
    }
    FT_Add_Default_Modules(foundry->library);
    return foundry;
}

void foundry_destroy(struct foundry *foundry)
{
    if (foundry) {
        FT_Done_Library(foundry->library);
        free(foundry);
    }
}

static bool map_file(struct face *face, const char *path, struct error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    bool done = false;
    if (file < 0 || fstat(file, &status) < 0) {
        error_set(error, "%s: %s", path, translated_errno(errno));
        goto out;
    }
    face->file_bytes = (size_t)status.st_size;
    face->file = mmap(NULL, face->file_bytes, PROT_READ, MAP_PRIVATE, file, 0);
    if (face->file == MAP_FAILED) {
        face->file = NULL;
        error_set(error, "%s: cannot map: %s", path, translated_errno(errno));
        goto out;
    }
    face_ahead_begin(face);
    done = true;
out:
    if (file >= 0) {
        close(file);
    }
    return done;
}

/* A face of fixed pictures takes no size: the largest that it has is what it has. */
static bool begin_size(struct face *face)
{
    FT_Face font = face->font;
    if (FT_IS_SCALABLE(font)) {
        /* At these sizes hinting only bends what the type designer drew, and pictures of small
         * sizes, for screens of old, are coarser than the outlines. */
        face->load_flags = FT_LOAD_NO_HINTING | (FT_HAS_COLOR(font) ? 0 : FT_LOAD_NO_BITMAP);
        face_set_size(face, FACE_EM);
        return face->px == FACE_EM;
    }
    face->load_flags = FT_LOAD_NO_HINTING;
    face->strike =
        FT_HAS_FIXED_SIZES(font) && FT_Select_Size(font, font->num_fixed_sizes - 1) == 0
            ? face_floor(font->size->metrics.height + 63)
            : 0;
    return face->strike > 0;
}

static bool open_font(struct foundry *foundry, struct face *face, const char **why)
{
    int wrong = FT_New_Memory_Face(
        foundry->library, face->file, (FT_Long)face->file_bytes, face->index, &face->font);
    if (wrong) {
        face->font = NULL;
        const char *known = FT_Error_String(wrong);
        *why = wrong == FT_Err_Out_Of_Memory ? "out of memory" : known ? known : "not a font";
        return false;
    }
    if (!face->font->charmap && face->font->num_charmaps > 0) {
        FT_Set_Charmap(face->font, face->font->charmaps[0]);
    }
    if (!begin_size(face)) {
        *why = "has no size";
        return false;
    }
    face->shaper = hb_ft_font_create(face->font, NULL);
    hb_ft_font_set_load_flags(face->shaper, face->load_flags);
    face->buffer = hb_buffer_create();
    *why = "out of memory";
    return hb_buffer_allocation_successful(face->buffer);
}

struct face *face_open(
    struct foundry *foundry, const char *path, int index, struct error *error)
{
    struct face *face = calloc(1, sizeof *face);
    const char *why;
    if (!face) {
        error_set(error, "%s: out of memory", path);
        goto failed;
    }
    if (!map_file(face, path, error)) {
        goto failed;
    }
    face->index = index;
    if (!open_font(foundry, face, &why)) {
        error_set(error, "%s: %s", path, why);
        goto failed;
    }
    return face;
failed:
    face_close(face);
    return NULL;
}

void face_close(struct face *face)
{
    if (!face) {
        return;
    }
    hb_buffer_destroy(face->buffer);
    hb_font_destroy(face->shaper);
    if (face->font) {
        FT_Done_Face(face->font);
    }
    if (face->file && !face->is_twin) {
        munmap(face->file, face->file_bytes);
    }
    free(face);
}

struct face *face_twin(struct foundry *foundry, const struct face *face)
{
    struct face *twin = calloc(1, sizeof *twin);
    const char *why;
    if (!twin) {
        return NULL;
    }
    twin->file = face->file;
    twin->file_bytes = face->file_bytes;
    twin->index = face->index;
    twin->is_twin = true;
    if (!open_font(foundry, twin, &why)) {
        face_close(twin);
        return NULL;
    }
    return twin;
}

bool face_has(const struct face *face, uint32_t character)
{
    return FT_Get_Char_Index(face->font, character) != 0;
}

void face_set_size(struct face *face, int px)
{
    if (!face->strike && face->px != px &&
        FT_Set_Char_Size(face->font, 0, (FT_F26Dot6)px * 64, 0, 0) == 0) {
        face->px = px;
        if (face->shaper) {
            hb_ft_font_changed(face->shaper);
        }
    }
}

/* A script that was not told to the shaper comes unjoined and the wrong way round. */
struct shaped face_shape(struct face *face, const char *text)
{
    size_t at = 0;
    const struct script *script = script_of(utf8_next(text, strlen(text) + 1, &at));
    struct shaped shaped;
    hb_buffer_t *buffer = face->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_direction(
        buffer, script && script->right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(
        buffer, script ? hb_script_from_string(script->tag, -1) : HB_SCRIPT_UNKNOWN);
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_shape(face->shaper, buffer, NULL, 0);
    shaped.glyphs = hb_buffer_get_glyph_infos(buffer, &shaped.count);
    shaped.positions = hb_buffer_get_glyph_positions(buffer, &shaped.count);
    return shaped;
}

int face_advance(struct face *face, const char *text)
{
    long units = 0;
    face_set_size(face, FACE_EM);
    struct shaped shaped = face_shape(face, text);
    for (unsigned i = 0; i < shaped.count; i++) {
        units += shaped.positions[i].x_advance;
    }
    int width = face_floor(units);
    return face->strike ? width * FACE_EM / face->strike : width;
}

void face_metrics(struct face *face, int *ascent, int *descent)
{
    face_set_size(face, FACE_EM);
    FT_Face font = face->font;
    const FT_Size_Metrics *size = &font->size->metrics;
    if (face->strike) {
        *ascent = face_floor(size->ascender + 63) * FACE_EM / face->strike;
        *descent = -face_floor(size->descender + 63) * FACE_EM / face->strike;
    } else {
        *ascent = face_floor(FT_MulFix(font->ascender, size->y_scale) + 63);
        *descent = -face_floor(FT_MulFix(font->descender, size->y_scale) + 63);
    }
}

void face_trim(struct face *face)
{
    madvise(face->file, face->file_bytes, MADV_DONTNEED);
}
