#include "slide/kinds/table/table.h"

/* A list of more pages is set small rather than be longer still. */
enum { PAGES_MANY = 12 };

/* What is tried, from the best to what always does. */
struct trial {
    int px;
    size_t stacks;
    int lines;    /* a row takes at most */
    size_t pages; /* there are at most; 0: as many as it takes */
    bool is_blocks, is_tight, may_cut;
    bool is_few; /* only of so few rows that they are set larger */
};

/* Between two stacks, and between two blocks beside each other. */
static int stack_gap(const struct pen *pen)
{
    return grid_u(&pen->grid, SPACE_8);
}

static bool is_heading(const struct table *table, size_t index)
{
    return *table->rows[index]->group;
}

static int room_of(const struct table *table)
{
    return table->body.h - table->head_h;
}

/* Not where it would take the row's room. */
int table_heading_above(const struct table *table, size_t first)
{
    int above = table->headings[first];
    bool is_repeated = above != TABLE_NO_HEADING &&
                       table->heights[above] + table->heights[first] <= room_of(table);
    return is_repeated ? above : TABLE_NO_HEADING;
}

/* The first heading needs no white above it. */
static int stack_height(const struct table *table, size_t first, size_t count)
{
    int above = table_heading_above(table, first);
    int height = above != TABLE_NO_HEADING ? table->heights[above] : 0;
    height -= above != TABLE_NO_HEADING || is_heading(table, first) ? table->pad : 0;
    return height + table->tops[first + count] - table->tops[first];
}

/* No heading stands at the foot, without what it is over. */
static bool fits(const void *context, size_t first, size_t count)
{
    const struct table *table = context;
    bool ends_well = first + count == table->row_count || !is_heading(table, first + count - 1);
    return ends_well && stack_height(table, first, count) <= room_of(table);
}

static bool begins(const void *context, size_t index)
{
    return is_heading(context, index);
}

static void fill(struct table *table, struct pen *pen)
{
    struct page_fill fill = { .context = table,
        .fits = fits,
        .begins = begins,
        .total = table->row_count,
        .most = table->row_count };
    for (size_t i = 0; i < table->row_count; i++) {
        table->tops[i + 1] = table->tops[i] + table->heights[i];
    }
    bool done = page_fill(pen->arena, &fill, &table->filled);
    if (done && table->stacks > 1) { /* all stacks of the last page alike */
        size_t pages = (table->filled.pages + table->stacks - 1) / table->stacks;
        size_t stacks = pages * table->stacks;
        size_t before = table->filled.pages;
        fill.most = (table->row_count + stacks - 1) / stacks;
        done = page_fill(pen->arena, &fill, &table->filled);
        if (done && table->filled.pages > stacks && before <= stacks) {
            fill.most = table->row_count;
            done = page_fill(pen->arena, &fill, &table->filled);
        }
    }
    pen->failed = pen->failed || !done;
}

static int stack_width(const struct table *table, const struct pen *pen, size_t stacks)
{
    return (table->body.w - (int)(stacks - 1) * stack_gap(pen)) / (int)stacks;
}

static bool all_fit(const struct table *table)
{
    bool all_fit = true;
    for (size_t i = 0; i < table->row_count; i++) {
        all_fit = all_fit && table->heights[i] <= room_of(table);
    }
    return all_fit;
}

/* Of the last trial values are cut until each block has room on a page. */
static bool try_blocks(struct table *table, struct pen *pen, const struct trial *trial)
{
    table_blocks_measure(table, pen);
    for (int most = 8; trial->may_cut && most > 0 && !all_fit(table); most--) {
        table_blocks_cut(table, pen, most);
    }
    for (size_t i = 0; i < table->row_count && trial->may_cut; i++) {
        bool is_higher = table->heights[i] > room_of(table);
        table->heights[i] = is_higher ? room_of(table) : table->heights[i];
    }
    return all_fit(table);
}

static bool try_rows(struct table *table, struct pen *pen, const struct trial *trial)
{
    if (table_least(table, pen) > table->width ||
        (trial->stacks > 1 && table_natural(table, pen) > table->width)) {
        return false;
    }
    table_place(table, pen, table->width);
    if (!table_rows_measure(table, pen, trial->lines) || !all_fit(table)) {
        return false;
    }
    /* Smaller, most rows have a line each. */
    return trial->px <= pen->grid.text || 3 * table->wrapped <= table->row_count;
}

/* What would not fit with one line a row need not be measured. */
static bool may_fit(const struct table *table, const struct pen *pen, const struct trial *trial)
{
    const struct text_spec spec = table_cell_spec(pen, trial->px, pen->theme->ink);
    int row = pen_line_px(pen, &spec, trial->px) + 2 * table->pad;
    size_t pages = trial->pages * trial->stacks;
    size_t on_page = table->body.h > row ? (size_t)(table->body.h / row) : 1;
    return trial->pages == 0 || table->row_count <= pages * on_page;
}

/* False where rows do not come out as the trial wants them. */
static bool try(struct table *table, struct pen *pen, const struct trial *trial)
{
    table->is_blocks = trial->is_blocks;
    table->pad = trial->px / (trial->is_tight ? 5 : 3);
    table->stacks = trial->stacks;
    table->width = stack_width(table, pen, trial->stacks);
    if ((trial->is_few && table->row_count > KIND_FEW_ROWS) || !may_fit(table, pen, trial)) {
        return false;
    }
    if (table->px != trial->px) {
        table_measure(table, pen, trial->px);
    }
    if (!(trial->is_blocks ? try_blocks : try_rows)(table, pen, trial)) {
        return false;
    }
    fill(table, pen);
    return trial->pages == 0 || table->filled.pages <= trial->pages * trial->stacks;
}

/* What is left of the height goes into the rows, into all alike: of the fullest stack. */
static void spread(struct table *table, const struct pen *pen)
{
    bool is_wide = pen->grid.is_portrait || table->row_count <= KIND_FEW_ROWS;
    int most = grid_u(&pen->grid, is_wide ? SPACE_6 : SPACE_3), room = room_of(table);
    size_t first = 0;
    table->extra = most;
    for (size_t i = 0; i < table->filled.pages; i++) {
        size_t count = table->filled.of[i], rows = 0;
        for (size_t k = first; k < first + count; k++) {
            rows += !is_heading(table, k);
        }
        int left = room - stack_height(table, first, count);
        int extra = left > 0 && rows > 0 ? left / (int)rows : 0;
        table->extra = extra < table->extra ? extra : table->extra;
        first += count;
    }
}

/* Of the trials the last one's pages, which were in the pen's arena. */
static void keep_pages(struct table *table, struct pen *pen)
{
    const size_t *of = table->filled.of;
    table->filled.of = arena_array(table->arena, table->filled.pages, sizeof *of);
    pen->failed = pen->failed || !table->filled.of;
    for (size_t i = 0; i < table->filled.pages && !pen->failed; i++) {
        table->filled.of[i] = of[i];
    }
}

void table_form(struct table *table, struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    const struct trial landscape[] = {
        { grid->title, 1, 1, .pages = 1, .is_few = true },
        { grid->heading, 1, 2, .pages = 1 },
        { grid->heading, 2, 1, .pages = 1 },
        { grid->text, 1, 2, .pages = 1 },
        { grid->text, 1, 2, .pages = 1, .is_tight = true },
        { grid->text, 2, 1, .pages = 1 },
        { grid->text, 3, 1, .pages = PAGES_MANY },
        { grid->text, 2, 1, .pages = PAGES_MANY },
        { grid->text, 1, 3, .pages = PAGES_MANY },
        { grid->small, 3, 1, .pages = 0 },
        { grid->small, 2, 1, .pages = 0 },
        { grid->small, 1, 4, .pages = 0 },
        { grid->text, 1, 3, .pages = 0 },
        { grid->text, 2, .is_blocks = true },
        { grid->text, 1, .is_blocks = true },
        { grid->small, 1, .is_blocks = true, .may_cut = true },
    };
    const struct trial portrait[] = {
        { grid->title, 1, 1, .pages = 1, .is_few = true },
        { grid->heading, 1, 2, .pages = 1 },
        { grid->text, 1, 2, .pages = PAGES_MANY },
        { grid->text, 1, 3, .pages = PAGES_MANY },
        { grid->text, 1, .pages = PAGES_MANY, .is_blocks = true },
        { grid->small, 2, 1, .pages = 0 },
        { grid->small, 1, 4, .pages = 0 },
        { grid->text, 1, 3, .pages = 0 },
        { grid->text, 1, .is_blocks = true },
        { grid->small, 1, .is_blocks = true, .may_cut = true },
    };
    const struct trial *trials = grid->is_portrait ? portrait : landscape;
    size_t count = grid->is_portrait ? sizeof portrait / sizeof *portrait
                                     : sizeof landscape / sizeof *landscape;
    size_t rows = table->row_count;
    table->heights = arena_array(table->arena, rows, sizeof *table->heights);
    table->tops = arena_array(table->arena, rows + 1, sizeof *table->tops);
    table->lines = arena_array(table->arena, rows, TABLE_COLUMNS * sizeof *table->lines);
    pen->failed = pen->failed || !table->heights || !table->tops || !table->lines;
    for (size_t i = 0; i < count && !pen->failed; i++) {
        if (try(table, pen, &trials[i])) {
            break;
        }
    }
    if (!pen->failed) {
        spread(table, pen);
        keep_pages(table, pen);
    }
}
