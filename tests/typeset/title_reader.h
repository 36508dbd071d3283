/* How a test reads a headline: its units and words, and its lines at a width, with a face of
 * fixed widths. */
#pragma once

#include "../fakes/fixed_measure.h"
#include "base/arena.h"
#include "base/bytes.h"
#include "typeset/title/phrase.h"
#include "typeset/typeset.h"

#include <string.h>

enum { TITLE_PX = 20 };

/* A headline as src/typeset/title sees it, before its breaks are weighed. */
struct title_reading {
    struct arena arena;
    struct bytes missing;
    struct chars chars;
    struct units units;
    struct phrase phrase;
};

/* title_reading_finish() even where it returns false, which is when memory is out. */
static inline bool title_reading_init(
    struct title_reading *title, const char *text, const char *lang, int width_px)
{
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = TITLE_PX, .lang = lang };
    const struct paragraph paragraph = { text, 0, strlen(text) };
    const struct set_options how = { .balance = true, .width_px = width_px };
    int64_t width = (int64_t)width_px * MEASURE_UNIT;
    arena_init(&title->arena);
    bytes_init(&title->missing);
    const struct unit_request request = { &measure, &style, width, width, &title->missing };
    return chars_read(&title->arena, &paragraph, &how, &title->chars) &&
           units_make(&title->arena, &title->arena, &title->chars, &request, &title->units) &&
           phrase_read(&title->arena, &title->chars, &title->units, lang, &title->phrase);
}

static inline void title_reading_finish(struct title_reading *title)
{
    bytes_finish(&title->missing);
    arena_finish(&title->arena);
}

/* Sets the headline, with `between` between lines. `lines` has room for all. False when memory
 * is out. */
static inline bool title_lines(const char *text, int width_em, const char *between, char *lines)
{
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = TITLE_PX };
    const struct set_options how = { .width_px = width_em * TITLE_PX, .balance = true };
    struct arena arena;
    struct set_text set;
    arena_init(&arena);
    bool done =
        typeset_text(&arena, &(struct set_source) { &measure, &style, text }, &how, &set);
    lines[0] = '\0';
    for (size_t i = 0; done && i < set.line_count; i++) {
        strcat(lines, i ? between : "");
        strcat(lines, set.lines[i].text);
    }
    arena_finish(&arena);
    return done;
}
