/* Members that are not in the table of what they stand in. */
#include "base/translated.h"
#include "content/feed/native/feed_reader.h"
#include "content/text/spelling.h"

#include <string.h>

static bool has(const struct feed_object *of, const char *name, unsigned kind)
{
    const struct feed_member *member = feed_member_of(of, name, kind);
    return member && (!member->kinds || (member->kinds & kind));
}

/* Of what has a `show`, or has things that have one, a member that was meant to stand in it. */
static const struct feed_member *member_of_show(
    const struct feed_object *of, const char *name, unsigned kind)
{
    bool is_document = of == &feed_document;
    if (is_document && strcmp(name, "show") == 0) {
        return feed_member_of(&feed_item, name, kind);
    }
    return (is_document || feed_member_of(of, "show", kind)) && !has(of, name, kind)
               ? feed_member_of(&feed_show, name, kind)
               : NULL;
}

/* Beside `show` it rules nothing: what it should have kept from some screens, or ended, would
 * hang everywhere for ever. All those from the first one on are told at once. */
static void tell_beside_show(
    struct feed_reader *reader, const cJSON *first, const struct feed_object *of, unsigned kind)
{
    static const char format[] = N_("%s: outside \"show\" nothing heeds this");
    const char *names = "";
    bool narrows = false;
    for (const cJSON *value = first; value && names; value = value->next) {
        const struct feed_member *member = member_of_show(of, value->string, kind);
        if (member) {
            narrows = narrows || (member->flags & NARROWS);
            names =
                arena_printf(reader->arena, "%s%s%s", names, *names ? ", " : "", value->string);
        }
    }
    reader->no_memory = reader->no_memory || !names;
    if (names && of == &feed_document) {
        reader_fault(reader, FINDING_BESIDE,
            "%s: at the top nothing heeds this, only within an item", names);
    } else if (names && narrows) {
        reader_fault(reader, FINDING_BESIDE, format, names);
    } else if (names) {
        reader_warn(reader, FINDING_BESIDE, format, names);
    }
}

/* What of the object the name is nearly spelt as, and the object has not. */
static const char *near_name(
    const cJSON *object, const char *name, const struct feed_object *of, unsigned kind)
{
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *known = &of->members[i];
        if ((!known->kinds || (known->kinds & kind)) && spelling_is_near(name, known->name) &&
            !cJSON_GetObjectItemCaseSensitive(object, known->name)) {
            return known->name;
        }
    }
    return NULL;
}

/* A member that nobody reads may be one of a later format, and is only noted; but one that is
 * spelt nearly as one which the object could have, and has not, was meant to be that. */
static void note_unknown(struct feed_reader *reader, const cJSON *object, const char *name,
    const struct feed_object *of, unsigned kind)
{
    bool is_looked_for = !findings_full(&reader->feed->findings);
    const char *known = is_looked_for ? near_name(object, name, of, kind) : NULL;
    const char *in_show = is_looked_for && !known && feed_member_of(of, "show", kind)
                              ? near_name(NULL, name, &feed_show, 0)
                              : NULL;
    if (known) {
        reader_warn(reader, FINDING_UNKNOWN, "unknown member: did you mean \"%s\"?", known);
    } else if (in_show) {
        reader_warn(reader, FINDING_UNKNOWN,
            "unknown member: did you mean \"%s\", inside \"show\"?", in_show);
    } else {
        reader_note(reader, FINDING_UNKNOWN, "unknown member");
    }
}

void reader_unknown(struct feed_reader *reader, const cJSON *object, const cJSON *value,
    const struct feed_object *of, unsigned kind)
{
    const cJSON *first = object->child;
    while (first != value && !member_of_show(of, first->string, kind)) {
        first = first->next;
    }
    if (!member_of_show(of, value->string, kind)) {
        note_unknown(reader, object, value->string, of, kind);
    } else if (first == value) {
        tell_beside_show(reader, first, of, kind);
    }
}
