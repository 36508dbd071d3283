#include "adapt/sheet/sheet_column.h"

#include "content/text/syntax.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { DIGITS_MAX = 15, UNIT_MAX_BYTES = 12 };

static bool has_any(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasestr(text, words[i])) {
            return true;
        }
    }
    return false;
}
#define HAS_ANY(text, words) has_any(text, words, sizeof(words) / sizeof *(words))

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(text, words[i]) == 0) {
            return true;
        }
    }
    return false;
}
#define IS_ONE_OF(text, words) is_one_of(text, words, sizeof(words) / sizeof *(words))

/* What a cell of a number is made of. */
struct figure {
    char digits[40];  /* "-1234.50" */
    const char *unit; /* behind it */
    bool is_money;    /* ¥ stands in front */
};

/* "1,234.50", "-3", "0.8", "3,50" */
static bool take_digits(const char **at, char *digits)
{
    size_t used = 0, whole = 0, behind = 0;
    bool has_point = false;
    const char *text = *at;
    if (*text == '-' || *text == '+') {
        digits[used] = '-';
        used += *text++ == '-';
    }
    for (; isdigit((unsigned char)*text) || strchr(",.", *text); text++) {
        if (!*text || whole + behind > DIGITS_MAX) {
            break;
        }
        size_t more = strspn(text + 1, "0123456789");
        if (isdigit((unsigned char)*text)) {
            digits[used++] = *text;
            *(has_point ? &behind : &whole) += 1;
        } else if (*text == ',' && !has_point && more == 3 && whole <= 3 + DIGITS_MAX) {
            continue;
        } else if (!has_point && whole > 0 && more > 0) {
            digits[used++] = '.';
            has_point = true;
        } else {
            break;
        }
    }
    digits[used] = '\0';
    *at = text;
    return whole > 0 && whole + behind <= DIGITS_MAX;
}

static bool read_figure(const char *cell, struct figure *figure)
{
    static const char *const money[] = { "¥", "￥", "RMB", "CNY" };
    figure->is_money = false;
    for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
        size_t length = strlen(money[i]);
        if (strncmp(cell, money[i], length) == 0) {
            figure->is_money = true;
            cell += length + strspn(cell + length, " ");
            break;
        }
    }
    if (!take_digits(&cell, figure->digits)) {
        return false;
    }
    const char *digits = figure->digits + (*figure->digits == '-');
    cell += strspn(cell, " ");
    figure->unit = figure->is_money && !*cell ? "元" : cell;
    /* "0101" is a room, "+86" is no sum */
    bool is_code = digits[0] == '0' && isdigit((unsigned char)digits[1]);
    return !is_code && strlen(figure->unit) <= UNIT_MAX_BYTES &&
           !strpbrk(figure->unit, "0123456789-:：/+") && !strstr(figure->unit, "号");
}

bool sheet_is_number(const char *cell)
{
    struct figure figure;
    return read_figure(cell, &figure) && !*figure.unit;
}

const char *sheet_number(
    struct arena *arena, const struct sheet_column *column, const char *cell)
{
    struct figure figure;
    bool is_number = column->type && strcmp(column->type, "number") == 0;
    return is_number && read_figure(cell, &figure) ? arena_strdup(arena, figure.digits) : NULL;
}

struct tally {
    size_t cells, numbers, times;
    char unit[UNIT_MAX_BYTES + 1];
    bool has_units_apart;
};

static void count_cell(struct tally *tally, const char *cell)
{
    struct figure figure;
    int from, until = -1;
    tally->cells++;
    tally->times += syntax_period(cell, &from, &until);
    if (!read_figure(cell, &figure)) {
        return;
    }
    if (tally->numbers++ == 0) {
        strcpy(tally->unit, figure.unit);
    }
    tally->has_units_apart = tally->has_units_apart || strcmp(tally->unit, figure.unit) != 0;
}

/* A row of one cell is a heading where there are such. */
static void count_cells(struct tally *tally, const struct sheet *sheet, size_t index)
{
    for (size_t i = sheet->has_head; i < sheet->count; i++) {
        const struct sheet_row *row = &sheet->rows[i];
        bool is_data = index < row->count && (row->said > 1 || !sheet->has_groups);
        if (is_data && *row->cells[index]) {
            count_cell(tally, row->cells[index]);
        }
    }
}

/* "价格(元)", "价格（元）", "Price (EUR)": the label alone, and what was in the brackets. */
static void split_unit(struct arena *arena, struct sheet_column *column)
{
    static const char *const opens[] = { "（", "(", "[" }, *const closes[] = { "）", ")", "]" };
    for (int i = 0; i < 3; i++) {
        size_t length = strlen(column->label), size = strlen(closes[i]);
        const char *open = strstr(column->label, opens[i]);
        if (open && open > column->label && length > size &&
            strcmp(column->label + length - size, closes[i]) == 0) {
            const char *unit = open + strlen(opens[i]);
            size_t label = (size_t)(open - column->label);
            while (label > 0 && column->label[label - 1] == ' ') {
                label--;
            }
            column->unit =
                arena_strndup(arena, unit, length - size - (size_t)(unit - column->label));
            column->label = arena_strndup(arena, column->label, label);
            return;
        }
    }
}

static void find_type(
    struct arena *arena, struct sheet_column *column, const struct tally *tally)
{
    static const char *const codes[] = { "电话", "電話", "手机", "手機", "号", "號", "编码",
        "代码", "邮编", "年份", "年级", "房间", "教室", "班级", "车次", "班次", "线路", "线别",
        "phone", "tel", "room", "code", "id" };
    static const char *const departures[] = { "发车", "發車", "开车", "开出", "出发", "离站",
        "departure", "departs" };
    bool is_mostly = tally->numbers > 0 && tally->numbers * 3 >= tally->cells * 2;
    if (tally->cells > 0 && tally->times == tally->cells) {
        column->type = HAS_ANY(column->label, departures) ? "departure" : "time";
    } else if (is_mostly && !tally->has_units_apart && !HAS_ANY(column->label, codes)) {
        column->type = "number";
        if (*tally->unit) {
            column->unit = arena_strdup(arena, tally->unit);
        } else {
            split_unit(arena, column);
        }
    }
}

struct sheet_column sheet_column_of(const struct sheet *sheet, size_t index)
{
    static const char *const states[] = { "state", "status", "状态", "狀態" };
    static const char *const untils[] = { "until", "截止", "截止时间", "结束时间", "下架时间",
        "有效期至", "expires" };
    const struct sheet_row *first = sheet->has_head ? &sheet->rows[0] : NULL;
    const char *head = first && index < first->count ? first->cells[index] : "";
    struct sheet_column column = { .label = head };
    struct tally tally = { 0 };
    if (IS_ONE_OF(head, states)) {
        column.role = SHEET_STATE;
    } else if (IS_ONE_OF(head, untils)) {
        column.role = SHEET_UNTIL;
    } else {
        count_cells(&tally, sheet, index);
        find_type(sheet->arena, &column, &tally);
    }
    return column;
}
