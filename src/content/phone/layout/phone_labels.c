#include "content/phone/layout/phone_labels.h"

#include "base/bytes.h"

#include <string.h>

/* What stands in front of an anchor. */
struct front {
    const char *text;
    const char *stem; /* up to the 内线 that it ends with; empty where it does not */
    const char *head; /* what of it stands in front of the bracket that the anchor is in */
    bool is_line;     /* ends with 内线 */
};

static void one_line(char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        text[i] = text[i] == '\n' || text[i] == '\r' || text[i] == '\t' ? ' ' : text[i];
    }
}

/* On one line. */
static const char *copy(const struct phone_labels *labels, const char *text, size_t size)
{
    char *line = arena_strndup(labels->arena, text, size);
    one_line(line, line ? strlen(line) : 0);
    return line;
}

const char *phone_labels_written(const struct phone_labels *labels, size_t first, size_t last)
{
    const struct phone_tokens *tokens = &labels->row->scan->tokens;
    size_t start = tokens->list[first].start;
    return copy(labels, tokens->raw + start, tokens->list[last].end - start);
}

static bool is_own(
    const struct phone_labels *labels, size_t piece, size_t anchor, bool in_front)
{
    const struct phone_element *element = &labels->row->elements[piece];
    const struct phone_place *place = &labels->places[piece];
    return !element->is_anchor && !element->is_dropped && place->anchor == (int)anchor &&
           place->is_in_front == in_front;
}

/* On one line. */
static bool put(struct bytes *text, const char *written, size_t size)
{
    size_t before = text->size;
    if (size == 0) {
        return true;
    }
    if (!bytes_append(text, written, size)) {
        return false;
    }
    one_line(text->data + before, size);
    return true;
}

/* The piece behind the text; `end` is where the piece before it ends in the string. */
static bool put_piece(
    const struct phone_labels *labels, struct bytes *text, const char *end, size_t i)
{
    const struct phone_element *piece = &labels->row->elements[i], *before = piece - 1;
    const struct phone_tokens *tokens = &labels->row->scan->tokens;
    size_t size;
    const char *own = phone_row_text(labels->row, i, &size);
    bool follows = end && i > 0 && !before->is_dropped && !before->is_anchor;
    if (end && piece->follows_text && !before->is_dropped) {
        const char *open = tokens->raw + tokens->list[piece->first - 1].start;
        const char *close = tokens->raw + tokens->list[piece->last + 1].end;
        return put(text, open, (size_t)(close - open));
    }
    bool is_next = follows && !piece->is_bracket && !before->is_bracket &&
                   piece->gap == STRENGTH_LIST && !memchr(end, '|', (size_t)(own - end));
    bool is_parted = is_next ? put(text, end, (size_t)(own - end)) : !end || put(text, " ", 1);
    return is_parted && put(text, own, size);
}

static const char *kept(
    const struct phone_labels *labels, const struct bytes *text, size_t size)
{
    return size > 0 ? arena_strndup(labels->arena, text->data, size) : "";
}

/* Its text is NULL when memory is out. */
static struct front read_side(const struct phone_labels *labels, size_t anchor, bool in_front)
{
    const struct phone_row *row = labels->row;
    struct front found = { .is_line = false };
    struct bytes text;
    size_t stem_bytes = 0, head_bytes = 0;
    const char *end = NULL;
    bool done = true;
    bytes_init(&text);
    for (size_t i = 0; done && i < row->count; i++) {
        if (!is_own(labels, i, anchor, in_front)) {
            continue;
        }
        size_t size;
        const char *own = phone_row_text(row, i, &size);
        bool is_line = phone_word_is_line(own, size);
        stem_bytes = !is_line ? 0 : found.is_line ? stem_bytes : text.size;
        found.is_line = is_line;
        done = put_piece(labels, &text, end, i);
        bool is_outside = row->elements[i].box != row->elements[anchor].box;
        head_bytes = is_outside ? text.size : head_bytes;
        end = own + size;
    }
    found.stem = kept(labels, &text, stem_bytes);
    found.head = kept(labels, &text, head_bytes);
    done = done && found.stem && found.head;
    found.text = done ? kept(labels, &text, text.size) : NULL;
    bytes_finish(&text);
    return found;
}

const char *phone_labels_side(const struct phone_labels *labels, size_t anchor, bool in_front)
{
    return read_side(labels, anchor, in_front).text;
}

static bool holds_in(
    const struct phone_labels *labels, const struct phone_carried *carried, size_t anchor)
{
    size_t box = labels->row->elements[anchor].box;
    while (box != carried->box && box != 0) {
        box = labels->row->boxes[box].outer;
    }
    return box == carried->box;
}

/* A colon stands behind the label in front of the anchor. */
static bool is_key(const struct phone_labels *labels, size_t anchor)
{
    const struct phone_row *row = labels->row;
    for (size_t i = 0; i < row->count; i++) {
        if (labels->places[i].anchor == (int)anchor && labels->places[i].is_in_front &&
            !row->elements[i].is_anchor && row->elements[i].lock == LOCK_BEFORE) {
            return true;
        }
    }
    return false;
}

/* It is meant for all that follows: it is a key, or has a line of its own. */
static bool is_heading(const struct phone_labels *labels, size_t anchor)
{
    const struct phone_row *row = labels->row;
    bool is_dropped_key = anchor > 0 && row->elements[anchor - 1].is_dropped &&
                          row->elements[anchor - 1].has_colon;
    return is_key(labels, anchor) || is_dropped_key ||
           row->elements[anchor].gap == STRENGTH_LINE;
}

/* "传真 65763111 电话 65763222": what says nothing else says that it is no fax. */
static bool follows_plain(const struct phone_row *row, size_t anchor)
{
    size_t size = 1;
    if (anchor > 0 && !row->elements[anchor - 1].is_anchor) {
        phone_row_text(row, anchor - 1, &size);
    }
    return size == 0;
}

/* In the bracket that the head stands in front of. */
static bool is_in_head(const struct phone_labels *labels, size_t anchor)
{
    size_t box = labels->row->elements[anchor].box;
    return box > 0 && box == labels->head.box;
}

/* The label that goes on to a number without one of its own. */
static const char *carried_label(struct phone_labels *labels, size_t anchor)
{
    const struct phone_way *way = labels->row->way;
    const struct phone_step *step = &way->steps[labels->row->elements[anchor].step];
    bool is_internal = step->kind == STEP_NUMBER && step->number.kind == PHONE_INTERNAL;
    struct phone_carried *whole = &labels->whole;
    enum phone_gap_strength most = whole->has_colon ? STRENGTH_LINE : STRENGTH_LIST;
    bool is_other_line = (whole->is_internal && !is_internal) ||
                         (whole->is_line && follows_plain(labels->row, anchor));
    if (is_other_line) {
        *whole = labels->stem;
    } else if (follows_plain(labels->row, anchor) && is_in_head(labels, anchor)) {
        return labels->head.text; /* "王老师（办公室65763111，手机13800001234）" */
    }
    return labels->gap <= most && holds_in(labels, whole, anchor) ? whole->text : "";
}

/* Whose 外线 it is that alone is said. "查询：65763111 传真：65763222" are two keys. */
static const char *stem_of(const struct phone_labels *labels, size_t anchor)
{
    const struct phone_carried *stem = &labels->stem;
    bool are_keys = stem->has_colon && is_key(labels, anchor);
    if (!stem->is_line && (are_keys || stem->is_listed)) {
        return ""; /* "招办65763111、学生处65763222、传真65763333" says not whose either */
    }
    enum phone_gap_strength most = stem->is_line ? STRENGTH_STOP : STRENGTH_LIST;
    return labels->gap <= most && holds_in(labels, stem, anchor) ? stem->text : "";
}

static const char *join(const struct phone_labels *labels, const char *a, const char *b)
{
    return a && b ? arena_printf(labels->arena, "%s%s%s", a, *a && *b ? " " : "", b) : NULL;
}

/* What goes on from the label in front of an anchor. */
static void carry(struct phone_labels *labels, size_t anchor, const struct front *front)
{
    const struct phone_row *row = labels->row;
    const struct phone_step *step = &row->way->steps[row->elements[anchor].step];
    const struct phone_group *group = &row->scan->groups[step->first];
    bool is_number = step->kind == STEP_NUMBER;
    labels->whole = (struct phone_carried) {
        .text = step->kind == STEP_OTHER ? "" : front->text, /* 邮编 says nothing of others */
        .box = row->elements[anchor].box,
        .has_colon = is_heading(labels, anchor),
        .is_line = front->is_line,
        .is_internal = is_number && step->number.kind == PHONE_INTERNAL &&
                       ((group->lead == PHONE_WORD_INTERNAL && !group->head) ||
                           (group->before & GAP_EXTENSION)),
    };
}

/* Behind 内线 of an office its 外线; in a bracket of several numbers, what stands in front of
 * it. */
static const char *complete(
    const struct phone_labels *labels, size_t anchor, const struct front *front)
{
    const char *stem = front->is_line && !*front->stem ? stem_of(labels, anchor) : "";
    const char *head = is_in_head(labels, anchor) && !*front->head ? labels->head.text : "";
    return join(labels, *stem ? stem : head, front->text);
}

/* With the head of its column, where that says more than 电话. */
static const char *with_head(
    const struct phone_labels *labels, size_t anchor, const char *label)
{
    const struct phone_row *row = labels->row;
    const struct phone_step *step = &row->way->steps[row->elements[anchor].step];
    size_t head = row->scan->groups[step->first].head;
    if (head == 0) {
        return label;
    }
    const struct phone_token *token = &row->scan->tokens.list[head - 1];
    const char *text = row->scan->tokens.raw + token->start;
    size_t size = token->end - token->start;
    return phone_word_is_plain(text, size) ? label
                                           : join(labels, label, copy(labels, text, size));
}

static bool is_switchboard(const struct phone_labels *labels, size_t anchor)
{
    const struct phone_row *row = labels->row;
    size_t first = row->way->steps[row->elements[anchor].step].first;
    return row->scan->groups[first].lead == PHONE_WORD_BOARD;
}

static const char *take(struct phone_labels *labels, size_t anchor)
{
    struct front front = read_side(labels, anchor, true);
    if (!front.text) {
        return NULL;
    }
    if (!*front.text) {
        return carried_label(labels, anchor);
    }
    bool is_bare = front.is_line && !*front.stem;
    const struct phone_carried before = labels->stem;
    labels->stem.is_used = before.is_used || is_bare;
    front.text = complete(labels, anchor, &front);
    carry(labels, anchor, &front);
    if (!is_bare) {
        labels->stem = labels->whole;
        labels->stem.has_colon = is_key(labels, anchor);
        labels->stem.text = front.is_line               ? front.stem
                            : labels->whole.is_internal ? ""
                                                        : labels->whole.text;
        bool is_none = phone_word_is_when(labels->stem.text) || is_switchboard(labels, anchor);
        labels->stem.text = is_none ? "" : labels->stem.text;
        labels->stem.is_internal = false;
        labels->stem.is_listed =
            labels->gap <= STRENGTH_LIST && *before.text && !before.is_line && !before.is_used;
    }
    if (*front.head) {
        labels->head = labels->whole;
        labels->head.text = front.head;
    }
    return front.text;
}

const char *phone_labels_take(struct phone_labels *labels, size_t anchor)
{
    return with_head(labels, anchor, take(labels, anchor));
}
