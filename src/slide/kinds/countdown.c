/* A countdown: what it counts to, the days that are left in the largest figures there are (or
 * hours and minutes below a day), the date. From then on it says what it was told to say. */
#include "slide/kinds/kind.h"
#include "time/date.h"

#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000, MINUTE_MS = 60000 };

struct count {
    struct civil_date to;
    bool is_over;
    const char *above, *number, *date; /* NULL: memory is out */
};

/* A date alone is counted in days to its eve; a time in hours from a day before. */
static const char *rest_text(
    const struct pen *pen, const struct count *count, int64_t rest_ms, int64_t days)
{
    struct arena *arena = pen->arena;
    const char *text;
    int64_t minutes = (rest_ms + MINUTE_MS - 1) / MINUTE_MS;
    if (!count->to.has_time || rest_ms >= DAY_MS) {
        text = wording_count(arena, pen->words, COUNT_DAYS, days);
    } else if (minutes < 60) {
        text = wording_count(arena, pen->words, COUNT_MINUTES, minutes);
    } else {
        text = pen_say(pen, WORD_COUNT_TWO,
            wording_count(arena, pen->words, COUNT_HOURS, minutes / 60),
            wording_count(arena, pen->words, COUNT_MINUTES_BEHIND, minutes % 60));
    }
    return pen_say(pen, WORD_COUNT_LEFT, text, "");
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), size = strlen(end);
    return length >= size && strcmp(text + length - size, end) == 0;
}

/* Titles may say it themselves: "距离期末考试还有". Then what is in front of the place for the
 * title falls away, or what is behind it. */
static const char *above_text(const struct pen *pen, const char *title)
{
    const char *pattern = pen->words->words[WORD_COUNT_ABOVE];
    const char *begin = pen->words->words[WORD_COUNT_BEGINS],
               *end = pen->words->words[WORD_COUNT_ENDS];
    const size_t front = strcspn(pattern, "{");
    bool begins = *begin && strncmp(title, begin, strlen(begin)) == 0;
    bool ends = *end && ends_with(title, end);
    return arena_printf(pen->arena, "%.*s%s%s", begins ? 0 : (int)front, pattern, title,
        ends ? "" : pattern + front + strlen("{1}"));
}

static struct count count_of(const struct pen *pen, const struct item *item)
{
    const struct layout *layout = pen->layout;
    const struct zone *zone = layout->config->screen.timezone;
    struct count count = { .above = "", .number = "", .date = "" };
    if (!date_of_moment(zone, &item->to, &count.to)) {
        return count; /* the feed's reader saw to it that this cannot be */
    }
    int64_t to_ms = zone_begin_ms(zone, &item->to);
    struct civil_date now = date_at(zone, layout->now_ms);
    count.is_over = layout->now_ms >= to_ms;
    count.date = pen_date(pen, DATE_WORD_DAY, &count.to, true);
    if (count.is_over) {
        count.above = *item->after ? "" : item->title;
        count.number = *item->after ? item->after : pen->words->words[WORD_COUNT_NOW];
    } else {
        count.above = above_text(pen, item->title);
        count.number =
            rest_text(pen, &count, to_ms - layout->now_ms, date_days_between(&now, &count.to));
    }
    return count;
}

static void plan_item(struct pen *pen, const struct item *item, struct deck *deck)
{
    const struct slide slide = {
        .kind = &slide_kind_countdown, .item = item, .page = 1, .pages = 1
    };
    deck_add(
        deck, pen, slide, typeset_reading_ms(item->title) + typeset_reading_ms(item->after));
}

static void plan_countdown(struct pen *pen, struct deck *deck)
{
    kind_plan_items(pen, deck, ITEM_COUNTDOWN, plan_item);
}

/* As large as its width allows, in portrait half as large again. */
static struct text_spec number_spec(const struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    return (struct text_spec) { .role = "number",
        .px = (grid->is_portrait ? 3 : 2) * grid->display,
        .min_px = (grid->short_side + 11) / 12,
        .is_title = true,
        .bold = true,
        .tabular = true,
        .any_size = true,
        .colour = pen->theme->accent,
        .line_pct = 110,
        .max_lines = 1,
        .anchor = grid->is_portrait ? ANCHOR_MIDDLE : ANCHOR_TOP,
        .live = LIVE_SLIDE }; /* the figures alone are painted anew */
}

/* What it says then is a poster's title. */
static struct text_spec after_spec(const struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    return (struct text_spec) { .role = "after",
        .px = grid->display * 3 / 2,
        .min_px = grid->heading,
        .is_title = true,
        .bold = true,
        .balance = true,
        .any_size = true,
        .colour = pen->theme->accent,
        .line_pct = pen_lines_pct(pen, 110),
        .max_lines = 3 };
}

/* Landscape: the title hangs, the number stands at the foot with the date. Portrait, and what
 * is over: all of it as one on the optical centre. */
static void lay_out_countdown(struct pen *pen, const struct slide *slide)
{
    const struct grid *grid = &pen->grid;
    const struct pixel_rect body = grid->body;
    const struct count count = count_of(pen, slide->item);
    const struct text_spec above = { .role = "title",
        .px = grid->title,
        .min_px = grid->text,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = grid->is_portrait ? 4 : 2 };
    const struct text_spec number = count.is_over ? after_spec(pen) : number_spec(pen);
    const struct text_spec date = { .role = "date",
        .px = grid->text,
        .tabular = true,
        .colour = pen->theme->quiet,
        .max_lines = 1 };
    const size_t begin = kind_begin(pen);
    const int date_h = pen_line_px(pen, &date, date.px);
    int gap = grid_u(grid, SPACE_4);
    struct pixel_rect room = body;
    room.h = body.h / 3;
    int top = pen_hung_text(pen, &above, room, count.above);
    /* Where the body is low the white gives way to the number. */
    if (body.y + body.h - date_h - top - 2 * gap < pen_line_px(pen, &number, number.min_px)) {
        gap = grid_u(grid, SPACE_1);
    }
    room.y = top > room.y ? top + gap : body.y;
    const int most = body.y + body.h - date_h - gap - room.y;
    room.h = pen_line_px(pen, &number, number.px);
    room.h = count.is_over || room.h > most ? most : room.h;
    room.y += grid->is_portrait || count.is_over ? 0 : most - room.h;
    const int bottom = pen_text(pen, &number, room, count.number);
    room.y = gap + (count.is_over ? bottom : room.y + room.h);
    room.h = date_h;
    pen_text(pen, &date, room, count.date);
    if (grid->is_portrait || count.is_over) {
        kind_centre(pen, begin, body);
    }
}

const struct slide_kind slide_kind_countdown = {
    .name = "countdown", .plan = plan_countdown, .lay_out = lay_out_countdown
};
