#include "content/phone/scan/phone_heads.h"

#include "content/phone/scan/phone_words.h"

#include <ctype.h>
#include <string.h>

enum { CELLS_MAX = 12, CELL_TEXT_MAX = 64, NUMBER_MIN = 3 };

enum separator {
    SEPARATOR_BAR,
    SEPARATOR_COMMA,
    SEPARATOR_SPACE
}; /* a tab is a space by now */

struct cells {
    struct {
        size_t first, end; /* tokens */
    } list[CELLS_MAX];
    size_t count;
};

static size_t line_end(const struct phone_tokens *tokens, size_t at)
{
    while (at < tokens->count && tokens->list[at].kind != TOKEN_LINE) {
        at++;
    }
    return at;
}

static bool is_bar(const struct phone_tokens *tokens, size_t token)
{
    const char *text = tokens->raw + tokens->list[token].start;
    return tokens->list[token].kind == TOKEN_LIST &&
           (text[0] == '|' || strncmp(text, "｜", strlen("｜")) == 0);
}

static bool separates(const struct phone_tokens *tokens, size_t token, enum separator by)
{
    switch (by) {
    case SEPARATOR_BAR:
        return is_bar(tokens, token);
    case SEPARATOR_COMMA:
        return tokens->list[token].kind == TOKEN_COMMA;
    default:
        return tokens->list[token].kind == TOKEN_SPACE;
    }
}

/* What separates the cells of a line: the first of these that stands in it. */
static enum separator separator_of(const struct phone_tokens *tokens, size_t first, size_t end)
{
    for (enum separator by = SEPARATOR_BAR; by < SEPARATOR_SPACE; by++) {
        for (size_t i = first; i < end; i++) {
            if (separates(tokens, i, by)) {
                return by;
            }
        }
    }
    return SEPARATOR_SPACE;
}

static void add_cell(struct cells *cells, size_t first, size_t end)
{
    if (cells->count < CELLS_MAX) {
        cells->list[cells->count].first = first;
        cells->list[cells->count++].end = end;
    }
}

/* A cell may be empty, but not between spaces. Bars at both ends of the line are its frame. */
static struct cells split(
    const struct phone_tokens *tokens, size_t first, size_t end, enum separator by)
{
    struct cells cells = { .count = 0 };
    for (size_t i = first, start = first; i <= end; i++) {
        if (i < end && !separates(tokens, i, by)) {
            continue;
        }
        bool is_blank =
            start == i || (start + 1 == i && tokens->list[start].kind == TOKEN_SPACE);
        bool is_outside = is_blank && (i == end || start == first);
        if (!(is_blank && by == SEPARATOR_SPACE) && !(is_outside && by != SEPARATOR_COMMA)) {
            add_cell(&cells, start, i);
        }
        start = i + 1;
    }
    return cells;
}

static bool is_one_of(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* In lower case, without white space; empty where it is more than a word or two. */
static void cell_text(
    const struct phone_tokens *tokens, size_t first, size_t end, char out[CELL_TEXT_MAX])
{
    size_t length = 0;
    for (size_t i = first; i < end; i++) {
        const struct phone_token *token = &tokens->list[i];
        size_t size = token->end - token->start;
        if (token->kind != TOKEN_WORD && token->kind != TOKEN_SPACE) {
            length = 0;
            break;
        }
        for (size_t k = 0; token->kind == TOKEN_WORD && k < size; k++) {
            if (length + 1 < CELL_TEXT_MAX) {
                out[length++] = (char)tolower((unsigned char)tokens->raw[token->start + k]);
            }
        }
    }
    out[length] = '\0';
}

static bool is_ordinal(const char *text)
{
    static const char *const ordinals[] = { "序号", "編號", "编号", "no", "序" };
    return is_one_of(text, ordinals, sizeof ordinals / sizeof *ordinals);
}

static bool is_head(const char *text)
{
    static const char *const heads[] = { "职务", "職務", "职称", "岗位", "办公室", "房间",
        "校区", "楼栋", "楼号", "学院", "院系", "专业", "班级", "备注", "時間", "时间",
        "服务时间", "服务内容", "业务", "事项", "职责", "类别", "项目", "内容" };
    return is_ordinal(text) || phone_word_at_end(text) != PHONE_WORD_NONE ||
           is_one_of(text, heads, sizeof heads / sizeof *heads);
}

static bool says_number(const char *text)
{
    enum phone_word word = phone_word_at_end(text);
    return word == PHONE_WORD_PHONE || word == PHONE_WORD_INTERNAL;
}

/* Every cell is the head of a column, and one that of numbers. In a frame any text is one. */
static bool are_heads(
    const struct phone_tokens *tokens, const struct cells *cells, enum separator by)
{
    bool has_number = false;
    for (size_t i = 0; i < cells->count && cells->count > 1; i++) {
        char text[CELL_TEXT_MAX];
        cell_text(tokens, cells->list[i].first, cells->list[i].end, text);
        bool is_framed = by == SEPARATOR_BAR && *text;
        if (!is_framed && !is_head(text)) {
            return false;
        }
        has_number = has_number || says_number(text);
    }
    return has_number;
}

/* How many of the last columns are of numbers. */
static size_t number_columns(const struct phone_tokens *tokens, const struct cells *heads)
{
    size_t count = 0;
    while (count < heads->count) {
        char text[CELL_TEXT_MAX];
        size_t last = heads->count - 1 - count;
        cell_text(tokens, heads->list[last].first, heads->list[last].end, text);
        if (!says_number(text)) {
            break;
        }
        count++;
    }
    return count;
}

/* Its last cells may be empty, but not between spaces; there a name may have several, before
 * the numbers. */
static bool suits(const struct phone_tokens *tokens, const struct cells *heads,
    const struct cells *row, enum separator by)
{
    if (by != SEPARATOR_SPACE || row->count <= heads->count) {
        return row->count == heads->count ||
               (by != SEPARATOR_SPACE && row->count > 1 && row->count < heads->count);
    }
    size_t columns = number_columns(tokens, heads);
    for (size_t i = row->count - columns; i < row->count; i++) {
        if (tokens->list[row->list[i].first].kind != TOKEN_DIGITS) {
            return false;
        }
    }
    return columns > 0 &&
           tokens->list[row->list[row->count - columns - 1].first].kind != TOKEN_DIGITS;
}

static void mark_row(
    struct phone_tokens *tokens, const struct cells *heads, const struct cells *row)
{
    size_t more = row->count > heads->count ? row->count - heads->count : 0;
    for (size_t i = more > 0 ? row->count - number_columns(tokens, heads) : 0; i < row->count;
         i++) {
        char text[CELL_TEXT_MAX];
        size_t first = heads->list[i - more].first;
        cell_text(tokens, first, heads->list[i - more].end, text);
        first += tokens->list[first].kind == TOKEN_SPACE;
        for (size_t k = row->list[i].first; k < row->list[i].end; k++) {
            struct phone_token *token = &tokens->list[k];
            if (token->kind == TOKEN_DIGITS) {
                bool is_item = is_ordinal(text) && token->size <= NUMBER_MIN;
                token->kind = is_item ? TOKEN_ITEM : token->kind;
                token->head = first + 1;
            }
        }
    }
}

/* Whether a line of those that follow is a row of the table. */
static bool row_follows(
    const struct phone_tokens *tokens, size_t end, const struct cells *heads, enum separator by)
{
    for (size_t i = end + 1; i < tokens->count; i = end + 1) {
        end = line_end(tokens, i);
        struct cells row = split(tokens, i, end, by);
        if (suits(tokens, heads, &row, by)) {
            return true;
        }
    }
    return false;
}

void phone_heads_mark(struct phone_tokens *tokens)
{
    for (size_t first = 0; first < tokens->count; first = line_end(tokens, first) + 1) {
        size_t end = line_end(tokens, first);
        enum separator by = separator_of(tokens, first, end);
        struct cells heads = split(tokens, first, end, by);
        if (!are_heads(tokens, &heads, by) || !row_follows(tokens, end, &heads, by)) {
            continue;
        }
        tokens->heads_first = first;
        tokens->heads_end = end;
        while (end < tokens->count) {
            size_t next = end + 1;
            end = line_end(tokens, next);
            struct cells row = split(tokens, next, end, by);
            if (suits(tokens, &heads, &row, by)) {
                mark_row(tokens, &heads, &row);
            }
        }
        return;
    }
}
