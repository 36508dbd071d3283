#include "base/utf8.h"
#include "typeset/chars/marks.h"
#include "typeset/set.h"
#include "typeset/title/balance.h"
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
    const struct measure *guess; /* of its faces at other sizes than max_px */
};

/* How a text is set at a size. */
struct outcome {
    bool fits;  /* in the box, and nothing was forced */
    int parted; /* see struct set_flaws, as of the next two */
    bool torn;
    bool squeezed;
};

static bool set_at(const struct fitter *fitter, struct arena *arena, int px,
    struct set_text *out, struct outcome *outcome)
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
    *out = result.text;
    outcome->fits = out->line_count <= allowed && !result.flaws.forced;
    outcome->parted = result.flaws.parted;
    outcome->torn = result.flaws.torn;
    outcome->squeezed = result.flaws.squeezed;
    return true;
}

static bool try_at(const struct fitter *fitter, int px, struct outcome *outcome)
{
    struct arena trial;
    arena_init(&trial);
    struct set_text set;
    bool done = set_at(fitter, &trial, px, &set, outcome);
    arena_finish(&trial);
    return done;
}

static bool guess_at(const struct fitter *fitter, int px, struct outcome *outcome)
{
    struct fitter guess = *fitter;
    guess.source.measure = fitter->guess;
    return try_at(&guess, px, outcome);
}

/* The largest size below `high` at which the text fits by the guess, or `low`. Whether it fits
 * follows its size closely enough to halve. */
static bool guess_px(const struct fitter *fitter, int low, int high, int *out)
{
    struct fit_options options = *fitter->options;
    struct fitter filled = *fitter;
    struct outcome outcome;
    options.set.balance = false; /* it takes no room that is not there */
    filled.options = &options;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (!guess_at(&filled, middle, &outcome)) {
            return false;
        }
        if (outcome.fits) {
            low = middle;
        } else {
            high = middle;
        }
    }
    *out = low;
    return true;
}

/* The largest size that fits, or min_px. The real faces are asked at max_px and at the guess,
 * and then a pixel at a time. */
static bool find_px(const struct fitter *fitter, int *out)
{
    const struct fit_options *options = fitter->options;
    int px = options->max_px;
    struct outcome outcome = { .fits = false };
    *out = options->min_px;
    if (options->max_px <= options->min_px) {
        return true;
    }
    if (!try_at(fitter, px, &outcome)) {
        return false;
    }
    if (!outcome.fits && !guess_px(fitter, options->min_px, px, &px)) {
        return false;
    }
    while (!outcome.fits && px > options->min_px) {
        if (!try_at(fitter, px, &outcome)) {
            return false;
        }
        px -= !outcome.fits;
    }
    *out = px;
    return true;
}

/* Sizes are tried in steps that nobody sees. */
enum { SIZE_STEPS = 32 };

/* So much smaller, in percent, a text takes no line more for whole words. What parts some all
 * the same is better where it costs so much less. */
enum { LITTLE_LESS_PCT = 80, LESS_PARTED = 1000 };

/* A size, and in how many lines at the most. */
struct size {
    int px, max_lines, parted;
};

/* Of the sizes from px down to `least`: the largest that parts no word, else one that is better
 * than *best, if any. */
static bool find_whole_px(const struct fitter *fitter, int px, int least, struct size *best)
{
    const int step = 1 + px / SIZE_STEPS;
    least = least > fitter->options->min_px ? least : fitter->options->min_px;
    for (; px >= least && best->parted > 0; px -= step) {
        struct outcome outcome;
        if (!guess_at(fitter, px, &outcome)) {
            return false;
        }
        const int most = best->parted > LESS_PARTED ? best->parted - LESS_PARTED : 0;
        if (!outcome.fits || outcome.parted > most) {
            continue;
        }
        if (!try_at(fitter, px, &outcome)) {
            return false;
        }
        if (outcome.fits && outcome.parted <= most) {
            *best = (struct size) { px, fitter->options->max_lines, outcome.parted };
        }
    }
    return true;
}

/* A text that parts words is set a little smaller, else in a line more or smaller still; one
 * that parts a phrase no more than a little smaller. */
static bool find_whole(const struct fitter *fitter, struct size *best)
{
    struct fit_options more = *fitter->options;
    struct fitter longer = *fitter;
    const int px = best->px, little = px * LITTLE_LESS_PCT / 100;
    const int least = best->parted < BALANCE_WORD ? little : px * FIT_LESS_PCT / 100;
    int most = little - 1;
    if (!find_whole_px(fitter, px - 1, little, best)) {
        return false;
    }
    if (best->parted > 0 && more.max_lines > 1 && !more.set.is_row) {
        more.max_lines++;
        longer.options = &more;
        if (!find_px(&longer, &most)) {
            return false;
        }
    }
    return find_whole_px(&longer, most, least, best);
}

static bool is_better(const struct outcome *found, const struct outcome *outcome)
{
    return outcome->fits && outcome->parted == 0 && !outcome->torn &&
           (found->torn || !outcome->squeezed);
}

/* Of the sizes not much below px, the largest that parts no word, or whose marks are not
 * squeezed, if any. */
static bool find_better(
    const struct fitter *fitter, const struct outcome *found, struct size *best)
{
    const int px = best->px, step = 1 + px / SIZE_STEPS;
    int least = found->torn ? px * 4 / 5 : px * 15 / 16;
    least = least > fitter->options->min_px ? least : fitter->options->min_px;
    for (int smaller = px; smaller > least && best->px == px;) {
        struct outcome outcome;
        smaller = smaller - step > least ? smaller - step : least;
        if (!guess_at(fitter, smaller, &outcome)) {
            return false;
        }
        if (!is_better(found, &outcome)) {
            continue;
        }
        if (!try_at(fitter, smaller, &outcome)) {
            return false;
        }
        best->px = is_better(found, &outcome) ? smaller : px;
    }
    return true;
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
        struct outcome outcome;
        bool done = read_anew(&trial, &filled) && set_at(&filled, &trial, px, out, &outcome);
        bool last = done && (out->line_count <= allowed || end == 0);
        arena_finish(&trial);
        if (!done) {
            return false;
        }
        if (last) {
            cut.source.text = arena_printf(arena, "%.*s…", (int)end, text);
            return read_anew(arena, &cut) && set_at(&cut, arena, px, out, &outcome);
        }
        end = character_before(text, end);
    }
}

/* In the largest size that fits, or in one of whole words. */
static bool choose(const struct fitter *fitter, struct arena *arena,
    struct fit_options *options, struct fitted *out, struct outcome *outcome)
{
    struct size best = { .max_lines = options->max_lines };
    if (!find_px(fitter, &best.px) || !set_at(fitter, arena, best.px, &out->set, outcome)) {
        return false;
    }
    out->px = best.px;
    best.parted = outcome->parted;
    if (!outcome->fits || (best.parted == 0 && !outcome->torn && !outcome->squeezed)) {
        return true;
    }
    if (best.parted > 0 ? !find_whole(fitter, &best) : !find_better(fitter, outcome, &best)) {
        return false;
    }
    const bool is_same = best.px == out->px && best.max_lines == options->max_lines;
    out->px = best.px;
    options->max_lines = best.max_lines;
    return is_same || set_at(fitter, arena, best.px, &out->set, outcome);
}

bool typeset_fit_read(struct arena *arena, const struct set_source *source,
    struct read_text *read, const struct fit_options *given, struct fitted *out)
{
    struct fit_options options = *given;
    struct scaled scaled = { source->measure, *source->style };
    scaled.style.px = options.max_px;
    const struct measure guess = {
        .context = &scaled,
        .advance = scaled_advance,
        .covers = scaled_covers,
    };
    const struct fitter fitter = { *source, read, &options, &guess };
    struct outcome outcome;
    if (!choose(&fitter, arena, &options, out, &outcome)) {
        return false;
    }
    out->parted = !outcome.fits || outcome.parted == 0 ? PARTED_NOTHING
                  : outcome.parted < BALANCE_WORD      ? PARTED_PHRASE
                                                       : PARTED_WORD;
    out->torn = outcome.fits && outcome.torn;
    out->squeezed = outcome.fits && outcome.squeezed;
    size_t allowed = lines_at(&options, out->px);
    out->clipped = out->set.line_count > (allowed ? allowed : 1);
    if (!out->clipped) {
        out->forced = !outcome.fits && out->set.line_count <= allowed;
        return true;
    }
    struct set_text whole = out->set;
    return clip(&fitter, arena, out->px, &whole, &out->set);
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
