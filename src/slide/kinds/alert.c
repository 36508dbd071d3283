/* An alert has the picture to itself: how grave it is, what happened, what to do, whom to ask,
 * until when it holds. Grave ones stand on the signal's red, in every theme; the all-clear is
 * calm. */
#include "slide/kinds/kind.h"
#include "slide/page/band/alerts.h"
#include "time/date.h"

#include <limits.h>

struct looks {
    struct colour ground, text, quiet, title, badge_text, level;
    enum word label;
};

static struct looks looks_of(const struct theme *theme, const struct item *item)
{
    static const enum word labels[] = { WORD_ALERT_MINOR, WORD_ALERT_MODERATE,
        WORD_ALERT_SEVERE, WORD_ALERT_EXTREME };
    int gravity = alert_gravity(item);
    if (alert_is_grave(item)) {
        return (struct looks) { .ground = theme_signal,
            .text = theme_on_signal,
            .quiet = theme_on_signal,
            .title = theme_on_signal,
            .badge_text = theme_signal,
            .level = theme_on_signal,
            .label = labels[gravity] };
    }
    return (struct looks) { .ground = theme->paper,
        .text = theme->ink,
        .quiet = theme->quiet,
        .title = item->is_clear ? theme->ink : theme->accent,
        .badge_text = theme->paper,
        .level = theme->accent,
        .label = item->is_clear ? WORD_ALERT_CLEAR : labels[gravity] };
}

static void plan_item(struct pen *pen, const struct item *item, struct deck *deck)
{
    const struct slide slide = {
        .kind = &slide_kind_alert, .item = item, .page = 1, .pages = 1
    };
    if (!item->is_banner) {
        deck_add(deck, pen, slide,
            typeset_reading_ms(item->title) + typeset_reading_ms(item->text) +
                typeset_reading_ms(item->instruction) + typeset_reading_ms(item->contact));
    }
}

static void plan_alert(struct pen *pen, struct deck *deck)
{
    kind_plan_items(pen, deck, ITEM_ALERT, plan_item);
}

/* How grave it is at the left, the badge of a drill at the right. */
static void add_label(
    struct pen *pen, const struct looks *looks, const struct item *item, struct pixel_rect row)
{
    const char *badge = pen->words->words[WORD_ALERT_TEST];
    const struct grid *grid = &pen->grid;
    struct text_spec label = { .role = "severity",
        .px = grid->heading,
        .min_px = grid->text,
        .bold = true,
        .colour = looks->text,
        .max_lines = 1,
        .anchor = ANCHOR_MIDDLE };
    if (item->is_test) {
        int width = pen_width(pen, grid->heading, true, badge) + 2 * grid_u(grid, SPACE_2);
        struct pixel_rect plate = { row.x + row.w - width, row.y, width, row.h };
        struct text_spec mark = label;
        mark.role = "test";
        mark.colour = looks->badge_text;
        mark.align = SET_CENTRE;
        pen_fill(pen, "badge", plate, looks->text);
        pen->on = looks->text;
        pen_text(pen, &mark, plate, badge);
        pen->on = looks->ground;
        row.w -= width + grid_u(grid, SPACE_3);
    }
    pen_text(pen, &label, row, pen->words->words[looks->label]);
}

/* Whom to ask and until when; in portrait one below the other. Returns its top. */
static int add_foot(
    struct pen *pen, const struct looks *looks, const struct item *item, struct pixel_rect room)
{
    const struct grid *grid = &pen->grid;
    const struct zone *zone = pen->layout->config->screen.timezone;
    const char *until_text = "";
    struct civil_date until;
    if (date_of_moment(zone, &item->show.until, &until)) {
        until_text =
            pen_say(pen, WORD_ALERT_UNTIL, pen_date(pen, DATE_WORD_DATE, &until, true), "");
    }
    if (!until_text) {
        pen->failed = true;
        return room.y;
    }
    struct text_spec contact = { .role = "contact",
        .px = grid->heading,
        .min_px = grid->small,
        .bold = true,
        .tabular = true,
        .colour = looks->text,
        .max_lines = 1,
        .anchor = ANCHOR_BOTTOM };
    struct text_spec validity = contact;
    validity.role = "validity";
    validity.bold = false;
    validity.colour = looks->quiet;
    int line = pen_line_px(pen, &contact, contact.px);
    struct pixel_rect row = { room.x, room.y + room.h - line, room.w, line };
    int width = pen_width(pen, validity.px, false, until_text);
    if (grid->is_portrait) {
        pen_text(pen, &validity, row, until_text);
        row.y -= *item->contact ? line : 0;
    } else {
        pen_text(pen, &validity,
            (struct pixel_rect) { row.x + row.w - width, row.y, width, row.h }, until_text);
        row.w -= width + grid_u(grid, SPACE_4);
    }
    pen_text(pen, &contact, row, item->contact);
    return row.y;
}

/* In a room of that width, at its largest size. */
static struct fitted fit_fixed(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text)
{
    struct text_spec fixed = *spec;
    fixed.min_px = 0;
    room.h = INT_MAX / 2;
    return pen_fit(pen, &fixed, room, text);
}

/* The same of a text in phrases. Where it would part a word, it is a little smaller or takes a
 * line more, which makes all else smaller. */
static struct fitted fit_phrases(
    struct pen *pen, struct text_spec *spec, struct pixel_rect room, const char *text)
{
    enum { STEPS = 3, STEP_PARTS = 20 };
    struct fitted fitted = fit_fixed(pen, spec, room, text);
    const size_t lines = fitted.set.line_count;
    for (int step = 1; fitted.torn && step <= STEPS + 1; step++) {
        struct text_spec other = *spec;
        other.is_row = step <= STEPS;
        other.px -= other.is_row ? other.px * step / STEP_PARTS : 0;
        const struct fitted whole = fit_fixed(pen, &other, room, text);
        if (!whole.torn && whole.set.line_count <= lines + !other.is_row) {
            *spec = other;
            fitted = whole;
        }
    }
    return fitted;
}

static int fitted_height(
    const struct pen *pen, const struct text_spec *spec, struct fitted fitted)
{
    return (int)fitted.set.line_count * pen_line_px(pen, spec, fitted.px);
}

static int height_of(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text)
{
    return fitted_height(pen, spec, fit_fixed(pen, spec, room, text));
}

/* What happened, what else is known, what to do. */
struct words {
    struct text_spec title, text, instruction;
};

static struct words words_of(const struct pen *pen, const struct looks *looks)
{
    const struct grid *grid = &pen->grid;
    struct words words = { .title = { .role = "title",
                               .px = grid->display,
                               .min_px = grid->heading,
                               .bold = true,
                               .balance = true,
                               .colour = looks->title,
                               .max_lines = grid->is_portrait ? 4 : 2 },
        .text = { .role = "text",
            .px = grid->heading,
            .min_px = grid->small,
            .balance = true,
            .is_row = true,
            .colour = looks->text,
            .line_pct = pen_lines_pct(pen, 140) } };
    words.instruction = words.text;
    words.instruction.role = "instruction";
    words.instruction.bold = true;
    return words;
}

/* How large a try has them, and on how many lines the title. */
struct sizes {
    int most, least, lines; /* of the title */
    int instruction, text;
};

/* Lines of the text and of what to do end with phrases, even where that takes some more of
 * them; then there are as few as can be; then the title may be torn too, or have its marks
 * squeezed. */
enum strictness { BY_PHRASES, BY_LINES, BY_ROOM, STRICTNESSES };

struct trial {
    const struct item *item;
    struct pixel_rect room;
    enum strictness how;
};

/* What is as large as a title has its lines as near to each other. */
static void size_text(const struct pen *pen, struct text_spec *spec, int px)
{
    spec->px = px;
    spec->min_px = 0;
    spec->line_pct = px >= pen->grid.title ? 0 : spec->line_pct;
}

/* False where room is short, or where a number or a word would be parted. */
static bool try_sizes(
    struct pen *pen, const struct trial *trial, const struct sizes *sizes, struct words *words)
{
    const struct item *item = trial->item;
    struct pixel_rect room = trial->room;
    struct words large = *words;
    size_text(pen, &large.text, sizes->text);
    size_text(pen, &large.instruction, sizes->instruction);
    large.text.is_row = large.instruction.is_row = trial->how != BY_PHRASES;
    large.title.any_size = true;
    large.title.px = sizes->most;
    large.title.min_px = sizes->least;
    large.title.max_lines = sizes->lines;
    const struct fitted text = fit_phrases(pen, &large.text, room, item->text),
                        instruction =
                            fit_phrases(pen, &large.instruction, room, item->instruction);
    room.h -= fitted_height(pen, &large.text, text) +
              fitted_height(pen, &large.instruction, instruction) +
              2 * grid_u(&pen->grid, SPACE_3);
    const struct fitted title = pen_fit(pen, &large.title, room, item->title);
    if (room.h < fitted_height(pen, &large.title, title) || title.clipped || title.forced ||
        text.forced || instruction.forced ||
        (trial->how != BY_ROOM && (title.torn || title.squeezed))) {
        return false;
    }
    large.title.px = large.title.min_px = *item->title ? title.px : pen->grid.display;
    large.title.max_lines = (int)title.set.line_count; /* wherever it is drawn */
    *words = large;
    return true;
}

/* Read from the far end of the hall: what to do in the title's size, the text in no less than a
 * heading's, and what happened larger than both. */
static bool fit_large(
    struct pen *pen, const struct item *item, struct pixel_rect room, struct words *words)
{
    const struct grid *grid = &pen->grid;
    const int lines = words->title.max_lines;
    const struct sizes sizes[] = {
        { 2 * grid->display, grid->display, lines / 2, grid->title, grid->title },
        { grid->display, grid->title * 6 / 5, lines, grid->title, grid->title },
        { grid->display, grid->title, lines, grid->title, grid->heading },
    };
    const size_t count = sizeof sizes / sizeof sizes[0];
    bool fits = false;
    for (size_t i = 0; i < STRICTNESSES * count && !fits; i++) {
        const struct trial trial = { item, room, (enum strictness)(i / count) };
        fits = try_sizes(pen, &trial, &sizes[i % count], words);
    }
    return fits;
}

/* What happened is said as large as the rest leaves room for, but never squeezed by it. The
 * rest is one step smaller at the most, and what to do comes first: it gets what the text
 * leaves, at least half. */
static void fit_small(
    struct pen *pen, const struct item *item, struct pixel_rect room, struct words *words)
{
    const struct grid *grid = &pen->grid;
    int gap = grid_u(grid, SPACE_3), height = room.h;
    int rest = height_of(pen, &words->text, room, item->text) +
               height_of(pen, &words->instruction, room, item->instruction) + 2 * gap;
    room.h = rest < height * 3 / 5 ? height - rest : height * 2 / 5;
    struct fitted title = pen_fit(pen, &words->title, room, item->title);
    int title_h = (int)title.set.line_count * pen_line_px(pen, &words->title, title.px);
    words->title.px = title.px > 0 ? title.px : words->title.px;
    words->title.max_lines = (int)title.set.line_count;
    room.h = height - title_h - (title_h > 0 ? gap : 0);
    if (*item->instruction && *item->text) {
        room.h = (room.h - gap) / 2;
    }
    words->text.px = words->instruction.px =
        words->title.px > grid->title ? grid->title : grid->heading;
    int text_px = pen_fit(pen, &words->text, room, item->text).px;
    int instruction_px = pen_fit(pen, &words->instruction, room, item->instruction).px;
    words->text.px = words->instruction.px =
        text_px < instruction_px ? text_px : instruction_px;
}

static void add_words(
    struct pen *pen, const struct looks *looks, const struct item *item, struct pixel_rect room)
{
    int gap = grid_u(&pen->grid, SPACE_3), bottom = room.y + room.h;
    struct words words = words_of(pen, looks);
    if (!fit_large(pen, item, room, &words)) {
        fit_small(pen, item, room, &words);
    }
    room.h = words.title.max_lines * pen_line_px(pen, &words.title, words.title.px);
    int y = pen_text(pen, &words.title, room, item->title); /* as it was fitted */
    y += y > room.y ? gap : 0;
    room.y = y;
    room.h = bottom - y;
    if (*item->instruction && *item->text) {
        int least = height_of(pen, &words.instruction, room, item->instruction) + gap;
        int half = (room.h - gap) / 2;
        room.h -= least < room.h - half ? least : half;
    }
    y = pen_text(pen, &words.text, room, item->text);
    y += y > room.y ? gap : 0;
    room.y = y;
    room.h = bottom - y;
    pen_text(pen, &words.instruction, room, item->instruction);
}

static void lay_out_alert(struct pen *pen, const struct slide *slide)
{
    const struct grid *grid = &pen->grid;
    const struct layout *layout = pen->layout;
    const struct item *item = slide->item;
    const struct looks looks = looks_of(pen->theme, item);
    const struct pixel_rect area = grid->area;
    struct pixel_rect room = { grid->body.x, area.y + grid_u(grid, SPACE_6), grid->body.w,
        area.h - 2 * grid_u(grid, SPACE_6) };
    pen_fill(pen, "ground",
        (struct pixel_rect) { 0, area.y, layout->width, layout->height - area.y },
        looks.ground);
    pen->on = looks.ground;
    if (!item->is_clear) {
        pen_fill(pen, "level",
            (struct pixel_rect) { 0, area.y, grid_u(grid, SPACE_3), layout->height - area.y },
            looks.level);
    }
    struct pixel_rect row = room;
    row.h = grid_u(grid, SPACE_8);
    add_label(pen, &looks, item, row);
    pen_fill(pen, "rule",
        (struct pixel_rect) {
            room.x, row.y + row.h + grid_u(grid, SPACE_2), room.w, 2 * grid->hair_px },
        looks.text);
    int foot = add_foot(pen, &looks, item, room);
    room.y = row.y + row.h + grid_u(grid, SPACE_6);
    room.h = foot - grid_u(grid, SPACE_3) - room.y;
    size_t begin = kind_begin(pen);
    add_words(pen, &looks, item, room);
    kind_settle(pen, begin, room);
}

const struct slide_kind slide_kind_alert = { .name = "alert",
    .without_header = true,
    .without_footer = true,
    .is_alert = true,
    .plan = plan_alert,
    .lay_out = lay_out_alert };
