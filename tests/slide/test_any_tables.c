/* Tables that nobody chose: one to eight columns, none to two hundred rows, in three scripts,
 * numbers, times and texts of all lengths, headings, states, rows that are over. Every cell
 * that is left is there, whole and in order, or its cut is told; each page has its labels, and
 * the numbers of a column stand on one point. */
#include "slide/random_slides.h"

enum { FEEDS = 40, MOST_COLUMNS = 8 };

static const struct random_size sizes[] = { { 1920, 1080 }, { 3840, 2160 }, { 1080, 1920 },
    { 1366, 768 }, { 1280, 1024 }, { 1024, 768 }, { 768, 1024 }, { 2560, 1080 }, { 336, 240 } };

static const char *const words[][8] = {
    { "红烧排骨", "教务处", "三教", "机械设计制造及其自动化", "（北门）", "王老师", "免费",
        "大学生活动中心报告厅" },
    { "Office", "enrolment", "Affairs", "Campus", "Safety", "North", "Gate", "room 201" },
    { "ئىشخانا", "تېلېفون", "قوبۇل", "ياتاق", "مەكتەپ", "كۈنى", "ۋاقتى", "8:30" },
};

static void print_words(struct bytes *out, int count)
{
    int script = chance(3);
    for (int i = 0; i < count; i++) {
        bytes_print(out, "%s%s", i > 0 && script > 0 ? " " : "", words[script][chance(8)]);
    }
}

/* Mostly what an editor writes, at times a story. */
static int some_words(void)
{
    return 1 + chance(chance(6) > 0 ? 3 : chance(4) > 0 ? 12 : 40);
}

static const char *const types[] = { "text", "text", "number", "time", "departure" };

static void print_cell(struct bytes *out, const char *type, bool may_be_empty)
{
    if (!type || (may_be_empty && chance(10) == 0)) {
        bytes_print(out, "%s", chance(2) ? "null" : "\"\"");
    } else if (type[0] == 'n' && chance(8) > 0) {
        static const char *const numbers[] = { "12", "3.5", "-2", "0.75", "\"1,280\"",
            "\"12.50\"", "104857", "\"+8\"" };
        bytes_print(out, "%s", numbers[chance(8)]);
    } else if ((type[0] == 'd' || strcmp(type, "time") == 0) && chance(8) > 0) {
        int hour = chance(23), minute = chance(60);
        bytes_print(out, "\"%d:%02d", hour, minute);
        bytes_print(out, chance(2) ? "-%d:%02d\"" : "\"", hour + 1, minute);
    } else {
        bytes_print(out, "\"");
        print_words(out, some_words());
        bytes_print(out, "\"");
    }
}

static void print_row(struct bytes *out, const char *const *column_types, int columns)
{
    static const char *const states[] = { "售罄", "紧张", "正常", "sold out", "晚点 10 分钟",
        "改在三教" };
    static const char *const untils[] = { "2026-11-23T10:05", "2026-11-22", "2026-11-23",
        "2026-11-23T10:06" };
    if (chance(9) == 0) {
        bytes_print(out, "{\"group\": \"组：");
        print_words(out, some_words());
        bytes_print(out, "\"}");
        return;
    }
    bytes_print(out, "{\"cells\": [");
    for (int i = 0; i < columns; i++) {
        bytes_print(out, "%s", i > 0 ? ", " : "");
        print_cell(out, column_types[i], i > 0);
    }
    bytes_print(out, "]");
    if (chance(4) == 0) {
        bytes_print(out, ", \"state\": \"%s\"", states[chance(6)]);
    }
    if (chance(5) == 0) {
        bytes_print(out, ", \"until\": \"%s\"", untils[chance(4)]);
    }
    bytes_print(out, "}");
}

static void print_feed(struct bytes *out, int index)
{
    const char *column_types[MOST_COLUMNS]; /* NULL: no row has anything in it */
    int columns = 1 + chance(MOST_COLUMNS);
    int rows = index % 20 == 19 ? 200 : chance(chance(3) ? 12 : 60);
    bytes_print(out, "{\"lobbycard\": 1, \"site\": {\"name\": \"江畔职业技术学院\", "
                     "\"footer\": [\"备案\"");
    for (int i = rows < 20 && chance(4) == 0 ? 19 : 0; i > 0; i--) { /* leaves little room */
        bytes_print(out,
            ", \"渝公网安备50010802001234号 江畔职业技术学院信息化建设与管理办公室 地址：重庆市江畔区学府路%d号\"",
            i);
    }
    bytes_print(out, "]}, \"items\": [{\"id\": \"t\", \"kind\": \"table\", \"title\": \"");
    print_words(out, some_words());
    bytes_print(out, "\", \"empty\": \"");
    print_words(out, some_words());
    bytes_print(out, "\", %s\"columns\": [",
        chance(2) ? "\"as_of\": \"2026-11-23T10:00:00+08:00\", " : "");
    for (int i = 0; i < columns; i++) {
        const char *type = types[chance(5)];
        column_types[i] = columns == 1 || chance(6) > 0 ? type : NULL;
        bytes_print(out, "%s{\"type\": \"%s\", \"weight\": %d, \"label\": \"",
            i > 0 ? ", " : "", type, 1 + chance(3));
        print_words(out, 1 + chance(2));
        bytes_print(out, "\", \"unit\": \"%s\"}", chance(2) ? "元" : "");
    }
    bytes_print(out, "], \"rows\": [");
    for (int i = 0; i < rows; i++) {
        bytes_print(out, "%s", i > 0 ? ", " : "");
        print_row(out, column_types, columns);
    }
    bytes_print(out, "]}]}");
}

/* Which text is still to come: of the row's cells, then its state. */
struct roll {
    const struct item *item;
    int64_t now_ms;
    size_t row, column;
    bool unit_is_next; /* of the cell before */
    size_t told;       /* warnings of the page that were looked at */
    /* The numbers of each column, while they stand one below the other. */
    struct {
        int point_x, y, page;
    } last[MOST_COLUMNS];
};

static bool is_over(const struct roll *roll, const struct table_row *row)
{
    /* The fixture's campus is eight hours east of Greenwich. */
    int64_t end_ms = moment_wall_ms(&row->until) - 8 * 3600000;
    end_ms += row->until.form == MOMENT_DATE ? 24 * 3600000 : 0;
    return row->until.form != MOMENT_NONE && end_ms <= roll->now_ms;
}

static const char *next_text(struct roll *roll)
{
    while (roll->row < roll->item->table_row_count) {
        const struct table_row *row = &roll->item->table_rows[roll->row];
        bool is_there = row->cell_count > 0 && !is_over(roll, row);
        for (; is_there && roll->column <= row->cell_count; roll->column++) {
            const char *text =
                roll->column < row->cell_count ? row->cells[roll->column] : row->state;
            if (*text) {
                return text;
            }
        }
        roll->row++;
        roll->column = 0;
    }
    return NULL;
}

/* Letters alone: lines part at spaces, and Han and figures have a gap between them. */
static bool says(const struct box *box, const char *text)
{
    for (size_t i = 0; i < box->line_count; i++) {
        for (const char *at = box->lines[i].line.text; *at; at++) {
            text += strspn(text, " ");
            if (box->clipped && strncmp(at, "…", strlen("…")) == 0) {
                return true;
            }
            if (*text == '-' && strncmp(at, "—", strlen("—")) == 0) {
                at += strlen("—") - 1; /* from one time to another */
                text++;
            } else if (*at != ' ' && *at != *text++) {
                return false;
            }
        }
    }
    text += strspn(text, " ");
    return !*text;
}

/* Whether the page tells of a cut of that text, behind what was told before. */
static bool is_told(const struct scene *scene, struct roll *roll, const char *wanted)
{
    char told[80];
    snprintf(told, sizeof(told), "cell: cut to fit: \"%.40s", wanted);
    for (size_t i = roll->told; i < scene->warning_count; i++) {
        if (strstr(scene->warnings[i].text, told)) {
            roll->told = i + 1;
            return true;
        }
    }
    return false;
}

/* Passes over what has no room on the page, where that is told. */
static const char *next_shown(
    const struct checking *checking, struct roll *roll, const struct box *box)
{
    const char *wanted = next_text(roll);
    while (wanted && (!box || !says(box, wanted)) && is_told(checking->scene, roll, wanted)) {
        roll->column++;
        wanted = next_text(roll);
    }
    if (wanted && box && box->clipped) {
        is_told(checking->scene, roll, wanted);
    }
    return wanted;
}

static int prefix_width(const struct checking *checking, const struct box *box, size_t size)
{
    const struct measure *measure = checking->layout->measure;
    return measure->advance(measure->context, &box->style, box->lines[0].line.text, size) /
           MEASURE_UNIT;
}

/* Where the point of a number stands, or the end of one that has none. */
static void check_point(
    const struct checking *checking, struct roll *roll, const struct box *box)
{
    const char *text = box->lines[0].line.text;
    size_t size = strcspn(text, ".");
    int x = box->lines[0].x_px + prefix_width(checking, box, size);
    int y = box->rect.y, page = checking->slide->page;
    bool is_below = roll->last[roll->column].page == page && y > roll->last[roll->column].y;
    int before = roll->last[roll->column].point_x;
    bool is_beside = abs(x - before) > checking->scene->width / 5; /* in the next list */
    CHECK(checking, !is_below || is_beside || abs(x - before) <= 1,
        "%s: its point is at %d, not %d\n", text, x, before);
    roll->last[roll->column].page = page;
    roll->last[roll->column].y = y;
    roll->last[roll->column].point_x = x;
}

static bool is_number(const char *text)
{
    return text[strspn(text, "+-0123456789,.")] == '\0';
}

static bool is_text(const struct box *box, const char *role)
{
    return box->kind == BOX_TEXT && strcmp(box->role, role) == 0;
}

static bool has_label(const struct scene *scene, const char *label, int *bottom)
{
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (is_text(box, "label") && says(box, label)) {
            int end = box->rect.y + box->rect.h;
            *bottom = end > *bottom ? end : *bottom;
            return true;
        }
    }
    return false;
}

/* A column's label with its unit: 价格/元. */
static bool has_unit_above(
    const struct scene *scene, const struct table_column *column, int *bottom)
{
    char head[512];
    snprintf(head, sizeof head, "%s/%s", column->label, column->unit);
    return *column->unit && has_label(scene, head, bottom);
}

/* The unit is in the head, and no cell. */
static void skip_unit(const struct checking *checking, struct roll *roll)
{
    int bottom = 0;
    if (roll->unit_is_next &&
        has_unit_above(checking->scene, &roll->item->columns[roll->column], &bottom)) {
        roll->unit_is_next = false;
        roll->column++;
    }
}

static void check_cell(const struct checking *checking, struct roll *roll,
    const struct box *box, bool is_in_columns)
{
    if (is_in_columns && roll->unit_is_next &&
        !says(box, roll->item->columns[roll->column].unit)) {
        skip_unit(checking, roll);
    }
    if (roll->unit_is_next) {
        CHECK(checking, says(box, roll->item->columns[roll->column].unit), "no unit: %s\n",
            box->lines[0].line.text);
        roll->unit_is_next = false;
        roll->column++;
        return;
    }
    const char *wanted = next_shown(checking, roll, box);
    CHECK(checking, wanted && says(box, wanted), "%s in place of %s\n", box->lines[0].line.text,
        wanted ? wanted : "nothing");
    if (!wanted) {
        return;
    }
    bool is_figure = roll->column < roll->item->column_count &&
                     strcmp(roll->item->columns[roll->column].type, "number") == 0 &&
                     is_number(wanted);
    if (is_figure && is_in_columns) {
        check_point(checking, roll, box);
    }
    roll->unit_is_next = is_figure && *roll->item->columns[roll->column].unit;
    roll->column += roll->unit_is_next ? 0 : 1;
}

/* Whether a row that is not over has something in it, on whatever page. */
static bool is_filled(const struct roll *roll, size_t column)
{
    bool is_filled = false;
    for (size_t i = 0; i < roll->item->table_row_count; i++) {
        const struct table_row *row = &roll->item->table_rows[i];
        is_filled = is_filled ||
                    (column < row->cell_count && *row->cells[column] && !is_over(roll, row));
    }
    return is_filled;
}

/* Whether that of a column that is filled is the same. */
static bool is_label_of_another(const struct roll *roll, const char *label)
{
    bool is_same = false;
    for (size_t i = 0; i < roll->item->column_count; i++) {
        is_same =
            is_same || (is_filled(roll, i) && !strcmp(roll->item->columns[i].label, label));
    }
    return is_same;
}

/* Under columns the labels stand above all cells, in blocks beside them. */
static void check_slide(struct checking *checking, struct roll *roll)
{
    const struct scene *scene = checking->scene;
    int top = scene->height, bottom = 0, cells = 0;
    bool has_all = true;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        if (is_text(box, "cell")) {
            top = box->rect.y < top ? box->rect.y : top;
            cells++;
        }
    }
    for (size_t i = 0; i < roll->item->column_count; i++) {
        const struct table_column *column = &roll->item->columns[i];
        if (cells > 0 && !is_filled(roll, i)) {
            int ignored = 0;
            CHECK(checking,
                is_label_of_another(roll, column->label) ||
                    !has_label(scene, column->label, &ignored),
                "a column that no row fills: %s\n", column->label);
            continue;
        }
        const bool has_one =
            has_label(scene, column->label, &bottom) || has_unit_above(scene, column, &bottom);
        has_all = has_all && has_one;
    }
    bool is_in_columns = bottom <= top && has_all;
    roll->told = 0;
    CHECK(checking, cells == 0 || has_all || bottom > top, "a page without its head\n");
    for (size_t i = 0; i < scene->box_count; i++) {
        if (is_text(&scene->boxes[i], "cell")) {
            check_cell(checking, roll, &scene->boxes[i], is_in_columns);
        }
    }
    if (is_in_columns) {
        skip_unit(checking, roll);
    }
    next_shown(checking, roll, NULL);
}

static void check_told(struct checking *checking)
{
    size_t cut = 0;
    for (size_t i = 0; i < checking->scene->box_count; i++) {
        cut += checking->scene->boxes[i].clipped;
    }
    CHECK(checking, cut <= checking->scene->warning_count, "%zu cuts, and %zu are told\n", cut,
        checking->scene->warning_count);
}

static void check_deck(struct checking *checking, const struct layout *layout)
{
    const struct feed *feed = layout->views[0].feed;
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    assert_int_equal(feed->item_count, 1);
    struct roll roll = { .item = &feed->items[0], .now_ms = layout->now_ms };
    checking->layout = layout;
    for (size_t i = 0; i < deck->count; i++) {
        if (strcmp(deck->slides[i].kind->name, "table") != 0) {
            continue;
        }
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        checking->slide = &deck->slides[i];
        checking->scene = scene;
        check_scene(checking);
        check_slide(checking, &roll);
        check_told(checking);
        if (deck->slides[i].page == deck->slides[i].pages) {
            const char *left = next_text(&roll);
            CHECK(checking, !left, "%s is nowhere\n", left);
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

static void test_any_table(void **state)
{
    (void)state;
    const struct random_slides slides = { print_feed, NULL, check_deck, sizes,
        sizeof(sizes) / sizeof(sizes[0]) };
    random_slides_run(&slides, FEEDS, 20261123);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_table) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
