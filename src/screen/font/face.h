/* One font file, drawn by FreeType and shaped by HarfBuzz. A foundry has no lock: it and its
 * faces stay on one thread, which is the preparer's. */
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Widths are told in thousandths of an em, so that they hold for every size. */
enum { FACE_EM = 1000, FACE_TEXT_MAX = 240 };

/* The ink of a run. Offsets are in px from the pen on the baseline, y downwards. */
struct ink {
    int left, top, width, height; /* 0 x 0 for a space */
    bool colour;                  /* pixels are straight-alpha 0xAARRGGBB, else one byte each */
    void *pixels;                 /* malloc'ed; NULL for a space */
    size_t bytes;
};

struct foundry;
struct face;

/* NULL when memory is out. It outlives its faces. */
struct foundry *foundry_create(void);
void foundry_destroy(struct foundry *foundry);

/* The file is mapped, not read: opening takes 0.3 ms instead of 4. */
struct face *face_open(
    struct foundry *foundry, const char *path, int index, struct error *error);
void face_close(struct face *face);

/* The same face once more, of another foundry and so for another thread; it borrows the file
 * that is mapped. NULL when memory is out. */
struct face *face_twin(struct foundry *foundry, const struct face *face);

bool face_has(const struct face *face, uint32_t character);

/* text is NUL-terminated UTF-8, at most FACE_TEXT_MAX bytes. */
int face_advance(struct face *face, const char *text);
void face_metrics(struct face *face, int *ascent, int *descent);

/* The text will be drawn soon: the disk is asked for its characters, and not waited for. */
void face_expect(struct face *face, const char *text, size_t size);

/* False when memory is out or the face cannot draw it. The caller frees ink->pixels. */
bool face_draw(struct face *face, int px, const char *text, struct ink *ink);

/* Lets the kernel take back the pages of the file that were touched; they come back from its
 * cache when needed. */
void face_trim(struct face *face);
