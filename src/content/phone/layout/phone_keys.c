#include "content/phone/layout/phone_keys.h"

#include <ctype.h>
#include <string.h>

enum { KEY_MAX = 120 };

/* What the end of a text says. */
static enum phone_word word_of(const struct phone_row *row, size_t element)
{
    size_t size;
    const char *text = phone_row_text(row, element, &size);
    char folded[KEY_MAX + 1];
    size_t length = 0, start = size > KEY_MAX ? size - KEY_MAX : 0;
    for (size_t i = start; i < size; i++) {
        if (text[i] != ' ') {
            folded[length++] = (char)tolower((unsigned char)text[i]);
        }
    }
    folded[length] = '\0';
    return phone_word_at_end(folded);
}

static bool is_address(const char *text, size_t size)
{
    return memchr(text, '@', size) || memmem(text, size, "www.", 4) ||
           memmem(text, size, "://", 3);
}

static struct phone_element *next_of(struct phone_row *row, size_t i)
{
    return i + 1 < row->count ? &row->elements[i + 1] : NULL;
}

/* "地址：学府路 110 号": the key and all up to the next key, a stop, or what leads to a number.
 */
static void drop_value(struct phone_row *row, size_t key)
{
    row->elements[key].is_dropped = true;
    row->elements[key].is_place = true;
    for (size_t i = key + 1; i < row->count; i++) {
        struct phone_element *value = &row->elements[i];
        const struct phone_element *behind = next_of(row, i);
        bool is_first = i == key + 1;
        bool leads = !is_first && behind && behind->is_anchor;
        if (value->is_anchor || value->has_colon || value->is_dropped || leads ||
            (!is_first && value->gap >= STRENGTH_STOP)) {
            break;
        }
        value->is_dropped = true;
        value->is_place = true;
    }
}

static bool is_of_extensions(const struct phone_row *row, size_t key)
{
    for (size_t i = key + 1; i < row->count; i++) {
        if (row->elements[i].is_anchor) {
            enum phone_step_kind kind = row->way->steps[row->elements[i].step].kind;
            return kind == STEP_EXTENSION || kind == STEP_AHEAD;
        }
    }
    return false;
}

/* A key whose value is a text. */
static void read_key(struct phone_row *row, size_t i)
{
    struct phone_element *key = &row->elements[i], *value = &row->elements[i + 1];
    size_t size;
    const char *text = phone_row_text(row, i + 1, &size);
    bool is_line = phone_word_is_line(text, size); /* "报修电话：内线 6110，外线..." */
    enum phone_word word = word_of(row, i);
    if (word == PHONE_WORD_PLACE || word == PHONE_WORD_OTHER) {
        drop_value(row, i);
    } else if (word == PHONE_WORD_PERSON || (word == PHONE_WORD_PHONE && !is_line)) {
        key->is_dropped = true; /* a heading: "各部门电话：招办..." */
    } else if (word == PHONE_WORD_INTERNAL && !is_line && is_of_extensions(row, i)) {
        key->is_dropped = true; /* "各学院分机：文学院6101" */
    } else if (is_line) {
        key->lock = LOCK_BEFORE;
    } else if (!value->has_colon && value->gap <= STRENGTH_SPACE && !value->is_bracket &&
               value->box == key->box) {
        value->first = key->first;
        value->gap = key->gap;
        key->is_dropped = true;
    }
}

/* A text that says what the digits beside it are belongs to them. */
static void lock_to_sides(struct phone_row *row, size_t i)
{
    struct phone_element *piece = &row->elements[i];
    const struct phone_element *next = next_of(row, i);
    const struct phone_element *previous = i > 0 ? &row->elements[i - 1] : NULL;
    const struct phone_group *groups = row->scan->groups;
    bool leads = next && next->is_anchor && (piece->has_colon || piece->follows_mark);
    bool leads_with_note = next && next->follows_text && piece->has_colon && next->has_colon;
    if (leads || leads_with_note) { /* "夜间（18:00起）：65763111" */
        piece->lock = LOCK_BEFORE;
        return;
    }
    if (next && next->is_anchor && next->gap <= STRENGTH_SPACE) {
        enum phone_word lead = groups[row->way->steps[next->step].first].lead;
        bool is_other = row->way->steps[next->step].kind == STEP_OTHER;
        bool is_internal = row->way->steps[next->step].kind == STEP_NUMBER &&
                           row->way->steps[next->step].number.kind == PHONE_INTERNAL;
        if ((lead == PHONE_WORD_OTHER && is_other) ||
            (lead == PHONE_WORD_INTERNAL && is_internal)) {
            piece->lock = LOCK_BEFORE;
            return;
        }
    }
    if (previous && previous->is_anchor && piece->gap <= STRENGTH_SPACE) {
        const struct phone_step *step = &row->way->steps[previous->step];
        enum phone_word trail = groups[step->end - 1].trail;
        bool is_internal = step->kind == STEP_NUMBER && step->number.kind == PHONE_INTERNAL;
        if (previous->has_colon || (trail == PHONE_WORD_OTHER && step->kind == STEP_OTHER) ||
            (trail == PHONE_WORD_DEAD && step->kind == STEP_OTHER) ||
            (trail == PHONE_WORD_INTERNAL && is_internal)) {
            piece->lock = LOCK_AFTER;
        }
    }
}

/* "10号楼 暂缺": a line of a table without its number. */
static void drop_vacancy(struct phone_row *row, size_t i)
{
    static const char *const words[] = { "暂缺", "暂无", "空缺", "待定", "待补" };
    size_t size;
    const char *text = phone_row_text(row, i, &size);
    bool is_vacant = false;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        is_vacant = is_vacant || (size == strlen(words[k]) && !memcmp(text, words[k], size));
    }
    for (size_t k = i + 1; is_vacant && k > 0 && !row->elements[k - 1].is_anchor; k--) {
        row->elements[k - 1].is_dropped = true;
        if (row->elements[k - 1].gap >= STRENGTH_STOP) {
            break;
        }
    }
}

void phone_keys_mark(struct phone_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        struct phone_element *piece = &row->elements[i];
        if (piece->is_anchor) {
            continue;
        }
        size_t size;
        const char *text = phone_row_text(row, i, &size);
        bool is_head = piece->first >= row->scan->tokens.heads_first &&
                       piece->first < row->scan->tokens.heads_end;
        piece->is_dropped = piece->is_dropped || size == 0 || is_address(text, size) || is_head;
    }
    for (size_t i = 0; i < row->count; i++) {
        struct phone_element *piece = &row->elements[i];
        const struct phone_element *next = next_of(row, i);
        if (!piece->is_anchor) {
            drop_vacancy(row, i);
        }
        if (!piece->is_anchor && !piece->is_dropped && piece->has_colon && next &&
            !next->is_anchor && !next->follows_text && !piece->is_bracket) {
            read_key(row, i);
        }
    }
    for (size_t i = 0; i < row->count; i++) {
        if (!row->elements[i].is_anchor && !row->elements[i].is_dropped) {
            lock_to_sides(row, i);
        }
    }
}
