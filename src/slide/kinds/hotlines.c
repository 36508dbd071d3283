/* Hotlines, for ten metres. One to three fill a slide: label at the left, numbers beside it.
 * More stand in two columns, label above the numbers, up to eight a page; in portrait they are
 * always one column. All numbers of a page have one size, so that their figures line up. */
#include "slide/kinds/hotline_plate.h"

/* Of all pages, so that numbers do not grow and shrink from one to the next. */
static int least_size(const struct hotline_list *list, const struct page_counts *counts)
{
    int least = 0;
    for (size_t at = 0, page = 0; page < counts->pages; at += counts->of[page++]) {
        struct hotline_plate plate = hotline_plate_of(list, at, counts->of[page]);
        hotline_size_page(list, &plate, at, counts->of[page]);
        least = least == 0 || plate.number_px < least ? plate.number_px : least;
    }
    return least;
}

/* Whether some pages have their labels beside the numbers, and others above; and whether some
 * have two columns of hotlines, and others one. */
struct mixture {
    bool of_sides, of_columns;
};

static struct mixture mixture_of(
    const struct hotline_list *list, const struct page_counts *counts)
{
    size_t beside = 0, paired = 0, many = 0;
    for (size_t at = 0, page = 0; page < counts->pages; at += counts->of[page++]) {
        const struct hotline_plate plate = hotline_plate_of(list, at, counts->of[page]);
        beside += plate.is_beside;
        paired += plate.columns > 1;
        many += plate.number_columns > 1; /* of one hotline */
    }
    return (struct mixture) { .of_sides = beside > 0 &&
                                          beside<counts->pages, .of_columns = paired> 0 &&
                                          paired + many < counts->pages };
}

/* An entry that has a page by itself may not. */
static bool all_fit(const struct hotline_list *list, const struct page_counts *counts)
{
    bool fits = true;
    for (size_t at = 0, page = 0; page < counts->pages && fits; at += counts->of[page++]) {
        fits = hotline_page_fits(list, at, counts->of[page]);
    }
    return fits;
}

static int white_of(const void *context, size_t first, size_t count)
{
    const struct hotline_list *list = context;
    struct hotline_plate plate = hotline_plate_of(list, first, count);
    hotline_size_page(list, &plate, first, count);
    return list->pen->grid.body.h -
           hotline_page_height(list, &plate, first, count, plate.number_px);
}

/* In that look where it costs no page. */
static bool try_look(struct hotline_list *list, struct hotline_look look,
    const struct page_fill *fill, struct page_counts *counts)
{
    const struct hotline_look before = list->look;
    struct page_counts other;
    list->look = look;
    if (!page_fill(list->pen->arena, fill, &other)) {
        return false;
    }
    if (other.pages <= counts->pages && all_fit(list, &other)) {
        *counts = other;
    } else {
        list->look = before;
    }
    return true;
}

/* Shares the list out, in one look where that costs no page: in two columns evenly. */
static bool share(struct hotline_list *list, struct page_counts *counts)
{
    const struct page_fill fill = { .context = list,
        .fits = hotline_page_fits,
        .white = white_of,
        .total = list->count,
        .most = HOTLINES_A_PAGE };
    struct page_fill even = fill;
    even.white = NULL;
    if (!page_fill(list->pen->arena, &fill, counts) ||
        (mixture_of(list, counts).of_columns &&
            !try_look(list, (struct hotline_look) { .is_paired = true }, &even, counts)) ||
        (mixture_of(list, counts).of_sides &&
            !try_look(list, (struct hotline_look) { .is_above = true }, &fill, counts))) {
        return false;
    }
    list->look.most_px = counts->pages > 1 ? least_size(list, counts) : 0;
    return true;
}

static void plan_view(struct pen *pen, struct deck *deck)
{
    struct hotline_list list = hotline_list(pen);
    struct page_counts counts;
    struct hotline_look *look = arena_alloc(&deck->arena, sizeof *look);
    if (!look || !share(&list, &counts)) {
        pen->failed = true;
        return;
    }
    *look = list.look;
    struct slide slide = {
        .kind = &slide_kind_hotlines, .made = look, .pages = (int)counts.pages
    };
    for (size_t at = 0; at < list.count; at += slide.count) {
        slide.first = at;
        slide.count = counts.of[slide.page++];
        int64_t reading_ms = 0;
        for (size_t i = at; i < at + slide.count; i++) {
            const struct hotline_entry *entry = &list.entries[i];
            reading_ms += typeset_reading_ms(entry->hotline->label) +
                          typeset_reading_ms(entry->hotline->hours);
            for (int k = 0; k < entry->count; k++) {
                reading_ms += typeset_reading_ms(entry->phones[k].number) +
                              typeset_reading_ms(entry->phones[k].note);
            }
        }
        deck_add(deck, pen, slide, reading_ms);
    }
}

static void plan_hotlines(struct pen *pen, struct deck *deck)
{
    kind_plan_views(pen, deck, plan_view);
}

static void add_number(
    struct pen *pen, const struct hotline_plate *plate, const struct phone *phone, int x, int y)
{
    const struct grid *grid = &pen->grid;
    int line_px = plate->number_px * HOTLINE_NUMBER_PCT / 100;
    bool is_below = hotline_note_height(pen, plate, phone, plate->number_px) > 0;
    int note_w = is_below ? 0 : hotline_note_width(pen, plate, phone);
    int least =
        hotline_least_px(grid) < plate->number_px ? hotline_least_px(grid) : plate->number_px;
    struct text_spec number = { .role = "number",
        .px = plate->number_px,
        .min_px = grid->heading < least ? grid->heading : least,
        .any_size = true,
        .bold = true,
        .tabular = true,
        .colour = pen->theme->accent,
        .line_pct = HOTLINE_NUMBER_PCT,
        .max_lines = 1 };
    int width = pen_width(pen, plate->number_px, true, phone->number);
    int room_w = plate->number_w - note_w - hotline_tag_width(pen, phone);
    room_w = width < room_w ? width : room_w;
    struct pixel_rect room = { x, y, room_w, line_px };
    if (is_below) { /* nearer to it than to the number below */
        number.line_pct = 100;
        room.y += (line_px - number.px) / 2;
        room.h = number.px;
    }
    pen_text(pen, &number, room, phone->number);
    room = hotline_add_tag(pen, plate, phone, room);
    hotline_add_note(pen, plate, phone, room);
}

/* The label above the numbers, with state and hours where these have no foot. */
static void add_head(struct pen *pen, const struct hotline_plate *plate,
    const struct hotline_entry *entry, struct pixel_rect cell)
{
    const struct text_spec label = hotline_label_spec(pen, plate),
                           hours = hotline_hours_spec(pen, plate);
    const int label_line = pen_line_px(pen, &label, label.px),
              line_px = pen_line_px(pen, &hours, hours.px);
    struct pixel_rect room = { cell.x, cell.y, plate->label_w,
        hotline_label_lines(pen, plate, entry) * label_line };
    struct pixel_rect behind = { cell.x, cell.y, plate->label_w, line_px };
    if (*hotline_behind(plate, entry)) { /* on the label's baseline */
        room.w = pen_width(pen, label.px, true, entry->hotline->label);
        behind.x += room.w + grid_u(&pen->grid, SPACE_3);
        behind.w -= room.w + grid_u(&pen->grid, SPACE_3);
        behind.y += pen_baseline(label.px, label_line) - pen_baseline(hours.px, line_px);
    }
    room.y = pen_text(pen, &label, room, entry->hotline->label);
    hotline_add_behind(pen, plate, entry, behind);
    if (!hotline_has_foot(plate)) {
        room.w = plate->label_w;
        hotline_add_said(pen, plate, entry, room);
    }
}

/* The label at the left, on the first number's baseline; state and hours below it where that
 * saves a page. */
static void add_side(struct pen *pen, const struct hotline_plate *plate,
    const struct hotline_entry *entry, struct pixel_rect cell)
{
    const struct text_spec label = hotline_label_spec(pen, plate);
    const int label_line = pen_line_px(pen, &label, label.px);
    int number_line = plate->number_px * HOTLINE_NUMBER_PCT / 100;
    int y = cell.y + pen_baseline(plate->number_px, number_line) -
            pen_baseline(label.px, label_line);
    struct pixel_rect room = { cell.x, y, plate->label_w, 2 * label_line };
    room.y = pen_text(pen, &label, room, entry->hotline->label);
    if (plate->is_tight) {
        hotline_add_said(pen, plate, entry, room);
    }
}

/* Its head has that height, its own or that of what it stands beside. */
static void add_cell(struct pen *pen, const struct hotline_plate *plate,
    const struct hotline_entry *entry, struct pixel_rect cell, int head_h)
{
    const struct grid *grid = &pen->grid;
    int rows = hotline_rows(plate, entry);
    int numbers_x = cell.x, numbers_y = cell.y;
    if (plate->is_beside) {
        numbers_x += plate->label_w + grid_u(grid, SPACE_4);
        add_side(pen, plate, entry, cell);
    } else {
        add_head(pen, plate, entry, cell);
        numbers_y += head_h;
    }
    if (hotline_has_foot(plate)) {
        const int foot_y = numbers_y +
                           hotline_row_top(pen, plate, entry, rows, plate->number_px) +
                           hotline_foot_gap(pen, plate);
        hotline_add_said(
            pen, plate, entry, (struct pixel_rect) { numbers_x, foot_y, plate->number_w, 0 });
    }
    int step = plate->number_columns > 1 ? plate->number_w + grid_u(grid, SPACE_6) : 0;
    for (int i = 0; i < entry->count; i++) {
        add_number(pen, plate, &entry->phones[i], numbers_x + i / rows * step,
            numbers_y + hotline_row_top(pen, plate, entry, i % rows, plate->number_px));
    }
    if (plate->code_w > 0) {
        int width = plate->code_w - grid_u(grid, SPACE_4);
        cell.x += cell.w - width;
        cell.w = width;
        code_add_labelled(pen, "phone", &entry->code, cell, SET_RIGHT);
    }
}

static int half_lead(int line_px, int px)
{
    return (line_px - px) / 2;
}

/* How far a line box reaches above the em box of what stands highest in the page's first row:
 * labels and numbers hang from the body's top line. */
static int lead_above(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t end)
{
    struct pen *pen = list->pen;
    const struct text_spec label = hotline_label_spec(pen, plate),
                           hours = hotline_hours_spec(pen, plate);
    const int label_lead = half_lead(pen_line_px(pen, &label, label.px), label.px),
              hours_lead = half_lead(pen_line_px(pen, &hours, hours.px), hours.px);
    int lead = half_lead(plate->number_px * HOTLINE_NUMBER_PCT / 100, plate->number_px);
    for (size_t i = first; i < end && i < first + (size_t)plate->columns; i++) {
        const struct hotline_entry *entry = &list->entries[i];
        const bool is_head = !plate->is_beside && !hotline_has_foot(plate) &&
                             hotline_said_height(pen, plate, entry) > 0;
        if (!plate->is_beside && *entry->hotline->label) {
            lead = lead < label_lead ? lead : label_lead;
        } else if (is_head) {
            lead = lead < hours_lead ? lead : hours_lead;
        }
    }
    return lead;
}

static void add_page(const struct hotline_list *list, const struct slide *slide)
{
    struct pen *pen = list->pen;
    const struct grid *grid = &pen->grid;
    struct hotline_plate plate = hotline_plate_of(list, slide->first, slide->count);
    hotline_size_page(list, &plate, slide->first, slide->count);
    int height = hotline_page_height(list, &plate, slide->first, slide->count, plate.number_px);
    size_t columns = (size_t)plate.columns;
    int rows = (int)((slide->count + columns - 1) / columns);
    /* What is left of the height goes between the rows. */
    int spread = plate.gap;
    if (rows > 1 && height < grid->body.h) {
        spread += (grid->body.h - height) / rows;
    }
    int step = plate.cell_w + grid_u(grid, SPACE_6);
    size_t end = slide->first + slide->count;
    int y = grid->body.y - lead_above(list, &plate, slide->first, end);
    for (size_t first = slide->first; first < end; first += columns) {
        int row_h = hotline_row_height(list, &plate, first, end, plate.number_px);
        int head_h = hotline_head_height(list, &plate, first, end);
        for (size_t i = first; i < end && i < first + columns; i++) {
            int x = grid->body.x + (int)(i - first) * step;
            if (first > slide->first) {
                /* A code's quiet zone may reach as high. */
                pen_hairline(pen, x, y - spread / 2, plate.cell_w - plate.code_w);
            }
            add_cell(pen, &plate, &list->entries[i],
                (struct pixel_rect) { x, y, plate.cell_w, row_h }, head_h);
        }
        y += row_h + spread;
    }
}

static void lay_out_hotlines(struct pen *pen, const struct slide *slide)
{
    struct hotline_list list = hotline_list(pen);
    list.look = *(const struct hotline_look *)slide->made;
    if (!pen->failed) {
        size_t begin = kind_begin(pen);
        add_page(&list, slide);
        if (slide->pages == 1) {
            kind_settle(pen, begin, pen->grid.body);
        }
        kind_page_mark(pen, slide);
    }
}

const struct slide_kind slide_kind_hotlines = { .name = "hotlines",
    .pointer = "/hotlines",
    .plan = plan_hotlines,
    .lay_out = lay_out_hotlines };
