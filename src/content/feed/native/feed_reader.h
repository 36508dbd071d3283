/* How the native feed's objects are read: by tables of members, with the place kept for what
 * is found. For feed*.c only. */
#pragma once

#include "content/feed/feed_members.h"
#include "content/phone/phone_plan.h"

#include <cjson/cJSON.h>

struct feed_reader {
    struct feed *feed;
    struct arena *arena;
    enum phone_plan plan; /* of its telephone numbers */
    bool tells;           /* see struct feed_how */
    bool no_memory;       /* the feed cannot be finished */

    char pointer[400]; /* of the value being read */
    char message[400]; /* noted last */
    size_t pointer_size;
    const char *item;           /* id given to the item being read, or NULL */
    size_t index, kept, length; /* of a list: the element being read, those kept before, all */
    const char *fault;          /* the first thing wrong with what is being read, or NULL */

    size_t *ids;        /* of items, by their hash: index + 1 among those kept, or 0 */
    size_t id_capacity; /* a power of two, and more than twice as many */
};

/* Reads a member that no type of the tables describes, or that says more of itself; of a list
 * in the document, an element. */
struct own_member {
    const char *name;
    void (*read)(struct feed_reader *reader, const cJSON *value, void *out);
    bool (*is_never_cut)(const cJSON *element); /* NULL: none */
};

/* An object of the document: its members, and those among them that have a function. One of
 * FEED_OWN that has none is read elsewhere. */
struct shape {
    const struct feed_object *of;
    const struct own_member *own;
    size_t own_count;
};
#define SHAPE(object, table)                                                                   \
    {                                                                                          \
        object, table, sizeof(table) / sizeof *(table)                                         \
    }

/* Reads each member of the object by its table, notes those that are not in it, and faults the
 * object where one is missing that it needs. A null is the same as nothing. kind is the bit of
 * the item's kind, or 0. */
void reader_members(struct feed_reader *reader, const cJSON *object, const struct shape *shape,
    unsigned kind, void *out);

/* Says of a member of the object that its table, or its kind, does not have what it was perhaps
 * meant to be (feed_unknown.c). */
void reader_unknown(struct feed_reader *reader, const cJSON *object, const cJSON *value,
    const struct feed_object *of, unsigned kind);

/* Reads a list of the document, each element on its own: one that has a fault is held back.
 * Behind the first `max` elements they are left out, and that is told, all but those that are
 * never cut, which count among the first. */
void reader_list(struct feed_reader *reader, const cJSON *array, const struct feed_member *list,
    const struct own_member *own, void *out);

/* Elements that are read one after the other, whose faults are those of what they are in:
 * `max` of them, or until `read` says that there is room for no more. */
struct elements {
    size_t max;
    bool (*read)(struct feed_reader *reader, const cJSON *value, void *out);
    size_t count; /* that were read */
};

/* True when some are left. */
bool reader_each(
    struct feed_reader *reader, const cJSON *array, struct elements *elements, void *out);

/* Something of what is being read is left out for want of room: a warning, and in `held` under
 * its pointer, so that `status` and the log say so too. */
void reader_cut(struct feed_reader *reader, enum finding_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Steps into an element and back; the pointer is restored to the size that enter gave. */
size_t reader_enter_index(struct feed_reader *reader, size_t index);
size_t reader_enter_name(struct feed_reader *reader, const char *name);
void reader_leave(struct feed_reader *reader, size_t pointer_size);

/* Something is wrong here: a finding, and what is being read will be held back. */
void reader_fault(struct feed_reader *reader, enum finding_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Something is shown less well than it could be. */
void reader_warn(struct feed_reader *reader, enum finding_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Something that somebody may not have meant. */
void reader_note(struct feed_reader *reader, enum finding_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A text of one line, or of several: cleaned, clipped at its limit, copied. Faults when the
 * value is no string; *out is then left alone. */
void reader_line(struct feed_reader *reader, const cJSON *value, const char **out);
void reader_text(struct feed_reader *reader, const cJSON *value, const char **out);

/* Warns of what a text's form says and the screen does not show: tables, pictures, and in a
 * line its breaks. */
void reader_tell_lost_form(struct feed_reader *reader, const cJSON *value, bool is_line);

/* What has a syntax is not prose: it is trimmed, and then it is what it is. NULL with a fault,
 * or where memory is out. */
const char *reader_trimmed(struct feed_reader *reader, const cJSON *value);

/* A line that must have a syntax. An empty one is left out. */
struct line_syntax {
    bool (*is_good)(const char *text);
    enum finding_code code; /* of a fault */
    const char *what;       /* marked with N_: finishes its "not ..." */
};
void reader_checked(struct feed_reader *reader, const cJSON *value,
    const struct line_syntax *syntax, const char **out);

/* The same of an address; warns of one that people would read as a host's. */
void reader_address(struct feed_reader *reader, const cJSON *value, const char **out);

/* The same of a picture's, which is a file's name with blanks as often as not. */
void reader_picture(struct feed_reader *reader, const cJSON *value, const char **out);

bool reader_integer(
    struct feed_reader *reader, const cJSON *value, int64_t min, int64_t max, int64_t *out);

/* "a string", "an array", ... */
const char *reader_type_name(const cJSON *value);

/* The text for a message: in quotes, cut with an ellipsis when it is long. In the arena. */
const char *reader_quote(struct feed_reader *reader, const char *text);

/* An element of each list of the document. */
void native_hotline(struct feed_reader *reader, const cJSON *value, void *hotline);
void native_link(struct feed_reader *reader, const cJSON *value, void *link);
void native_item(struct feed_reader *reader, const cJSON *value, void *item);
bool native_is_alert(const cJSON *item);

/* The numbers of a hotline, which out is (feed_phones.c). */
void native_phones(struct feed_reader *reader, const cJSON *value, void *out);

/* Of agendas (feed_event.c); out is the item. */
void native_rows(struct feed_reader *reader, const cJSON *value, void *out);

/* Of tables (feed_table.c); out is the item. */
void native_columns(struct feed_reader *reader, const cJSON *value, void *out);
void native_table_rows(struct feed_reader *reader, const cJSON *value, void *out);

/* Brings the rows under their columns, and faults a table that has none for them. */
void native_end_table(struct feed_reader *reader, struct item *item);

/* Faults an alert that does not surely end. */
void native_check_alert(struct feed_reader *reader, const struct item *item);
