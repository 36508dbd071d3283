#include "slide/kinds/article/article.h"
#include "slide/kinds/kind.h"
#include "time/date.h"

#include <limits.h>

/* A source that is longer than that is cut; the date never is. */
enum { SOURCE_LINES = 2 };

struct text_spec article_credit_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "credit",
        .px = pen->grid.text,
        .tabular = true,
        .colour = pen->theme->quiet,
        .line_pct = pen_lines_pct(pen, 140),
        .max_lines = SOURCE_LINES + 1 };
}

static const char *date_text(const struct pen *pen, const struct item *item)
{
    const struct zone *zone = pen->layout->config->screen.timezone;
    struct civil_date published;
    if (!date_of_moment(zone, &item->published, &published)) {
        return "";
    }
    return pen_date(pen, DATE_WORD_DATE, &published, false);
}

static const char *joined(
    struct arena *arena, const char *source, const char *between, const char *date)
{
    return arena_printf(arena, "%s%s%s", source, *source && *date ? between : "", date);
}

const char *article_credit_line(const struct pen *pen, const struct item *item)
{
    const char *date = date_text(pen, item);
    return date ? joined(pen->arena, item->source, pen->words->words[WORD_BETWEEN], date)
                : NULL;
}

struct credit article_credit(
    struct pen *pen, const struct item *item, bool is_beside, int width)
{
    struct text_spec spec = article_credit_spec(pen);
    const struct pixel_rect room = { 0, 0, width, INT_MAX / 2 };
    struct credit credit = { .text = "", .date = "" };
    const char *date = date_text(pen, item);
    const char *between = is_beside ? "\n" : pen->words->words[WORD_BETWEEN];
    const char *whole = date ? joined(pen->arena, item->source, between, date) : NULL;
    if (!whole) {
        pen->failed = true;
        return credit;
    }
    spec.max_lines = 0;
    credit.lines = (int)pen_fit(pen, &spec, room, whole).set.line_count;
    credit.text = whole;
    if (credit.lines > (is_beside ? SOURCE_LINES + 1 : SOURCE_LINES)) {
        credit.text = item->source;
        credit.date = date;
        credit.lines = (int)pen_fit(pen, &spec, room, credit.text).set.line_count;
        credit.lines = credit.lines > SOURCE_LINES ? SOURCE_LINES : credit.lines;
    }
    return credit;
}

int article_credit_height(const struct pen *pen, const struct credit *credit)
{
    const struct text_spec spec = article_credit_spec(pen);
    int lines = credit->lines + (*credit->date ? 1 : 0);
    return lines * pen_line_px(pen, &spec, spec.px);
}

int article_add_credit(struct pen *pen, const struct article *article, struct pixel_rect room)
{
    if (article->credit.lines == 0) {
        return room.y;
    }
    struct text_spec spec = article_credit_spec(pen);
    spec.max_lines = article->credit.lines;
    bool is_first = !*article->item->title;
    room.h = article->credit.lines * pen_line_px(pen, &spec, spec.px);
    room.y = is_first ? pen_hung_text(pen, &spec, room, article->credit.text)
                      : pen_text(pen, &spec, room, article->credit.text);
    room.h = pen_line_px(pen, &spec, spec.px);
    return pen_text(pen, &spec, room, article->credit.date);
}
