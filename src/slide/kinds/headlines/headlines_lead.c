#include "slide/kinds/headlines/headlines_lead.h"
#include "slide/kinds/article/article.h"
#include "slide/kinds/kind.h"

/* The picture has so much of the body's width in landscape; in portrait it has so much of the
 * height together with its title. */
enum { WIDTH_PART = 5, WIDTH_PARTS = 8, HEIGHT_PART = 3, HEIGHT_PARTS = 5 };

enum { MOST_OTHERS = 5, TITLE_LINES = 3 };

static struct text_spec word_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "section",
        .px = pen->grid.title,
        .bold = true,
        .colour = pen->theme->accent,
        .max_lines = 1 };
}

static struct text_spec lead_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "lead",
        .px = pen->grid.heading,
        .min_px = pen->grid.text,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .max_lines = TITLE_LINES };
}

static struct text_spec title_spec(const struct pen *pen, const struct headline_lead *lead)
{
    return (struct text_spec) { .role = "title",
        .px = lead->way.px,
        .min_px = pen->grid.small,
        .balance = true,
        .is_row = true,
        .colour = pen->theme->ink,
        .max_lines = TITLE_LINES };
}

static struct text_spec credit_spec(const struct pen *pen)
{
    return pen_small_spec(pen, "credit", pen->theme->quiet);
}

/* Of a text that is set; 0 where it would be cut or torn. */
static int height_of(struct pen *pen, const struct text_spec *spec, const struct fitted *fitted)
{
    return fitted->clipped || fitted->forced
               ? 0
               : (int)fitted->set.line_count * pen_line_px(pen, spec, fitted->px);
}

/* One of the others; *spec becomes what it is set by. */
static struct fitted fit_other(struct pen *pen, const struct headline_lead *lead,
    struct pixel_rect room, const char *text, struct text_spec *spec)
{
    *spec = title_spec(pen, lead);
    return list_way_fit(pen, lead->way, spec, room, text);
}

/* 0 wide where that is far less than its room would hold, in landscape of the room's height
 * too: that looks like one that failed to load, or is a strip over nothing. */
static struct pixel_rect fill(
    const struct pen *pen, const struct figure *figure, struct pixel_rect room)
{
    const int least_pct = figure_limits[FIGURE_LEADS].least_room_pct;
    struct pixel_rect rect = figure_fill(figure, FIGURE_LEADS, room);
    struct figure any = *figure;
    any.is_measured = false;
    const bool is_strip = !pen->grid.is_portrait && rect.h * 100 < room.h * least_pct;
    const bool is_less = rect.w * 100 < figure_fill(&any, FIGURE_LEADS, room).w * least_pct;
    rect.w = is_strip || is_less ? 0 : rect.w;
    return rect;
}

/* Of the body's height half the share that it has of the width at the least. */
static bool is_seen(const struct pen *pen, struct pixel_rect picture)
{
    const int least_pct = figure_limits[FIGURE_LEADS].least_width_pct;
    return picture.w * 100 >= pen->grid.body.w * least_pct &&
           picture.h * 200 >= pen->grid.body.h * least_pct;
}

/* The picture with title and credit below it, in that room; it grows where they leave more. */
static bool place_picture(struct pen *pen, const struct headline_list *list,
    struct pixel_rect room, struct headline_lead *lead)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec title = lead_spec(pen), credit = credit_spec(pen);
    const char *text = article_credit_line(pen, list->entries[0].item);
    int credit_h = text && *text ? pen_line_px(pen, &credit, credit.px) : 0;
    int gap = grid_u(grid, SPACE_2), title_h = 0;
    pen->failed = pen->failed || !text;
    lead->picture = room;
    for (int i = 0; i < 2 && lead->picture.w > 0;
         i++) { /* a narrower picture has a higher title */
        const struct pixel_rect below = { 0, 0, lead->picture.w, room.h / 2 };
        const struct fitted fitted = pen_fit(pen, &title, below, list->entries[0].item->title);
        title_h = height_of(pen, &title, &fitted);
        struct pixel_rect rest = room;
        rest.h -= title_h + credit_h + gap;
        lead->picture =
            rest.h > 0 ? fill(pen, &list->picture, rest) : (struct pixel_rect) { 0 };
    }
    const struct pixel_rect picture = lead->picture;
    lead->title =
        (struct pixel_rect) { picture.x, picture.y + picture.h + gap, picture.w, title_h };
    lead->credit =
        (struct pixel_rect) { picture.x, lead->title.y + title_h, picture.w, credit_h };
    return title_h > 0 && is_seen(pen, picture);
}

/* As many as have room, up to one that is too long for its column; what is left goes between
 * them, and in portrait between the lead and them. */
static void place_rows(
    struct pen *pen, const struct headline_list *list, struct headline_lead *lead)
{
    const struct text_spec credit = credit_spec(pen);
    struct text_spec title;
    const int gap = grid_u(&pen->grid, SPACE_4);
    int left = lead->rows.h + gap, last_h = 0;
    for (lead->count = 1; lead->count < list->count && lead->count <= MOST_OTHERS;
         lead->count++) {
        const char *text = list->entries[lead->count].item->title;
        const struct fitted fitted = fit_other(pen, lead, lead->rows, text, &title);
        const int title_h = height_of(pen, &title, &fitted);
        int height = title_h + pen_line_px(pen, &credit, credit.px) + gap;
        if (title_h == 0 || height > left) {
            break;
        }
        left -= height;
        last_h = height;
        lead->torn += list_way_tears(&fitted);
    }
    if (lead->count > 2 && lead->count + 1 == list->count) {
        lead->count--; /* no title has the next page to itself */
        left += last_h;
    }
    const int gaps = (int)lead->count - (pen->grid.is_portrait ? 1 : 2);
    lead->spare = gaps > 0 ? left / gaps : 0;
    lead->spare = lead->spare > 2 * gap ? 2 * gap : lead->spare;
    lead->rows.y += pen->grid.is_portrait ? lead->spare : 0;
}

/* The same; torn ones take a line more, where as many have room then. Their size cannot give
 * way: the slide has as many as it may. */
static void place_whole(
    struct pen *pen, const struct headline_list *list, struct headline_lead *lead)
{
    struct headline_lead grown = *lead;
    grown.way.grows = true;
    place_rows(pen, list, lead);
    if (lead->torn > 0) {
        place_rows(pen, list, &grown);
        *lead = grown.torn < lead->torn && grown.count >= lead->count ? grown : *lead;
    }
}

bool headlines_place_lead(
    struct pen *pen, const struct headline_list *list, struct headline_lead *lead)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec word = word_spec(pen);
    const struct pixel_rect body = grid->body;
    const int gap = grid_u(grid, SPACE_6);
    const int word_h = pen_line_px(pen, &word, word.px) + grid_u(grid, SPACE_1);
    if (!list->has_lead) {
        return false;
    }
    *lead = (struct headline_lead) { .word = body, .way = { .px = grid->text } };
    struct pixel_rect room = body;
    if (grid->is_portrait) {
        room.y += word_h;
        room.h = body.h * HEIGHT_PART / HEIGHT_PARTS;
    } else {
        room.w = body.w * WIDTH_PART / WIDTH_PARTS;
    }
    if (!place_picture(pen, list, room, lead)) {
        return false;
    }
    lead->rows = body;
    if (grid->is_portrait) {
        lead->rows.y = lead->credit.y + lead->credit.h + gap;
    } else {
        lead->word.x = body.x + lead->picture.w + gap;
        lead->word.w = body.w - lead->picture.w - gap;
        lead->rows.x = lead->word.x;
        lead->rows.w = lead->word.w;
        lead->rows.y += word_h;
    }
    lead->word.h = word_h;
    lead->rows.h = body.y + body.h - lead->rows.y;
    place_whole(pen, list, lead);
    return lead->count > 1;
}

static void add_others(
    struct pen *pen, const struct headline_list *list, const struct headline_lead *lead)
{
    const struct text_spec credit = credit_spec(pen);
    struct text_spec title;
    const int gap = grid_u(&pen->grid, SPACE_4) + lead->spare;
    struct pixel_rect room = lead->rows;
    for (size_t i = 1; i < lead->count; i++) {
        const struct headline *entry = &list->entries[i];
        if (i > 1 || pen->grid.is_portrait) {
            pen_hairline(pen, room.x, room.y - gap / 2, room.w);
        }
        fit_other(pen, lead, room, entry->item->title, &title);
        room.y = pen_text(pen, &title, room, entry->item->title);
        room.h = pen_line_px(pen, &credit, credit.px);
        pen_text(pen, &credit, room, article_credit_line(pen, entry->item));
        room.y += room.h + gap;
        room.h = lead->rows.y + lead->rows.h - room.y;
    }
}

void headlines_add_lead(
    struct pen *pen, const struct headline_list *list, const struct headline_lead *lead)
{
    const struct text_spec word = word_spec(pen), title = lead_spec(pen),
                           credit = credit_spec(pen);
    pen_hung_text(pen, &word, lead->word, pen->words->words[WORD_HEADLINES]);
    figure_add_picture(pen, &list->picture, lead->picture);
    struct pixel_rect room = lead->credit;
    room.y = pen_text(pen, &title, lead->title, list->entries[0].item->title);
    pen_text(pen, &credit, room, article_credit_line(pen, list->entries[0].item));
    add_others(pen, list, lead);
}
