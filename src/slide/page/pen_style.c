/* In which face, at which height of line a text is set. */
#include "slide/page/pen.h"

#include "base/language/language_tag.h"

#include <string.h>

struct text_spec pen_small_spec(const struct pen *pen, const char *role, struct colour colour)
{
    return (struct text_spec) { .role = role,
        .px = pen->grid.small,
        .tabular = true,
        .colour = colour,
        .line_pct = 120,
        .max_lines = 1 };
}

/* Least line heights where letters stand above and below each other. */
struct leading {
    int body_pct, title_pct, small_pct;
};

static struct leading least_leading(const struct pen *pen)
{
    static const struct {
        const char *lang;
        struct leading least;
    } stacked[] = {
        { "bo", { 200, 160, 150 } }, /* Tibetan */
        { "dz", { 200, 160, 150 } }, /* Dzongkha */
        { "km", { 200, 160, 150 } }, /* Khmer */
        { "lo", { 165, 145, 140 } }, /* Lao: vowels and tones above, vowels below */
        { "my", { 200, 165, 150 } }, /* Burmese */
        { "th", { 165, 145, 140 } }, /* Thai, as Lao */
    };
    for (size_t i = 0; i < sizeof stacked / sizeof stacked[0]; i++) {
        if (language_tag_is(pen->lang, stacked[i].lang)) {
            return stacked[i].least;
        }
    }
    return (struct leading) { 0 };
}

static int at_least(int pct, int least_pct)
{
    return pct > least_pct ? pct : least_pct;
}

int pen_body_line_pct(const struct pen *pen)
{
    return at_least(pen->theme->body_line_pct, least_leading(pen).body_pct);
}

int pen_title_line_pct(const struct pen *pen)
{
    return at_least(pen->theme->title_line_pct, least_leading(pen).title_pct);
}

int pen_lines_pct(const struct pen *pen, int pct)
{
    return at_least(pct, least_leading(pen).small_pct);
}

int pen_line_px(const struct pen *pen, const struct text_spec *spec, int px)
{
    /* Cut off, not rounded, as typeset_fit does. */
    return px * (spec->line_pct > 0 ? spec->line_pct : pen_title_line_pct(pen)) / 100;
}

int pen_baseline(int px, int line_px)
{
    return (line_px - px) / 2 + grid_scaled(px, 88);
}

/* What a theme may have a second pair of faces for: what is read first, from afar, in few
 * words.
 */
static bool is_title(const char *role)
{
    static const char *const roles[] = { "title", "running-title", "lead", "section", "site",
        "name", "welcome", "seal" };
    for (size_t i = 0; role && i < sizeof roles / sizeof roles[0]; i++) {
        if (strcmp(roles[i], role) == 0) {
            return true;
        }
    }
    return false;
}

struct text_style pen_style(const struct pen *pen, const struct text_spec *spec)
{
    return (struct text_style) { .px = spec->px,
        .bold = spec->bold,
        .is_title = spec->is_title || is_title(spec->role),
        .lang = pen->lang };
}
