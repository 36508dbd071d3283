/* The second pair of faces. */
#include "screen/font/fonts.h"
#include "screen/font/fonts_private.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Of a file there is one face for all languages; of a family that is named after a place, as
 * Noto Serif CJK SC, the one of each. */
static int open_title(
    struct fonts *fonts, const char *name, bool is_bold, enum han_shapes shapes)
{
    struct system_face file = { .index = 0 };
    if (*name == '/') {
        snprintf(file.path, sizeof file.path, "%s", name);
        return fonts_open_system_face(fonts, &file);
    }
    fonts->asked_system = true;
    return system_face_named(name, is_bold, shapes, &file)
               ? fonts_open_system_face(fonts, &file)
               : -1;
}

static struct title_pair open_pair(
    struct fonts *fonts, const char *regular, const char *bold, enum han_shapes shapes)
{
    bool is_file = *regular == '/';
    const char *heavy = is_file ? bold : regular;
    int8_t light = (int8_t)open_title(fonts, regular, false, shapes);
    return (struct title_pair) { true,
        { light, *heavy ? (int8_t)open_title(fonts, heavy, true, shapes) : light } };
}

const struct title_pair *fonts_title_pair(struct fonts *fonts, enum han_shapes shapes)
{
    struct title_pair *pair = &fonts->titles[shapes];
    if (!pair->known) {
        *pair = open_pair(fonts, fonts->title_regular, fonts->title_bold, shapes);
    }
    return pair;
}

bool fonts_set_title(
    struct fonts *fonts, const char *regular, const char *bold, struct error *error)
{
    struct title_pair pair = { false, { -1, -1 } };
    regular = regular ? regular : "";
    bold = bold ? bold : "";
    if (strcmp(regular, fonts->title_regular) == 0 && strcmp(bold, fonts->title_bold) == 0) {
        return true;
    }
    if (*regular) {
        pair = open_pair(fonts, regular, bold, HAN_MAINLAND);
    }
    if (*regular && (pair.faces[0] < 0 || pair.faces[1] < 0)) {
        return *regular == '/'
                   ? error_set(error, "%s: no face can be read from this file",
                         *bold && access(regular, R_OK) == 0 ? bold : regular)
                   : error_set(error,
                         "no face \"%s\" is installed: install the package that has it (Debian: "
                         "fonts-noto-cjk), or give the path of its file",
                         regular);
    }
    fonts->has_title = *regular;
    memset(fonts->titles, 0, sizeof fonts->titles);
    fonts->titles[HAN_MAINLAND] = pair;
    snprintf(fonts->title_regular, sizeof fonts->title_regular, "%s", regular);
    snprintf(fonts->title_bold, sizeof fonts->title_bold, "%s", bold);
    memset(fonts->widths, 0, WIDTH_SLOTS * sizeof *fonts->widths);
    fonts->width_count = 0;
    return true;
}
