#include "command/theme/proposal.h"

#include "command/theme/oklab.h"

/* A breath of a hue in what is nearly grey. */
static const double paper_chroma = 0.012, ink_chroma = 0.02, line_chroma = 0.02;

/* From here on a colour is none of nearly grey: festival's lacquer red stays. */
static const double own_chroma = 0.035;

static struct colour breathe(struct colour from, double hue, double chroma)
{
    struct oklch colour = oklch_of(from);
    if (colour.chroma >= own_chroma) {
        return from;
    }
    colour.chroma = chroma;
    colour.hue = hue;
    return oklch_colour(colour);
}

static bool keeps(const struct theme *theme)
{
    struct theme_pair pairs[THEME_PAIRS];
    theme_pairs(theme, pairs);
    return !theme_worst_pair(theme, pairs);
}

/* What reads best on the accent: the theme's paper, or its ink. */
static struct colour best_on(const struct theme *theme, struct colour accent)
{
    return colour_contrast(theme->paper, accent) >= colour_contrast(theme->ink, accent)
               ? theme->paper
               : theme->ink;
}

/* The nearest to the logo's own, a step darker or lighter after the other. */
static bool take_accent(struct theme *theme, struct oklch own)
{
    enum { STEPS = 100 };
    for (int i = 0; i <= STEPS; i++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            struct oklch trial = own;
            trial.lightness += sign * i / (double)STEPS;
            if (trial.lightness < 0 || trial.lightness > 1) {
                continue;
            }
            theme->accent = i == 0 ? oklch_colour(own) : oklch_colour(trial);
            theme->on_accent = best_on(theme, theme->accent);
            if (keeps(theme)) {
                return true;
            }
        }
    }
    return false;
}

bool proposal_make(struct theme *theme, const struct palette *palette)
{
    struct theme plain = *theme;
    if (palette->count == 0) {
        return false;
    }
    struct oklch own = oklch_of(palette->list[0].colour);
    if (palette->has_hue) {
        theme->paper = breathe(theme->paper, own.hue, paper_chroma);
        theme->ink = breathe(theme->ink, own.hue, ink_chroma);
        theme->quiet = breathe(theme->quiet, own.hue, ink_chroma);
        theme->hairline = breathe(theme->hairline, own.hue, line_chroma);
    }
    if (take_accent(theme, own)) {
        return true;
    }
    *theme = plain;
    return take_accent(theme, own);
}
