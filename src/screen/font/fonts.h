/* The faces that text is set and drawn in: Noto Sans SC as shipped; for East Asian characters
 * of a text in another language than Simplified Chinese the system's face for that language,
 * where there is one; for characters that these lack whatever face the system has. Implements
 * typeset/measure.h. Preparer thread only. */
#pragma once

#include "base/error.h"
#include "screen/font/face.h"
#include "typeset/measure.h"

struct fonts;

/* data_dir holds fonts/NotoSansSC-Regular.ttf and -Bold.ttf. */
struct fonts *fonts_create(const char *data_dir, struct error *error);
void fonts_destroy(struct fonts *fonts);

/* From now on titles are in that pair, as far as its faces have the characters: a family that
 * fontconfig knows, bold NULL or ""; or the paths of two files, of which the second may be
 * missing. regular NULL or "": as all other text. False with an error where there is no such
 * face: then all stays as it was. Widths that were measured before are no longer right. */
bool fonts_set_title(
    struct fonts *fonts, const char *regular, const char *bold, struct error *error);

/* Borrows fonts. Widths are linear in the size and remembered a cluster at a time, so trying
 * many sizes costs next to nothing. */
struct measure fonts_measure(struct fonts *fonts);

/* A stretch of text that one face draws, in one script. */
struct font_run {
    int face;
    bool right_to_left; /* drawn so by its face; the run behind it stands to its left */
    const char *text;   /* not terminated */
    size_t size;        /* at most FACE_TEXT_MAX */
};

/* The run that begins at text[*at]; moves *at behind it. *at must be below size. */
struct font_run fonts_next_run(struct fonts *fonts, const struct text_style *style,
    const char *text, size_t size, size_t *at);

/* In 1/64 px. */
int fonts_run_advance(struct fonts *fonts, const struct font_run *run, int px);

/* Whether nothing was drawn yet. */
bool fonts_are_new(const struct fonts *fonts);

/* As face_expect. */
void fonts_expect(struct fonts *fonts, const struct font_run *run);

/* As face_draw. */
bool fonts_draw(struct fonts *fonts, const struct font_run *run, int px, struct ink *ink);

/* After a plan or a slide is done: see face_trim. */
void fonts_trim(struct fonts *fonts);
