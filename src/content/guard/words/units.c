#include "content/guard/words/units.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { BACKWARD_MAX = 60 };

/* While the segments are read, in their order. */
struct unit_reader {
    const struct text_folder *folder;
    const struct alike *alike;
    struct arena *arena;
    struct units plain, strokes; /* the second from the first stroke on */
    size_t plain_room, strokes_room;
    struct unit next; /* what is known of it: where it stands, and what before it */
    bool has_strokes, no_memory;
};

static uint8_t gap_of(const struct folded *folded)
{
    return folded->gap == FOLDED_SPACE  ? GAP_SPACE
           : folded->gap == FOLDED_STOP ? GAP_STOP
                                        : GAP_SIGN;
}

/* Room for one more; NULL when memory is out. */
static struct unit *next_of(struct unit_reader *reader, struct units *units, size_t *room)
{
    if (units->count == *room) {
        struct unit *list =
            arena_grow(reader->arena, units->list, units->count, room, sizeof *list);
        if (!list) {
            reader->no_memory = true;
            return NULL;
        }
        units->list = list;
    }
    return &units->list[units->count++];
}

static void copy_to_strokes(struct unit_reader *reader, size_t first)
{
    for (size_t i = first; i < reader->plain.count; i++) {
        struct unit *unit = next_of(reader, &reader->strokes, &reader->strokes_room);
        if (unit) {
            *unit = reader->plain.list[i];
        }
    }
}

static void push_gap(struct unit_reader *reader, uint32_t c, uint8_t gap)
{
    struct unit *next = &reader->next;
    next->gap |= gap | (c == '\n' ? GAP_LINE : 0);
    next->sign = next->sign || gap == GAP_SPACE ? next->sign : c;
}

/* A unit that is read as `plain` and looks like `meant`. */
static void push(struct unit_reader *reader, uint32_t written, uint32_t plain, uint32_t meant,
    unsigned flags)
{
    struct unit *unit = next_of(reader, &reader->plain, &reader->plain_room);
    if (!unit) {
        return;
    }
    bool is_itself =
        meant == written && meant >= 0x80; /* nothing says what else it looks like */
    *unit = reader->next;
    unit->plain = plain;
    unit->shape = is_itself ? meant : alike_shape(reader->alike, meant);
    unit->written = written;
    unit->flags |= (uint8_t)flags;
    if (reader->has_strokes) {
        copy_to_strokes(reader, reader->plain.count - 1);
    }
    reader->next.at++;
    reader->next.gap = 0;
    reader->next.sign = 0;
}

/* What stands before it counts for what stands behind it, and so does it. */
static void push_stroke(struct unit_reader *reader, uint32_t c, uint8_t gap)
{
    if (!reader->has_strokes) {
        copy_to_strokes(reader, 0);
        reader->has_strokes = true;
    }
    struct unit *unit = next_of(reader, &reader->strokes, &reader->strokes_room);
    if (unit) {
        *unit = reader->next;
        unit->plain = '1';
        unit->shape = alike_shape(reader->alike, '1');
        unit->written = c;
        unit->flags |= UNIT_STROKE | UNIT_LOOKS;
    }
    push_gap(reader, c, gap);
}

static void note_quotes(struct unit_reader *reader, uint32_t c)
{
    if (c == 0x201C || c == 0x300A || c == 0x300C || c == 0x300E || c == 0x2018) {
        reader->next.flags = UNIT_QUOTED;
    } else if (c == 0x201D || c == 0x300B || c == 0x300D || c == 0x300F || c == 0x2019) {
        reader->next.flags = 0;
    }
}

/* Makes one unit of the last and this one, when they are parts of a character. */
static bool join_parts(struct unit_reader *reader, const struct alike_entry *entry)
{
    struct units *plain = &reader->plain, *strokes = &reader->strokes;
    struct unit *last = plain->count > 0 ? &plain->list[plain->count - 1] : NULL;
    uint32_t meant = last && !reader->next.gap && last->segment == reader->next.segment
                         ? alike_of_parts(reader->alike, last->written, entry)
                         : 0;
    if (!meant) {
        return false;
    }
    last->shape = alike_shape(reader->alike, meant);
    last->flags |= UNIT_RARE;
    if (strokes->count > 0) {
        strokes->list[strokes->count - 1] = *last;
    }
    return true;
}

static void push_folded(
    struct unit_reader *reader, uint32_t c, const struct folded *folded, unsigned flags)
{
    flags |= folded->looks ? UNIT_LOOKS : 0;
    if (folded->count == 1) {
        push(reader, c, folded->letter, folded->letter, flags);
        return;
    }
    const uint32_t *letters = text_folder_letters(reader->folder, folded);
    for (size_t i = 0; i < folded->count; i++) {
        push(reader, c, letters[i], letters[i], flags);
    }
    if (folded->count == 0) {
        note_quotes(reader, c);
        push_gap(reader, c, gap_of(folded));
    }
}

/* One that is written for another. */
static void push_meant(struct unit_reader *reader, const struct alike_entry *entry,
    const struct folded *folded, unsigned flags)
{
    uint32_t c = entry->character, meant = entry->stands_for;
    bool is_sign = folded->count == 0;
    bool is_letter = meant >= 'a' && meant <= 'z';
    flags |= is_sign || (is_letter && c >= 0x80) || folded->looks ? UNIT_LOOKS : 0;
    flags |= entry->is_rare || (is_sign && !is_letter) ? UNIT_RARE : 0;
    push(reader, c, is_sign ? c : text_folder_letters(reader->folder, folded)[0], meant, flags);
}

static bool is_typed(uint32_t c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* 023-6576, e-mail: nobody reads 一 there. What folds to a letter is none. */
static bool is_hyphen(const struct unit_reader *reader, const struct folded *folded, char next)
{
    const struct units *plain = &reader->plain;
    return folded->count == 0 && !reader->next.gap && plain->count > 0 &&
           is_typed((unsigned char)next) && is_typed(plain->list[plain->count - 1].written);
}

static bool is_figure(const struct unit *unit)
{
    return unit->plain >= '0' && unit->plain <= '9';
}

/* 23:00-次日6:00, 早7点—晚11点: behind a time of day it is a range's dash. */
static bool is_range(const struct unit_reader *reader)
{
    const struct unit *end = reader->plain.list + reader->plain.count;
    size_t count = reader->plain.count;
    if (count < 2 || end[-1].segment != reader->next.segment) {
        return false;
    }
    uint32_t hour = end[-1].written;
    bool is_hour =
        hour == 0x70B9 || hour == 0x9EDE || hour == 0x65F6 || hour == 0x6642; /* 点时 */
    bool is_clock = count >= 3 && is_figure(&end[-1]) && is_figure(&end[-3]) &&
                    (end[-2].sign == ':' || end[-2].sign == 0xFF1A);
    return (is_hour || is_clock) && is_figure(&end[-2]);
}

/* Of an ordinal. */
enum { FIGURES_MOST = 8 };

/* 第1-次会议: behind an ordinal's figures a dash is a slip. */
static bool is_ordinal(const struct unit_reader *reader)
{
    const struct unit *list = reader->plain.list;
    size_t at = reader->plain.count;
    while (at > 0 && reader->plain.count - at < FIGURES_MOST && is_figure(&list[at - 1]) &&
           list[at - 1].segment == reader->next.segment) {
        at--;
    }
    return at > 0 && at < reader->plain.count && list[at - 1].plain == 0x7B2C && /* 第 */
           list[at - 1].segment == reader->next.segment;
}

static void read_character(struct unit_reader *reader, uint32_t c, char next, bool is_escaped)
{
    const struct alike_entry *entry = alike_find(reader->alike, c);
    if (entry && join_parts(reader, entry)) {
        return;
    }
    unsigned flags = is_escaped && c != ' ' ? UNIT_ESCAPED : 0;
    const struct folded *folded = text_folder_look(reader->folder, c);
    if (!folded) {
        reader->no_memory = true;
    } else if (entry && entry->role == ALIKE_STROKE && !is_hyphen(reader, folded, next) &&
               !is_range(reader) && !is_ordinal(reader)) {
        push_stroke(reader, c, gap_of(folded));
    } else if (entry && entry->role == ALIKE_FILLER) {
        push_gap(reader, c, GAP_SIGN);
    } else if (entry && entry->stands_for) {
        push_meant(reader, entry, folded, flags);
    } else {
        push_folded(reader, c, folded, flags);
    }
}

static void read_segment(struct unit_reader *reader, struct unit_segment *segment)
{
    size_t size = strlen(segment->text);
    segment->first = reader->plain.count;
    reader->next.gap |= GAP_SEGMENT;
    reader->next.flags = 0;
    for (size_t at = 0; at < size && !reader->no_memory;) {
        bool is_escaped;
        uint32_t c = unit_next_character(segment->text, size, &at, &is_escaped);
        read_character(reader, c, segment->text[at], is_escaped);
    }
    segment->count = reader->plain.count - segment->first;
    reader->next.segment++;
}

/* A Latin letter, a figure, or a sign that may stand for a letter, alone between two Han; or
 * such a sign with no Latin letter beside it. */
static bool is_sign_between(const struct units *units, size_t i)
{
    const struct unit *unit = &units->list[i];
    const struct unit *before = &units->list[i - 1], *behind = &units->list[i + 1];
    bool is_sign = unit->written < 0x80 && unit->plain == unit->written &&
                   !unit_is_latin(unit) && !unit_is_figure(unit->plain);
    return (utf8_is_han(before->written) && utf8_is_han(behind->written)) ||
           (is_sign && !unit_is_latin(before) && !unit_is_latin(behind));
}

static inline bool is_filler(const struct units *units, size_t i)
{
    const struct unit *unit = &units->list[i];
    bool may_be = unit->written < 0x80 || (unit->flags & UNIT_LOOKS);
    return may_be && i > 0 && i + 1 < units->count && is_sign_between(units, i);
}

static bool make_room(struct arena *arena, struct units *units, size_t count)
{
    *units = (struct units) { arena_array(arena, count, sizeof *units->list), 0 };
    return units->list;
}

static bool read_sparse(struct arena *arena, const struct units *plain, struct units *out)
{
    size_t fillers = 0;
    for (size_t i = 0; i < plain->count; i++) {
        fillers += is_filler(plain, i);
    }
    if (fillers > 0 && !make_room(arena, out, plain->count)) {
        return false;
    }
    for (size_t i = 0; fillers > 0 && i < plain->count; i++) {
        if (!is_filler(plain, i)) {
            struct unit *unit = &out->list[out->count++];
            *unit = plain->list[i];
            if (i > 0 && is_filler(plain, i - 1)) {
                unit->gap |= GAP_SIGN;
                unit->sign = plain->list[i - 1].written;
            }
        }
    }
    return true;
}

/* Nobody reads a long text from its end. */
static bool read_backward(struct arena *arena, const struct unit_segment *segments,
    size_t count, const struct units *plain, struct units *out)
{
    size_t room = 0;
    for (size_t i = 0; i < count; i++) {
        room += segments[i].count <= BACKWARD_MAX ? segments[i].count : 0;
    }
    if (!make_room(arena, out, room)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        size_t first = segments[i].first, end = first + segments[i].count;
        for (size_t at = end; at > first && end - first <= BACKWARD_MAX; at--) {
            struct unit unit = plain->list[at - 1];
            unit.gap = at < end ? plain->list[at].gap : GAP_SEGMENT;
            out->list[out->count++] = unit;
        }
    }
    return true;
}

static size_t count_characters(const struct unit_segment *segments, size_t count)
{
    size_t characters = 0;
    for (size_t i = 0; i < count; i++) {
        const char *text = segments[i].text;
        size_t size = strlen(text);
        for (size_t at = 0; at < size; at++) { /* the compiler takes many at once */
            characters += ((unsigned char)text[at] & 0xC0) != 0x80;
        }
    }
    return characters;
}

bool units_read(const struct unit_tables *tables, struct arena *arena,
    struct unit_segment *segments, size_t segment_count, struct units out[READING_COUNT])
{
    struct unit_reader reader = {
        .folder = tables->folder, .alike = tables->alike, .arena = arena
    };
    reader.plain_room = count_characters(segments, segment_count);
    if (!make_room(arena, &reader.plain, reader.plain_room)) {
        return false;
    }
    for (size_t i = 0; i < segment_count; i++) {
        read_segment(&reader, &segments[i]);
    }
    out[READ_PLAIN] = reader.plain;
    out[READ_STROKES] = reader.strokes;
    return read_sparse(arena, &out[READ_PLAIN], &out[READ_SPARSE]) &&
           read_backward(
               arena, segments, segment_count, &out[READ_PLAIN], &out[READ_BACKWARD]) &&
           !reader.no_memory;
}
