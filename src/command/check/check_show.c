#include "command/check/check_show.h"

#include "base/plain.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "command/check/check_lines.h"

#include <string.h>

/* How much of a line is shown beside what changes in it, and how much of what comes; and how
 * many lines at once. Of hostile feeds not all that was told is looked at again. */
enum {
    LEFT_MAX = 36,
    RIGHT_MAX = 18,
    EDITS_SHOWN_MAX = 3,
    LINES_MAX = 6,
    LINE_MAX_CHARACTERS = 150,
    LINE_HEAD_MAX = 80,
    LINE_TAIL_MAX = 40,
    TOLD_MAX = 500,
    BESIDE_MAX = 64
};

char *check_show_all(struct arena *arena, const char *text, size_t size, bool as_box)
{
    static const char box[] = "□";
    size_t used = 0;
    char *out = arena_alloc(arena, 3 * size + 1);
    for (size_t at = 0; out && at < size;) {
        size_t start = at;
        uint32_t c = utf8_next(text, size, &at);
        bool is_seen = c == '\n' || (plain_is_fine(c) && !(as_box && c == 0xA0));
        const char *from = is_seen ? text + start : box;
        size_t length = is_seen ? at - start : as_box ? sizeof box - 1 : 0;
        memcpy(out + used, from, length);
        used += length;
    }
    return out;
}

static size_t back(const char *text, size_t at, int characters)
{
    while (at > 0 && characters > 0 && text[at - 1] != '\n') {
        at--;
        characters -= ((unsigned char)text[at] & 0xC0) != 0x80;
    }
    return at;
}

size_t check_forth(const char *text, size_t size, size_t at, int characters)
{
    while (at < size && characters > 0 && text[at] != '\n' && text[at] != '\r') {
        utf8_next(text, size, &at);
        characters--;
    }
    return at;
}

/* The edits that were told of already. */
struct told {
    struct mend_edit edits[TOLD_MAX];
    size_t count;
};

/* A part of the document, and what is done to it, in order. */
struct part {
    size_t from, to;
    struct mend_edit *edits;
    size_t count, capacity;
};

/* What is put in at a place comes before what is replaced there. */
static void add_to_part(struct part *part, const struct mend_edit *edit)
{
    size_t place = part->count;
    if (place >= part->capacity) {
        return;
    }
    for (; place > 0; place--) {
        const struct mend_edit *other = &part->edits[place - 1];
        if (other->at < edit->at || (other->at == edit->at && (!other->size || edit->size))) {
            break;
        }
        part->edits[place] = *other;
    }
    part->edits[place] = *edit;
    part->count++;
}

static bool overlaps(const struct mend_edit *a, const struct mend_edit *b)
{
    size_t a_end = a->at + a->size, b_end = b->at + b->size;
    return a->size && b->size ? a->at < b_end && b->at < a_end
           : a->size          ? a->at < b->at && b->at < a_end
                              : b->at < a->at && a->at < b_end;
}

/* Those that lie in the part, and do not stand where the others change something. */
static void add_told(
    struct part *part, const struct told *told, const struct mend_edit *edits, size_t count)
{
    for (size_t i = 0; i < told->count; i++) {
        const struct mend_edit *edit = &told->edits[i];
        bool is_free = edit->at >= part->from && edit->at + edit->size <= part->to;
        for (size_t k = 0; k < count && is_free; k++) {
            is_free = !overlaps(edit, &edits[k]);
        }
        for (size_t k = 0; k < part->count && is_free; k++) {
            is_free = !overlaps(edit, &part->edits[k]);
        }
        if (is_free) {
            add_to_part(part, edit);
        }
    }
}

static char *render(const struct mend_job *job, const struct part *part)
{
    size_t at = part->from, used = 0, size = part->to - part->from + 1;
    for (size_t i = 0; i < part->count; i++) {
        size += strlen(part->edits[i].text);
    }
    char *out = arena_alloc(job->arena, size);
    for (size_t i = 0; out && i <= part->count; i++) {
        const struct mend_edit *edit = i < part->count ? &part->edits[i] : NULL;
        size_t until = edit ? edit->at : part->to;
        memcpy(out + used, job->text + at, until - at);
        used += until - at;
        at = until + (edit ? edit->size : 0);
        if (edit) {
            memcpy(out + used, edit->text, strlen(edit->text));
            used += strlen(edit->text);
        }
    }
    if (out) {
        out[used] = '\0';
    }
    return out;
}

static void trim_end(char *text)
{
    size_t size = text ? strlen(text) : 0;
    while (size > 0 && strchr("\r\n", text[size - 1])) {
        text[--size] = '\0';
    }
}

/* The middle of a line that nobody would read to its end is left out. */
static const char *cut_lines(const struct mend_job *job, const char *text)
{
    const char *out = "";
    size_t size = text ? strlen(text) : 0;
    for (size_t at = 0; text && out && at < size;) {
        size_t end = at + strcspn(text + at, "\n");
        size_t head = check_forth(text, end, at, LINE_HEAD_MAX);
        size_t tail = back(text, end, LINE_TAIL_MAX);
        bool is_long = check_forth(text, end, at, LINE_MAX_CHARACTERS) < end;
        out = is_long ? arena_printf(job->arena, "%s%.*s …… %.*s", out, (int)(head - at),
                            text + at, (int)(end - tail), text + tail)
                      : arena_printf(job->arena, "%s%.*s", out, (int)(end - at), text + at);
        out = out && end < size ? arena_printf(job->arena, "%s\n", out) : out;
        at = end + 1;
    }
    return text ? out : NULL;
}

/* All lines of it, or the first ones and the last. */
static const char *shorten(const struct mend_job *job, char *text, size_t *lines)
{
    char *cut = NULL;
    *lines = 1;
    for (char *at = text; at && (at = strchr(at, '\n')); at++) {
        ++*lines;
        cut = *lines == LINES_MAX ? at : cut;
    }
    if (*lines <= LINES_MAX || !cut) {
        return text;
    }
    return arena_printf(job->arena, "%.*s\n…%s", (int)(cut - text), text, strrchr(text, '\n'));
}

static const char *name_lines(const struct mend_job *job, size_t at, size_t lines)
{
    size_t line, column;
    check_lines_find(job, at, &line, &column);
    return lines > 1 ? arena_printf(
                           job->arena, translated("lines %zu to %zu"), line, line + lines - 1)
                     : arena_printf(job->arena, translated("line %zu"), line);
}

/* What goes over more than one line and has nothing in its place. */
static bool show_removal(
    const struct mend_job *job, const struct mend_edit *edit, const char **shown)
{
    const char *text = job->text + edit->at;
    size_t skipped = strspn(text, ", \t\r\n"), lines;
    if (*edit->text || skipped >= edit->size || !memchr(text, '\n', edit->size)) {
        return false;
    }
    size_t size = edit->size - skipped;
    while (strchr(" \t\r\n", text[skipped + size - 1])) {
        size--;
    }
    const char *goes =
        shorten(job, check_show_all(job->arena, text + skipped, size, true), &lines);
    const char *named = name_lines(job, edit->at + skipped, lines);
    *shown = goes && named ? arena_printf(job->arena, translated("%s%s, all of it goes: %s\n"),
                                 *shown, named, goes)
                           : NULL;
    return true;
}

/* As it is and as it becomes. */
static void show_part(
    const struct mend_job *job, const struct part parts[2], const char **shown)
{
    const struct part *part = &parts[0];
    size_t lines, new_lines;
    char *is = render(job, part), *becomes = render(job, &parts[1]);
    char *seen = is ? check_show_all(job->arena, is, strlen(is), true) : NULL;
    trim_end(seen);
    trim_end(becomes);
    const char *now = cut_lines(job, shorten(job, seen, &lines));
    const char *then = cut_lines(job, shorten(job, becomes, &new_lines));
    const char *named = name_lines(job, part->from, lines);
    if (then && !then[strspn(then, " \t\r\n")]) {
        then = translated("(nothing)");
    }
    size_t from = part->from, to = part->to;
    const char *before =
        from > 0 && job->text[from - 1] != '\n' && job->text[from - 1] != ' ' ? "…" : "";
    bool is_ended = to >= job->size || strchr("\r\n", job->text[to]) ||
                    (to > from && job->text[to - 1] == '\n');
    const char *behind = is_ended ? "" : "…";
    *shown = now && then && named
                 ? arena_printf(job->arena, translated("%s%s: %s%s%s\nbecomes: %s%s%s\n"),
                       *shown, named, before, now, behind, before, then, behind)
                 : NULL;
}

/* The edits from `first` on that one line, or what goes of it, holds. Returns how many. */
static size_t show_line(const struct mend_job *job, const struct mend *mend, size_t first,
    const struct told *told, const char **shown)
{
    const char *text = job->text;
    const struct mend_edit *edits = mend->edits;
    size_t count = 1;
    size_t end = edits[first].at + edits[first].size;
    while (first + count < mend->count &&
           !memchr(text + end, '\n', edits[first + count].at - end)) {
        end = edits[first + count].at + edits[first + count].size;
        count++;
    }
    struct part parts[2] = { { .capacity = BESIDE_MAX }, { .capacity = BESIDE_MAX + count } };
    parts[0].edits = arena_array(job->arena, BESIDE_MAX, sizeof *edits);
    parts[1].edits = arena_array(job->arena, BESIDE_MAX + count, sizeof *edits);
    if (!parts[0].edits || !parts[1].edits) {
        *shown = NULL;
        return count;
    }
    size_t from = back(text, edits[first].at, LEFT_MAX);
    from += strspn(text + from, " \t");
    parts[0].from = from < edits[first].at ? from : edits[first].at;
    parts[0].to = check_forth(text, job->size, end, RIGHT_MAX);
    add_told(&parts[0], told, edits + first, count);
    parts[1].from = parts[0].from;
    parts[1].to = parts[0].to;
    for (size_t i = 0; i < parts[0].count; i++) {
        add_to_part(&parts[1], &parts[0].edits[i]);
    }
    for (size_t i = first; i < first + count; i++) {
        add_to_part(&parts[1], &edits[i]);
    }
    show_part(job, parts, shown);
    return count;
}

static void show_edits(
    const struct mend_job *job, const struct told *told, struct checked_finding *found)
{
    const struct mend *mend = found->mend;
    const char *shown = arena_strdup(job->arena, "");
    size_t i = 0;
    for (int lines = 0; i < mend->count && shown && lines < EDITS_SHOWN_MAX; lines++) {
        i += show_removal(job, &mend->edits[i], &shown) ? 1
                                                        : show_line(job, mend, i, told, &shown);
    }
    if (i < mend->count && shown) {
        shown = arena_printf(
            job->arena, translated("%sand in the same way in what follows\n"), shown);
    }
    found->shown = shown;
}

void check_show(const struct mend_job *job, struct checked_finding *list, size_t count)
{
    struct told *told = arena_array(job->arena, 1, sizeof *told);
    for (size_t i = 0; i < count && told; i++) {
        const struct mend *mend = list[i].mend;
        if (!mend) {
            continue;
        }
        show_edits(job, told, &list[i]);
        for (size_t k = 0; k < mend->count && told->count < TOLD_MAX; k++) {
            told->edits[told->count++] = mend->edits[k];
        }
    }
}
