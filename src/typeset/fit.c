#include "base/utf8.h"
#include "typeset/chars/marks.h"
#include "typeset/set.h"
#include "typeset/typeset.h"

#include <string.h>

static size_t lines_at(const struct fit_options *options, int px)
{
    int line_px = px * options->line_height_pct / 100;
    int fit = options->max_height_px / (line_px > 0 ? line_px : 1);
    if (options->max_lines > 0 && fit > options->max_lines) {
        fit = options->max_lines;
    }
    return fit > 0 ? (size_t)fit : 0;
}

/* A face's widths follow its size closely enough to guess at a size without opening it. */
struct scaled {
    const struct measure *measure;
    struct text_style style; /* at the size that is truly measured */
};

static int scaled_advance(
    void *context, const struct text_style *style, const char *text, size_t size)
{
    const struct scaled *scaled = context;
    const struct measure *measure = scaled->measure;
    int64_t advance = measure->advance(measure->context, &scaled->style, text, size);
    return (int)(advance * style->px / scaled->style.px);
}

static bool scaled_covers(
    void *context, const struct text_style *style, const char *text, size_t size)
{
    (void)style;
    const struct scaled *scaled = context;
    const struct measure *measure = scaled->measure;
    return !measure->covers || measure->covers(measure->context, &scaled->style, text, size);
}

struct fitter {
    struct set_source source;
    struct read_text *read; /* the source's text */
    const struct fit_options *options;
};

enum fit {
    FIT_NOT,
    FIT_PARTED, /* in the box, but a line ends inside a word */
    FIT_WELL,
};

static bool set_at(const struct fitter *fitter, struct arena *arena, int px,
    struct set_text *out, enum fit *fit)
{
    struct text_style style = *fitter->source.style;
    struct set_source source = fitter->source;
    style.px = px;
    source.style = &style;
    struct set_result result;
    struct set_options options = fitter->options->set;
    size_t allowed = lines_at(fitter->options, px);
    options.max_lines = allowed ? allowed : 1;
    if (!set_read(arena, &source, fitter->read, &options, &result)) {
        return false;
    }
    const struct set_flaws flaws = result.flaws;
    *out = result.text;
    bool fits = out->line_count <= allowed && !flaws.forced;
    *fit = !fits ? FIT_NOT : flaws.parted ? FIT_PARTED : FIT_WELL;
    return true;
}

static bool try_at(const struct fitter *fitter, int px, enum fit *fit)
{
    struct arena trial;
    arena_init(&trial);
    struct set_text set;
    bool done = set_at(fitter, &trial, px, &set, fit);
    arena_finish(&trial);
    return done;
}

/* The largest size below `high` at which the text fits by the guess, or `low`. Whether it fits
 * follows its size closely enough to halve. */
static bool guess_px(const struct fitter *fitter, int low, int high, int *out)
{
    struct fit_options options = *fitter->options;
    const struct fitter filled = { fitter->source, fitter->read, &options };
    enum fit fit;
    options.set.balance = false; /* it takes no room that is not there */
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (!try_at(&filled, middle, &fit)) {
            return false;
        }
        if (fit != FIT_NOT) {
            low = middle;
        } else {
            high = middle;
        }
    }
    *out = low;
    return true;
}

/* Sizes are tried in steps that nobody sees. */
enum { SIZE_STEPS = 32 };

/* Of the sizes not much below px, the largest that parts no word; px when there is none. */
static bool find_whole_words(
    const struct fitter *fitter, const struct fitter *guess, int px, int *out)
{
    int least = px * 4 / 5;
    least = least > fitter->options->min_px ? least : fitter->options->min_px;
    *out = px;
    for (int smaller = px - 1; smaller >= least; smaller -= 1 + px / SIZE_STEPS) {
        enum fit fit;
        if (!try_at(guess, smaller, &fit)) {
            return false;
        }
        if (fit == FIT_WELL) {
            if (!try_at(fitter, smaller, &fit)) {
                return false;
            }
            *out = fit == FIT_WELL ? smaller : px;
            break;
        }
    }
    return true;
}

/* The largest size that fits, or min_px. The real faces are asked at max_px and at the guess,
 * and then a pixel at a time. */
static bool find_px(const struct fitter *fitter, int *out)
{
    const struct fit_options *options = fitter->options;
    int px = options->max_px;
    enum fit fit = FIT_NOT;
    *out = options->min_px;
    if (options->max_px <= options->min_px) {
        return true;
    }
    struct scaled scaled = { fitter->source.measure, *fitter->source.style };
    scaled.style.px = options->max_px;
    const struct measure scale = {
        .context = &scaled,
        .advance = scaled_advance,
        .covers = scaled_covers,
    };
    struct fitter guess = *fitter;
    guess.source.measure = &scale;
    if (!try_at(fitter, px, &fit)) {
        return false;
    }
    if (fit == FIT_NOT && !guess_px(&guess, options->min_px, px, &px)) {
        return false;
    }
    while (fit == FIT_NOT && px > options->min_px) {
        if (!try_at(fitter, px, &fit)) {
            return false;
        }
        px -= fit == FIT_NOT;
    }
    *out = px;
    return fit != FIT_PARTED || find_whole_words(fitter, &guess, px, out);
}

/* The start of the last character before `end` that a cut text may end with: no space and no
 * mark stands before the … */
static size_t cut_before(const char *text, size_t end)
{
    while (end > 0) {
        size_t at = end - 1;
        while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80) {
            at--;
        }
        size_t next = at;
        uint32_t character = utf8_next(text, end, &next);
        enum unit_class class = mark_class(character);
        bool mark = class >= UNIT_OPEN && class <= UNIT_CONNECTOR;
        if (character > ' ' && character != 0x3000 && !mark && !mark_full_width(character)) {
            return end;
        }
        end = at;
    }
    return 0;
}

static size_t character_before(const char *text, size_t end)
{
    while (end > 0 && ((unsigned char)text[--end] & 0xC0) == 0x80) {
    }
    return end;
}

static bool read_anew(struct arena *arena, struct fitter *fitter)
{
    const char *text = fitter->source.text;
    fitter->read = text ? typeset_read(arena, text, &fitter->options->set) : NULL;
    return fitter->read;
}

/* Cuts the text so that it fits with … behind it. A box lower than one line still gets one. */
static bool clip(const struct fitter *fitter, struct arena *arena, int px,
    const struct set_text *whole, struct set_text *out)
{
    const char *text = fitter->source.text;
    size_t allowed = lines_at(fitter->options, px);
    allowed = allowed ? allowed : 1;
    size_t end = whole->line_count > allowed ? whole->lines[allowed - 1].end : strlen(text);
    struct fit_options options = *fitter->options;
    options.set.balance = false;
    struct fitter cut = *fitter, filled = *fitter;
    filled.options = &options;
    for (;;) {
        end = cut_before(text, end);
        struct arena trial;
        arena_init(&trial);
        filled.source.text = arena_printf(&trial, "%.*s…", (int)end, text);
        enum fit fit;
        bool done = read_anew(&trial, &filled) && set_at(&filled, &trial, px, out, &fit);
        bool last = done && (out->line_count <= allowed || end == 0);
        arena_finish(&trial);
        if (!done) {
            return false;
        }
        if (last) {
            cut.source.text = arena_printf(arena, "%.*s…", (int)end, text);
            return read_anew(arena, &cut) && set_at(&cut, arena, px, out, &fit);
        }
        end = character_before(text, end);
    }
}

bool typeset_fit_read(struct arena *arena, const struct set_source *source,
    struct read_text *read, const struct fit_options *options, struct fitted *out)
{
    const struct fitter fitter = { *source, read, options };
    int px;
    enum fit fit;
    if (!find_px(&fitter, &px) || !set_at(&fitter, arena, px, &out->set, &fit)) {
        return false;
    }
    out->px = px;
    out->parted = fit == FIT_PARTED;
    size_t allowed = lines_at(options, px);
    out->clipped = out->set.line_count > (allowed ? allowed : 1);
    if (!out->clipped) {
        out->forced = fit == FIT_NOT && out->set.line_count <= allowed;
        return true;
    }
    struct set_text whole = out->set;
    return clip(&fitter, arena, px, &whole, &out->set);
}

bool typeset_fit(struct arena *arena, const struct set_source *source,
    const struct fit_options *options, struct fitted *out)
{
    struct arena scratch;
    arena_init(&scratch);
    struct read_text *read = typeset_read(&scratch, source->text, &options->set);
    bool done = read && typeset_fit_read(arena, source, read, options, out);
    arena_finish(&scratch);
    return done;
}
