/* The longest common subsequence of code points, of what is between the beginning and the end
 * that both share; where that is too long, all of it is said to be another. */
#include "command/desk/document/difference_text.h"

#include "content/json/json_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MIDDLE_MAX = 1500 };

enum side { SIDE_SAME, SIDE_GONE, SIDE_NEW };
static const char *const side_names[] = { "same", "before", "after" };

struct spans {
    struct bytes *out;
    struct bytes run;
    enum side side;
    bool has_any, has_failed;
};

static void end_run(struct spans *spans)
{
    if (spans->run.size > 0 && !spans->has_failed) {
        spans->has_failed = !bytes_print(spans->out,
                                "%s{\"kind\": \"%s\", \"text\": ", spans->has_any ? ", " : "",
                                side_names[spans->side]) ||
                            !json_text(spans->out, spans->run.data) ||
                            !bytes_append(spans->out, "}", 1);
        spans->has_any = true;
    }
    bytes_clear(&spans->run);
}

static void add(struct spans *spans, enum side side, const char *text, size_t size)
{
    if (size == 0) {
        return;
    }
    if (side != spans->side) {
        end_run(spans);
        spans->side = side;
    }
    spans->has_failed |= !bytes_append(&spans->run, text, size);
}

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* Where each character of a text begins, and behind the last one its end. */
struct characters {
    const char *text;
    size_t *at, count;
};

static bool split(const char *text, size_t size, struct characters *out)
{
    *out = (struct characters) { .text = text, .at = calloc(size + 1, sizeof(size_t)) };
    for (size_t i = 0; out->at && i < size; i++) {
        if (begins_character(text[i])) {
            out->at[out->count++] = i;
        }
    }
    if (out->at) {
        out->at[out->count] = size;
    }
    return out->at != NULL;
}

static size_t length_at(const struct characters *of, size_t i)
{
    return of->at[i + 1] - of->at[i];
}

static bool is_same(const struct characters *a, size_t i, const struct characters *b, size_t j)
{
    return length_at(a, i) == length_at(b, j) &&
           memcmp(a->text + a->at[i], b->text + b->at[j], length_at(a, i)) == 0;
}

/* table[i][j]: how many characters from i and j on are common. */
static void fill(const struct characters *a, const struct characters *b, uint16_t *table)
{
    size_t row = b->count + 1;
    for (size_t i = a->count; i-- > 0;) {
        for (size_t j = b->count; j-- > 0;) {
            uint16_t below = table[(i + 1) * row + j], beside = table[i * row + j + 1];
            table[i * row + j] = is_same(a, i, b, j)
                                     ? (uint16_t)(table[(i + 1) * row + j + 1] + 1)
                                     : (below > beside ? below : beside);
        }
    }
}

static void walk(struct spans *spans, const struct characters *a, const struct characters *b,
    const uint16_t *table)
{
    size_t i = 0, j = 0, row = b->count + 1;
    while (i < a->count || j < b->count) {
        bool both = i < a->count && j < b->count;
        if (both && is_same(a, i, b, j)) {
            add(spans, SIDE_SAME, a->text + a->at[i], length_at(a, i));
            i++, j++;
        } else if (j == b->count ||
                   (both && table[(i + 1) * row + j] >= table[i * row + j + 1])) {
            add(spans, SIDE_GONE, a->text + a->at[i], length_at(a, i));
            i++;
        } else {
            add(spans, SIDE_NEW, b->text + b->at[j], length_at(b, j));
            j++;
        }
    }
}

struct middle {
    const char *text;
    size_t size;
};

static void add_middle(struct spans *spans, struct middle before, struct middle after)
{
    struct characters a = { 0 }, b = { 0 };
    uint16_t *table = NULL;
    bool has_both = split(before.text, before.size, &a) && split(after.text, after.size, &b);
    if (has_both && a.count <= MIDDLE_MAX && b.count <= MIDDLE_MAX) {
        table = calloc((a.count + 1) * (b.count + 1), sizeof *table);
    }
    if (table) {
        fill(&a, &b, table);
        walk(spans, &a, &b, table);
    } else {
        add(spans, SIDE_GONE, before.text, before.size);
        add(spans, SIDE_NEW, after.text, after.size);
    }
    free(table);
    free(a.at);
    free(b.at);
}

bool difference_spans(const char *before, const char *after, struct bytes *out)
{
    struct spans spans = { .out = out };
    size_t a = strlen(before), b = strlen(after), least = a < b ? a : b, head = 0, tail = 0;
    bytes_init(&spans.run);
    while (head < least && before[head] == after[head]) {
        head++;
    }
    while (head > 0 && (!begins_character(before[head]) || !begins_character(after[head]))) {
        head--;
    }
    while (tail < least - head && before[a - tail - 1] == after[b - tail - 1]) {
        tail++;
    }
    while (tail > 0 && !begins_character(before[a - tail])) {
        tail--;
    }
    bool done = bytes_append(out, "[", 1);
    add(&spans, SIDE_SAME, before, head);
    add_middle(&spans, (struct middle) { before + head, a - head - tail },
        (struct middle) { after + head, b - head - tail });
    add(&spans, SIDE_SAME, before + a - tail, tail);
    end_run(&spans);
    done = done && !spans.has_failed && bytes_append(out, "]", 1);
    bytes_finish(&spans.run);
    return done;
}
