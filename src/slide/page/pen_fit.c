/* In which size a text is set. */
#include "slide/page/flow_memory.h"
#include "slide/page/pen.h"

#include <string.h>

/* A longer text is fitted once or twice. */
enum { KEPT_BYTES = 600 };

static struct set_options fit_options_of(
    const struct pen *pen, const struct text_spec *spec, struct pixel_rect room)
{
    /* Lines are put in place by their width below. */
    struct set_options set = pen_set_options(pen, SET_LEFT);
    set.width_px = room.w > 0 ? room.w : 1;
    set.balance = spec->balance;
    set.by_phrases = spec->by_phrases;
    set.is_row = spec->is_row;
    set.whole_words = true;
    set.tabular = spec->tabular;
    set.names = pen->names;
    set.name_count = pen->name_count;
    return set;
}

/* A text that is fitted, read once for all sizes. */
struct fitting {
    const char *text;
    struct read_text *read;
    struct set_options set;
    int height_px;
};

/* The largest of all sizes that the spec has. */
static struct fitted fit_any(
    struct pen *pen, const struct text_spec *spec, const struct fitting *fitting)
{
    struct fitted fitted = { .px = spec->px };
    const struct text_style style = pen_style(pen, spec);
    const struct fit_options options = {
        .set = fitting->set,
        .max_px = spec->px,
        .min_px = pen_least_px(spec),
        .max_height_px = fitting->height_px,
        .line_height_pct = spec->line_pct > 0 ? spec->line_pct : pen_title_line_pct(pen),
        .max_lines = spec->max_lines,
    };
    const struct set_source source = { pen->layout->measure, &style, fitting->text };
    if (!typeset_fit_read(pen->arena, &source, fitting->read, &options, &fitted)) {
        pen->failed = true;
        fitted = (struct fitted) { .px = spec->px };
    }
    return fitted;
}

/* What does not fit is worst, then what parts what is never parted, then what parts a word: but
 * a list has one size. */
static int fault_of(const struct text_spec *spec, const struct fitted *fitted)
{
    return fitted->clipped ? 3 : fitted->forced ? 2 : fitted->parted && !spec->is_row ? 1 : 0;
}

/* A slide has few sizes: what does not fit, or parts words, takes the next one of the scale. */
static struct fitted fit_scale(
    struct pen *pen, const struct text_spec *spec, const struct fitting *fitting)
{
    const struct grid *grid = &pen->grid;
    const int scale[] = { spec->px, grid->title, grid->heading, grid->text, grid->small };
    struct fitted best = { .clipped = true };
    for (size_t i = 0; i < sizeof scale / sizeof scale[0]; i++) {
        if (i > 0 &&
            (scale[i] >= spec->px || scale[i] < pen_least_px(spec) ||
                (fault_of(spec, &best) == 1 && scale[i] * 100 < best.px * FIT_LESS_PCT))) {
            continue;
        }
        struct text_spec one = *spec;
        one.px = one.min_px = scale[i];
        struct fitted fitted = fit_any(pen, &one, fitting);
        bool is_better = best.clipped || fault_of(spec, &fitted) < fault_of(spec, &best);
        best = is_better ? fitted : best;
        if (fault_of(spec, &best) == 0) {
            break;
        }
    }
    return best;
}

/* What was kept of it, or in the arena. NULL when memory is out. */
static struct read_text *read_text(struct pen *pen, struct arena *arena,
    const struct text_spec *spec, const struct fitting *fitting)
{
    const struct text_style style = pen_style(pen, spec);
    struct flow_memory *memory = pen->layout->flows;
    return memory && strlen(fitting->text) <= KEPT_BYTES
               ? flow_memory_read(memory, &style, &fitting->set, fitting->text)
               : typeset_read(arena, fitting->text, &fitting->set);
}

struct fitted pen_fit(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text)
{
    struct arena arena;
    arena_init(&arena);
    struct fitting fitting = { text, NULL, fit_options_of(pen, spec, room), room.h };
    fitting.read = read_text(pen, &arena, spec, &fitting);
    struct fitted fitted = { .px = spec->px };
    if (!fitting.read) {
        pen->failed = true;
    } else {
        fitted = spec->any_size ? fit_any(pen, spec, &fitting) : fit_scale(pen, spec, &fitting);
    }
    arena_finish(&arena);
    return fitted;
}
