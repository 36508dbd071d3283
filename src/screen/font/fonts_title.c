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

static bool open_titles(struct fonts *fonts, const char *regular, const char *bold,
    struct title_pair titles[HAN_COUNT])
{
    for (int shapes = 0; shapes < HAN_COUNT; shapes++) {
        bool is_file = *regular == '/';
        int light = open_title(fonts, regular, false, (enum han_shapes)shapes);
        int heavy = is_file
                        ? *bold ? open_title(fonts, bold, true, (enum han_shapes)shapes) : light
                        : open_title(fonts, regular, true, (enum han_shapes)shapes);
        titles[shapes] = (struct title_pair) { { (int8_t)light, (int8_t)heavy } };
        if (shapes == HAN_MAINLAND && (light < 0 || heavy < 0)) {
            return false;
        }
    }
    return true;
}

bool fonts_set_title(
    struct fonts *fonts, const char *regular, const char *bold, struct error *error)
{
    struct title_pair titles[HAN_COUNT];
    regular = regular ? regular : "";
    bold = bold ? bold : "";
    if (strcmp(regular, fonts->title_regular) == 0 && strcmp(bold, fonts->title_bold) == 0) {
        return true;
    }
    if (*regular && !open_titles(fonts, regular, bold, titles)) {
        return *regular == '/'
                   ? error_set(error, "%s: no face can be read from this file",
                         *bold && access(regular, R_OK) == 0 ? bold : regular)
                   : error_set(error,
                         "no face \"%s\" is installed: install the package that has it (Debian: "
                         "fonts-noto-cjk), or give the path of its file",
                         regular);
    }
    fonts->has_title = *regular;
    if (fonts->has_title) {
        memcpy(fonts->titles, titles, sizeof titles);
    }
    snprintf(fonts->title_regular, sizeof fonts->title_regular, "%s", regular);
    snprintf(fonts->title_bold, sizeof fonts->title_bold, "%s", bold);
    memset(fonts->widths, 0, WIDTH_SLOTS * sizeof *fonts->widths);
    fonts->width_count = 0;
    return true;
}
