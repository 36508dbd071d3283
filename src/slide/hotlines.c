/* Hotlines, for ten metres. One to three fill a slide: label at the left, numbers beside it.
 * More stand in two columns, label above the numbers, up to eight a page; in portrait they are
 * always one column. All numbers of a page have one size, so that their figures line up. */
#include "slide/hours.h"
#include "slide/kind.h"

#include <string.h>

enum {
    WIDE_HOTLINES = 3, /* up to that many: label beside the numbers */
    MOST_HOTLINES = 8, /* on a page */
    MOST_NUMBERS = 12, /* of one hotline on a page: two columns of six */
    NUMBER_PCT = 120,  /* line height of numbers */
    LABEL_PCT = 115,
    LEAST_PER_SIDE = 12 /* numbers are at least short side / 12, where that is possible */
};

/* A hotline or, where one has very many numbers, a part of it. */
struct entry {
    const struct hotline *hotline;
    const struct phone *phones;
    int count;
};

struct list {
    struct pen *pen;
    const struct entry *entries;
    size_t count;
};

static bool list_of_view(const struct view *view, struct arena *arena, struct list *out)
{
    size_t total = 0;
    for (size_t i = 0; i < view->hotline_count; i++) {
        size_t phones = view->feed->hotlines[view->hotlines[i]].phone_count;
        total += (phones + MOST_NUMBERS - 1) / MOST_NUMBERS;
    }
    struct entry *entries = arena_array(arena, total, sizeof(*entries));
    if (entries == NULL) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < view->hotline_count; i++) {
        const struct hotline *hotline = &view->feed->hotlines[view->hotlines[i]];
        for (size_t at = 0; at < hotline->phone_count; at += MOST_NUMBERS) {
            size_t left = hotline->phone_count - at;
            entries[count++] = (struct entry) { hotline, hotline->phones + at,
                (int)(left < MOST_NUMBERS ? left : MOST_NUMBERS) };
        }
    }
    out->entries = entries;
    out->count = count;
    return true;
}

/* How one page is arranged. Cells are what an entry stands in. */
struct plate {
    bool is_beside;       /* label beside the numbers */
    int columns;          /* of cells */
    int number_columns;   /* inside a cell */
    int cell_w, number_w; /* of a cell, of one column of numbers in it */
    int label_w;
    int gap; /* the least white between rows of cells */
    int number_px;
};

static int least_px(const struct grid *grid)
{
    return (grid->short_side + LEAST_PER_SIDE - 1) / LEAST_PER_SIDE;
}

static struct text_spec label_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "label",
        .px = pen->grid.heading,
        .min_px = pen->grid.text,
        .bold = true,
        .colour = pen->theme->ink,
        .line_pct = LABEL_PCT,
        .max_lines = 2 };
}

static struct text_spec hours_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "hours",
        .px = pen->grid.text,
        .min_px = pen->grid.small,
        .tabular = true,
        .colour = pen->theme->quiet,
        .line_pct = LABEL_PCT,
        .max_lines = 2 };
}

static int one_line(const struct pen *pen, const struct text_spec *spec)
{
    return pen_line_px(pen, spec, spec->px);
}

/* The label's width when the hours find room behind it on one line, otherwise 0. */
static int label_width(
    struct pen *pen, const struct plate *plate, const struct hotline *hotline)
{
    const struct grid *grid = &pen->grid;
    if (plate->is_beside || hotline->label[0] == '\0' || hotline->hours[0] == '\0') {
        return 0;
    }
    struct arena arena;
    arena_init(&arena);
    const char *open = hours_in_words(&arena, hotline->hours);
    int label = pen_width(pen, grid->heading, true, hotline->label);
    int hours = pen_width(pen, grid->text, false, open != NULL ? open : "");
    pen->failed = pen->failed || open == NULL;
    arena_finish(&arena);
    return label + grid_u(grid, SPACE_3) + hours <= plate->label_w ? label : 0;
}

/* What stands above the numbers of a cell. */
static int head_height(
    const struct list *list, const struct plate *plate, const struct entry *entry)
{
    const struct text_spec label = label_spec(list->pen), hours = hours_spec(list->pen);
    if (plate->is_beside) {
        return 0;
    }
    bool on_label = label_width(list->pen, plate, entry->hotline) > 0;
    int height = entry->hotline->label[0] != '\0' ? one_line(list->pen, &label) : 0;
    bool has_hours = entry->hotline->hours[0] != '\0';
    return height + (has_hours && !on_label ? one_line(list->pen, &hours) : 0);
}

static int rows_of(const struct plate *plate, const struct entry *entry)
{
    return (entry->count + plate->number_columns - 1) / plate->number_columns;
}

static int cell_height(const struct list *list, const struct plate *plate,
    const struct entry *entry, int number_px)
{
    int numbers = rows_of(plate, entry) * number_px * NUMBER_PCT / 100;
    int height = head_height(list, plate, entry) + numbers;
    if (plate->is_beside) {
        const struct text_spec label = label_spec(list->pen), hours = hours_spec(list->pen);
        /* The label stands on the first number's baseline. */
        int down = pen_baseline(number_px, number_px * NUMBER_PCT / 100) -
                   pen_baseline(label.px, one_line(list->pen, &label));
        bool is_long =
            pen_width(list->pen, label.px, true, entry->hotline->label) > plate->label_w;
        int beside = down + one_line(list->pen, &label) * (is_long ? 2 : 1) +
                     (entry->hotline->hours[0] != '\0' ? 2 * one_line(list->pen, &hours) : 0);
        height = height > beside ? height : beside;
    }
    return height;
}

/* Cells that stand side by side are as tall as the tallest of them. */
static int row_height(
    const struct list *list, const struct plate *plate, size_t first, size_t end, int number_px)
{
    int tallest = 0;
    for (size_t i = first; i < end && i < first + (size_t)plate->columns; i++) {
        int height = cell_height(list, plate, &list->entries[i], number_px);
        tallest = height > tallest ? height : tallest;
    }
    return tallest;
}

static int page_height(const struct list *list, const struct plate *plate, size_t first,
    size_t count, int number_px)
{
    int height = 0;
    for (size_t i = 0; i < count; i += (size_t)plate->columns) {
        height += i > 0 ? plate->gap : 0;
        height += row_height(list, plate, first + i, first + count, number_px);
    }
    return height;
}

static int note_width(struct pen *pen, const struct phone *phone)
{
    if (phone->note[0] == '\0') {
        return 0;
    }
    return grid_u(&pen->grid, SPACE_2) + pen_width(pen, pen->grid.text, false, phone->note);
}

/* The largest size at which every number, its note behind it, fits in its column; never below a
 * heading's. */
static int widest_size(
    const struct list *list, const struct plate *plate, size_t first, size_t count)
{
    struct pen *pen = list->pen;
    const struct grid *grid = &pen->grid;
    int px = grid->display;
    for (size_t i = first; i < first + count; i++) {
        for (int k = 0; k < list->entries[i].count; k++) {
            const struct phone *phone = &list->entries[i].phones[k];
            int room = plate->number_w - note_width(pen, phone);
            int width = pen_width(pen, grid->display, true, phone->number);
            int fitting = width > 0 ? (int)((int64_t)grid->display * room / width) : px;
            px = fitting < px ? fitting : px;
        }
    }
    return px < grid->heading ? grid->heading : px;
}

static struct plate plate_of(const struct list *list, size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    struct plate plate = { .columns = 1, .number_columns = 1, .cell_w = grid->body.w };
    bool has_many = false;
    for (size_t i = first; i < first + count; i++) {
        has_many = has_many || list->entries[i].count > MOST_NUMBERS / 2;
    }
    plate.gap = grid_u(grid, SPACE_2);
    int half = (grid->body.w - grid_u(grid, SPACE_6)) / 2;
    plate.number_w = grid->body.w;
    plate.label_w = grid->body.w;
    if (grid->is_portrait) {
        return plate;
    }
    if (has_many) { /* alone on its page: the numbers take two columns */
        plate.number_columns = 2;
        plate.number_w = half;
    } else if (count <= WIDE_HOTLINES) {
        plate.is_beside = true;
        plate.label_w = grid->body.w / 4;
        plate.number_w = grid->body.w - plate.label_w - grid_u(grid, SPACE_4);
        if (widest_size(list, &plate, first, count) < least_px(grid)) {
            plate.is_beside = false;
            plate.number_w = plate.label_w = grid->body.w;
        }
    } else {
        plate.columns = 2;
        plate.cell_w = plate.number_w = plate.label_w = half;
    }
    return plate;
}

static bool page_fits(const void *context, size_t first, size_t count)
{
    const struct list *list = context;
    const struct grid *grid = &list->pen->grid;
    struct plate plate = plate_of(list, first, count);
    if (plate.number_columns > 1 && count > 1) {
        return false;
    }
    if (count > WIDE_HOTLINES && widest_size(list, &plate, first, count) < least_px(grid)) {
        return false;
    }
    return page_height(list, &plate, first, count, least_px(grid)) <= grid->body.h;
}

/* Chooses the numbers' size and the white between cells: first the numbers shrink to their
 * least, then the white does, then the numbers again. */
static void size_page(const struct list *list, struct plate *plate, size_t first, size_t count)
{
    static const int gaps[] = { SPACE_6, SPACE_4, SPACE_3, SPACE_2 };
    const struct grid *grid = &list->pen->grid;
    int widest = widest_size(list, plate, first, count);
    for (size_t i = 0; i < sizeof(gaps) / sizeof(gaps[0]); i++) {
        bool is_last = i + 1 == sizeof(gaps) / sizeof(gaps[0]);
        int least = is_last ? grid->heading : least_px(grid);
        plate->gap = grid_u(grid, gaps[i]);
        plate->number_px = widest;
        while (plate->number_px > least &&
               page_height(list, plate, first, count, plate->number_px) > grid->body.h) {
            plate->number_px--;
        }
        if (page_height(list, plate, first, count, plate->number_px) <= grid->body.h) {
            return;
        }
    }
}

static bool plan_view(const struct layout *layout, const struct view *view, struct deck *deck)
{
    struct arena arena;
    struct pen pen;
    struct list list = { .pen = &pen };
    arena_init(&arena);
    pen_init(&pen, layout, view, NULL);
    bool good = list_of_view(view, &arena, &list);
    const struct page_fill fill = {
        .context = &list, .fits = page_fits, .total = list.count, .most = MOST_HOTLINES
    };
    struct slide slide = { .kind = &slide_kind_hotlines,
        .view = view,
        .pages = good ? (int)page_fill_count(&fill) : 0 };
    for (size_t at = 0; good && at < list.count; at += slide.count) {
        slide.page++;
        slide.first = at;
        slide.count = page_fill_next(&fill, at);
        int64_t reading_ms = 0;
        for (size_t i = at; i < at + slide.count; i++) {
            const struct entry *entry = &list.entries[i];
            reading_ms += typeset_reading_ms(entry->hotline->label) +
                          typeset_reading_ms(entry->hotline->hours);
            for (int k = 0; k < entry->count; k++) {
                reading_ms += typeset_reading_ms(entry->phones[k].number) +
                              typeset_reading_ms(entry->phones[k].note);
            }
        }
        good = deck_add(deck, layout->config, slide, reading_ms);
    }
    arena_finish(&arena);
    return good && !pen.failed;
}

static bool plan_hotlines(const struct layout *layout, struct deck *deck)
{
    bool good = true;
    for (size_t i = 0; good && i < layout->view_count; i++) {
        good = plan_view(layout, &layout->views[i], deck);
    }
    return good;
}

static void add_number(
    struct pen *pen, const struct plate *plate, const struct phone *phone, int x, int y)
{
    const struct grid *grid = &pen->grid;
    int line_px = plate->number_px * NUMBER_PCT / 100;
    int note_w = note_width(pen, phone);
    int least = least_px(grid) < plate->number_px ? least_px(grid) : plate->number_px;
    const struct text_spec number = { .role = "number",
        .px = plate->number_px,
        .min_px = grid->heading < least ? grid->heading : least,
        .any_size = true,
        .bold = true,
        .tabular = true,
        .colour = pen->theme->accent,
        .line_pct = NUMBER_PCT,
        .max_lines = 1 };
    int width = pen_width(pen, plate->number_px, true, phone->number);
    int room_w = plate->number_w - note_w;
    room_w = width < room_w ? width : room_w;
    pen_text(pen, &number, (struct rect) { x, y, room_w, line_px }, phone->number);
    if (note_w > 0) {
        const struct text_spec note = {
            .role = "note", .px = grid->text, .colour = pen->theme->quiet, .max_lines = 1
        };
        int gap = grid_u(grid, SPACE_2);
        int note_line = one_line(pen, &note);
        /* On the number's baseline. */
        int note_y =
            y + pen_baseline(plate->number_px, line_px) - pen_baseline(note.px, note_line);
        pen_text(pen, &note,
            (struct rect) { x + room_w + gap, note_y, note_w - gap, note_line }, phone->note);
    }
}

static void add_cell(
    struct pen *pen, const struct plate *plate, const struct entry *entry, struct rect cell)
{
    const struct grid *grid = &pen->grid;
    const struct text_spec label = label_spec(pen), hours = hours_spec(pen);
    int number_line = plate->number_px * NUMBER_PCT / 100;
    struct rect room = { cell.x, cell.y, plate->label_w, one_line(pen, &label) };
    int numbers_x = cell.x, numbers_y = cell.y;
    if (plate->is_beside) {
        numbers_x += plate->label_w + grid_u(grid, SPACE_4);
        /* On the first number's baseline. */
        room.y += pen_baseline(plate->number_px, number_line) - pen_baseline(label.px, room.h);
        room.h *= 2;
    }
    int label_w = label_width(pen, plate, entry->hotline);
    room.w = label_w > 0 ? label_w : room.w;
    int y = pen_text(pen, &label, room, entry->hotline->label);
    int below = y;
    room.w = plate->label_w;
    room.y = y;
    room.h = plate->is_beside ? cell.y + cell.h - y : one_line(pen, &hours);
    if (label_w > 0) { /* behind the label, on its baseline */
        room.x += label_w + grid_u(grid, SPACE_3);
        room.w -= label_w + grid_u(grid, SPACE_3);
        room.y = cell.y + pen_baseline(label.px, one_line(pen, &label)) -
                 pen_baseline(hours.px, room.h);
    }
    const char *open = hours_in_words(&pen->scene->arena, entry->hotline->hours);
    pen->failed = pen->failed || open == NULL;
    y = pen_text(pen, &hours, room, open != NULL ? open : "");
    y = label_w > 0 ? below : y;
    if (!plate->is_beside) {
        numbers_y = y;
    }
    int rows = rows_of(plate, entry);
    int step = plate->number_columns > 1 ? plate->number_w + grid_u(grid, SPACE_6) : 0;
    for (int i = 0; i < entry->count; i++) {
        add_number(pen, plate, &entry->phones[i], numbers_x + i / rows * step,
            numbers_y + i % rows * number_line);
    }
}

static void add_page(struct list *list, const struct slide *slide)
{
    struct pen *pen = list->pen;
    const struct grid *grid = &pen->grid;
    struct plate plate = plate_of(list, slide->first, slide->count);
    size_page(list, &plate, slide->first, slide->count);
    int height = page_height(list, &plate, slide->first, slide->count, plate.number_px);
    size_t columns = (size_t)plate.columns;
    int rows = (int)((slide->count + columns - 1) / columns);
    /* What is left of the height goes between the rows. */
    int spread = plate.gap;
    if (rows > 1 && height < grid->body.h) {
        spread += (grid->body.h - height) / rows;
    }
    int step = plate.cell_w + grid_u(grid, SPACE_6);
    size_t end = slide->first + slide->count;
    int y = grid->body.y;
    for (size_t first = slide->first; first < end; first += columns) {
        int row_h = row_height(list, &plate, first, end, plate.number_px);
        for (size_t i = first; i < end && i < first + columns; i++) {
            int x = grid->body.x + (int)(i - first) * step;
            if (first > slide->first) {
                pen_hairline(pen, x, y - spread / 2, plate.cell_w);
            }
            add_cell(
                pen, &plate, &list->entries[i], (struct rect) { x, y, plate.cell_w, row_h });
        }
        y += row_h + spread;
    }
}

static bool lay_out_hotlines(
    const struct layout *layout, const struct slide *slide, struct scene *scene)
{
    struct pen pen;
    struct list list = { .pen = &pen };
    pen_init(&pen, layout, slide->view, scene);
    if (!list_of_view(slide->view, &scene->arena, &list)) {
        return false;
    }
    add_page(&list, slide);
    pen_page_mark(&pen, slide);
    return !pen.failed;
}

const struct slide_kind slide_kind_hotlines = {
    .name = "hotlines", .plan = plan_hotlines, .lay_out = lay_out_hotlines
};
