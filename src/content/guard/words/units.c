#include "content/guard/words/units.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { BACKWARD_MAX = 60 };

/* While the segments are read, in their order. */
struct unit_reader {
    const struct alike *alike;
    struct units plain, strokes; /* the second only where there is one */
    size_t stroke_count;
    uint32_t sign;
    uint16_t segment;
    uint8_t gap;
    bool is_quoted, no_memory;
};

static int hex_value(char c)
{
    const char *digits = "0123456789abcdef", *found = c ? strchr(digits, c | 0x20) : NULL;
    return found ? (int)(found - digits) : -1;
}

static bool read_hex(const char *text, int digits, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < digits; i++) {
        int value = hex_value(text[i]);
        if (value < 0) {
            return false;
        }
        *out = *out * 16 + (uint32_t)value;
    }
    return true;
}

/* %E5%BD%A9, as addresses have it: three bytes of a Han character. */
static bool read_percent(const char *text, uint32_t *out)
{
    char bytes[4] = "";
    for (int i = 0; i < 3; i++) {
        uint32_t byte;
        if (text[i * 3] != '%' || !read_hex(text + i * 3 + 1, 2, &byte)) {
            return false;
        }
        bytes[i] = (char)byte;
    }
    size_t at = 0;
    *out = utf8_next(bytes, 3, &at);
    return at == 3 && *out != 0xFFFD;
}

/* The next character as it stands, or the one that an escape left in the text is for. */
static uint32_t next_character(const char *text, size_t size, size_t *at, bool *is_escaped)
{
    uint32_t c;
    *is_escaped = true;
    if (text[*at] == '\\' && text[*at + 1] == 'u' && read_hex(text + *at + 2, 4, &c)) {
        *at += 6;
        return c;
    }
    if (text[*at] == '\\' && text[*at + 1] && strchr("nrt", text[*at + 1])) {
        *at += 2;
        return ' ';
    }
    if (text[*at] == '%' && read_percent(text + *at, &c)) {
        *at += 9;
        return c;
    }
    *is_escaped = false;
    return utf8_next(text, size, at);
}

static uint8_t gap_of(const struct folded *folded)
{
    return folded->gap == FOLDED_SPACE  ? GAP_SPACE
           : folded->gap == FOLDED_STOP ? GAP_STOP
                                        : GAP_SIGN;
}

static void push(struct unit_reader *reader, struct unit unit)
{
    bool is_stroke = unit.flags & UNIT_STROKE;
    unit.at = (uint32_t)reader->plain.count;
    unit.segment = reader->segment;
    unit.gap = reader->gap;
    unit.sign = reader->sign;
    unit.flags |= reader->is_quoted ? UNIT_QUOTED : 0;
    reader->strokes.list[reader->strokes.count++] = unit;
    if (is_stroke) {
        return;
    }
    /* What stands before the stroke counts for what stands behind it, and so does the stroke.
     */
    struct units *plain = &reader->plain;
    plain->list[plain->count++] = unit;
    reader->gap = 0;
    reader->sign = 0;
}

static void push_gap(struct unit_reader *reader, uint32_t c, uint8_t gap)
{
    reader->gap |= gap;
    reader->sign = reader->sign || gap == GAP_SPACE ? reader->sign : c;
}

static void push_stroke(struct unit_reader *reader, uint32_t c, uint8_t gap)
{
    push(reader, (struct unit) { .plain = '1',
                     .shape = alike_shape(reader->alike, '1'),
                     .written = c,
                     .flags = UNIT_STROKE | UNIT_LOOKS });
    push_gap(reader, c, gap);
    reader->stroke_count++;
}

static void note_quotes(struct unit_reader *reader, uint32_t c)
{
    if (c == 0x201C || c == 0x300A || c == 0x300C || c == 0x300E || c == 0x2018) {
        reader->is_quoted = true;
    } else if (c == 0x201D || c == 0x300B || c == 0x300D || c == 0x300F || c == 0x2019) {
        reader->is_quoted = false;
    }
}

/* Makes one unit of the last and this one, when they are parts of a character. */
static bool join_parts(struct unit_reader *reader, uint32_t c)
{
    struct units *plain = &reader->plain, *strokes = &reader->strokes;
    struct unit *last = plain->count > 0 ? &plain->list[plain->count - 1] : NULL;
    uint32_t meant = last && !reader->gap && last->segment == reader->segment
                         ? alike_of_parts(reader->alike, last->written, c)
                         : 0;
    if (!meant) {
        return false;
    }
    last->shape = alike_shape(reader->alike, meant);
    last->flags |= UNIT_RARE;
    strokes->list[strokes->count - 1] = *last;
    return true;
}

static void read_character(struct unit_reader *reader, uint32_t c, bool is_escaped)
{
    if (join_parts(reader, c)) {
        return;
    }
    enum alike_role role = alike_role(reader->alike, c);
    uint8_t flags = is_escaped && c != ' ' ? UNIT_ESCAPED : 0;
    uint32_t meant = alike_stands_for(reader->alike, c);
    const struct folded *folded = text_folder_look(reader->alike->folder, c);
    if (!folded) {
        reader->no_memory = true;
    } else if (role == ALIKE_STROKE) {
        push_stroke(reader, c, gap_of(folded));
    } else if (role == ALIKE_FILLER) {
        push_gap(reader, c, GAP_SIGN);
    } else if (meant != c) {
        bool is_sign = folded->count == 0;
        bool is_letter = meant >= 'a' && meant <= 'z';
        flags |= is_sign || (is_letter && c >= 0x80) || folded->looks ? UNIT_LOOKS : 0;
        flags |= alike_is_rare(reader->alike, c) || (is_sign && !is_letter) ? UNIT_RARE : 0;
        push(reader, (struct unit) { .plain = is_sign ? c : folded->letters[0],
                         .shape = alike_shape(reader->alike, meant),
                         .written = c,
                         .flags = flags });
    } else {
        flags |= folded->looks ? UNIT_LOOKS : 0;
        for (size_t i = 0; i < folded->count; i++) {
            push(reader, (struct unit) { .plain = folded->letters[i],
                             .shape = alike_shape(reader->alike, folded->letters[i]),
                             .written = c,
                             .flags = flags });
        }
        if (folded->count == 0) {
            note_quotes(reader, c);
            push_gap(reader, c, gap_of(folded));
        }
    }
}

static void read_segment(struct unit_reader *reader, struct unit_segment *segment)
{
    size_t size = strlen(segment->text);
    segment->first = reader->plain.count;
    reader->gap |= GAP_SEGMENT;
    reader->is_quoted = false;
    for (size_t at = 0; at < size && !reader->no_memory;) {
        bool is_escaped;
        uint32_t c = next_character(segment->text, size, &at, &is_escaped);
        read_character(reader, c, is_escaped);
    }
    segment->count = reader->plain.count - segment->first;
    reader->segment++;
}

static bool is_latin(const struct unit *unit)
{
    return unit->plain >= 'a' && unit->plain <= 'z';
}

/* A Latin letter, a figure, or a sign that may stand for a letter, alone between two Han; or
 * such a sign with no Latin letter beside it. */
static bool is_filler(const struct units *units, size_t i)
{
    const struct unit *unit = &units->list[i];
    if (i == 0 || i + 1 >= units->count) {
        return false;
    }
    const struct unit *before = &units->list[i - 1], *behind = &units->list[i + 1];
    bool may_be = unit->written < 0x80 || (unit->flags & UNIT_LOOKS);
    bool is_sign = may_be && unit->written < 0x80 && unit->plain == unit->written &&
                   !is_latin(unit) && !(unit->plain >= '0' && unit->plain <= '9');
    return (may_be && utf8_is_han(before->written) && utf8_is_han(behind->written)) ||
           (is_sign && !is_latin(before) && !is_latin(behind));
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
            out->list[out->count] = plain->list[i];
            out->list[out->count++].gap |= is_filler(plain, i - (i > 0)) ? GAP_SIGN : 0;
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

/* Enough for every letter that the text folds to. */
static size_t room_for(
    const struct alike *alike, const struct unit_segment *segments, size_t count)
{
    size_t room = 1;
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(segments[i].text);
        for (size_t at = 0; at < size;) {
            const struct folded *folded =
                text_folder_look(alike->folder, utf8_next(segments[i].text, size, &at));
            room += folded && folded->count > 1 ? folded->count : 1;
        }
    }
    return room;
}

bool units_read(const struct alike *alike, struct arena *arena, struct unit_segment *segments,
    size_t segment_count, struct units out[READING_COUNT])
{
    struct unit_reader reader = { .alike = alike };
    size_t room = room_for(alike, segments, segment_count);
    if (!make_room(arena, &reader.plain, room) || !make_room(arena, &reader.strokes, room)) {
        return false;
    }
    for (size_t i = 0; i < segment_count; i++) {
        read_segment(&reader, &segments[i]);
    }
    out[READ_PLAIN] = reader.plain;
    out[READ_STROKES] = reader.strokes;
    out[READ_STROKES].count = reader.stroke_count ? reader.strokes.count : 0;
    return read_sparse(arena, &out[READ_PLAIN], &out[READ_SPARSE]) &&
           read_backward(
               arena, segments, segment_count, &out[READ_PLAIN], &out[READ_BACKWARD]) &&
           !reader.no_memory;
}
