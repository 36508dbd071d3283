#include "content/guard/breaker_site.h"

#include "content/feed/feed_members.h"
#include "content/phone/phone_read.h"

#include <string.h>

/* A member of `site`, a line of its footer, or a link as a whole. */
struct piece {
    const char *pointer;
    const char *mark; /* what is compared */
    const char *said; /* for a person */
};

struct pieces {
    const struct text_folder *folder;
    struct arena *arena;
    enum phone_plan plan;
    const char *pointer;
    struct piece *list;
    size_t count, capacity;
    bool ends_at_each; /* each value is a piece of its own */
    struct piece piece;
};

/* The telephone numbers in it, as a hotline's are read: they stand in a footer as well. */
static const char *numbers_of(const struct pieces *pieces, const char *value)
{
    struct phone_reading reading;
    bool done = phone_read(pieces->arena, value, pieces->plan, &reading);
    const char *all = done ? "" : NULL;
    for (size_t i = 0; all && i < reading.entry_count; i++) {
        all = arena_printf(pieces->arena, "%s\t%s", all, reading.entries[i].number);
    }
    return all;
}

/* More digits than a counter of visits has, and no day: somebody's account, if no telephone. */
static bool is_number(const char *digits, size_t size)
{
    return size >= 10 && size <= 13 && strncmp(digits, "20", 2) != 0;
}

/* The folded text as a mark, in place. */
static void leave_out_counters(char *text)
{
    char *out = text;
    for (const char *in = text; *in;) {
        size_t digits = strspn(in, "0123456789");
        size_t size = digits ? digits : 1;
        if (!digits || is_number(in, digits)) {
            memmove(out, in, size);
            out += size;
        }
        in += size;
    }
    *out = '\0';
}

static const char *mark_of(
    const struct pieces *pieces, const struct feed_member *member, const char *value)
{
    if (member->type == FEED_ADDRESS || member->type == FEED_PICTURE) {
        return value;
    }
    const char *folded = text_folder_fold(pieces->folder, pieces->arena, value);
    char *mark = folded ? arena_strdup(pieces->arena, folded) : NULL;
    const char *numbers = mark ? numbers_of(pieces, value) : NULL;
    if (!numbers) {
        return NULL;
    }
    leave_out_counters(mark);
    return *numbers ? arena_printf(pieces->arena, "%s%s", mark, numbers) : mark;
}

static bool end_piece(struct pieces *pieces)
{
    struct piece *list = pieces->list;
    if (*pieces->piece.mark) {
        list = arena_grow(pieces->arena, list, pieces->count, &pieces->capacity, sizeof *list);
        if (!list) {
            return false;
        }
        pieces->list = list;
        list[pieces->count++] = pieces->piece;
    }
    pieces->piece = (struct piece) { pieces->pointer, "", "" };
    return true;
}

static bool add_value(void *context, const struct feed_member *member, const char *value)
{
    struct pieces *pieces = context;
    struct piece *piece = &pieces->piece;
    if (!(member->flags & COMPARED) || !*value) {
        return true;
    }
    const char *mark = mark_of(pieces, member, value);
    if (!mark) {
        return false;
    }
    if (*mark) {
        piece->mark = arena_printf(pieces->arena, "%s%s\n", piece->mark, mark);
        piece->said =
            arena_printf(pieces->arena, "%s%s%s", piece->said, *piece->said ? ", " : "", value);
    }
    return piece->mark && piece->said && (!pieces->ends_at_each || end_piece(pieces));
}

static bool begin(struct pieces *pieces, const char *outer, const char *name)
{
    pieces->pointer = arena_printf(pieces->arena, "%s/%s", outer, name);
    pieces->piece = (struct piece) { pieces->pointer, "", "" };
    return pieces->pointer;
}

static bool read_object(
    struct pieces *pieces, const struct feed_member *object, const struct feed *feed)
{
    const struct feed_visitor visitor = { add_value, pieces };
    const char *outer = arena_printf(pieces->arena, "/%s", object->name);
    bool done = outer;
    pieces->ends_at_each = true;
    for (size_t i = 0; done && i < object->of->count; i++) {
        const struct feed_member *member = &object->of->members[i];
        done = begin(pieces, outer, member->name) && feed_visit_member(member, feed, &visitor);
    }
    return done;
}

static bool read_list(
    struct pieces *pieces, const struct feed_member *list, const struct feed *feed)
{
    const struct feed_visitor visitor = { add_value, pieces };
    size_t count;
    const char *elements = feed_elements(list, feed, &count);
    bool done = begin(pieces, "", list->name);
    pieces->ends_at_each = false;
    for (size_t i = 0; done && i < count; i++) {
        done =
            feed_visit(list->of, elements + i * list->of->size, &visitor) && end_piece(pieces);
    }
    return done;
}

/* Items and hotlines have rules of their own (breaker.c). */
static bool read_pieces(struct pieces *pieces, const struct feed *feed)
{
    bool done = true;
    for (size_t i = 0; done && i < feed_document.count; i++) {
        const struct feed_member *member = &feed_document.members[i];
        if (member->type == FEED_OBJECT) {
            done = read_object(pieces, member, feed);
        } else if (member->type == FEED_LIST && member->of != &feed_item &&
                   member->of != &feed_hotline) {
            done = read_list(pieces, member, feed);
        }
    }
    return done;
}

static bool has(const struct pieces *pieces, const struct piece *piece)
{
    for (size_t i = 0; i < pieces->count; i++) {
        if (strcmp(pieces->list[i].pointer, piece->pointer) == 0 &&
            strcmp(pieces->list[i].mark, piece->mark) == 0) {
            return true;
        }
    }
    return false;
}

bool site_passes(const struct text_folder *folder, struct arena *scratch,
    const struct feed *good, const struct feed *fresh, struct error *why)
{
    struct pieces before = {
        .folder = folder, .arena = scratch, .plan = phone_plan_of_lang(good->lang)
    };
    struct pieces after = before;
    if (!read_pieces(&before, good) || !read_pieces(&after, fresh)) {
        return error_set(why, "out of memory");
    }
    for (size_t i = 0; i < after.count; i++) {
        const struct piece *piece = &after.list[i];
        if (!has(&before, piece)) {
            return error_set(why, "%s is new: \"%.120s\"", piece->pointer, piece->said);
        }
    }
    return true;
}
