/* What a feed holds, member by member. The reader reads by these tables, and the guard, the
 * breaker and who fetches pictures walk them: what is read is judged. */
#pragma once

#include "content/feed/feed.h"

enum feed_type {
    FEED_OWN,      /* no text that people see; the reader has a function for it */
    FEED_SWITCH,   /* bool */
    FEED_INTEGER,  /* int from `min` to `max` */
    FEED_MOMENT,   /* struct moment, in one of `forms` */
    FEED_SPAN,     /* int64_t, ms: "30d" */
    FEED_WORD,     /* one of `words` */
    FEED_FORM,     /* a line that `form` brings into its one form */
    FEED_LANGUAGE, /* a language tag */
    FEED_SHOW,     /* struct show */
    FEED_LINE,     /* a text of one line */
    FEED_TEXT,     /* one of several */
    FEED_PHONE,    /* a line that people are told to call */
    FEED_ADDRESS,  /* where people are led */
    FEED_PICTURE,  /* where a picture is fetched */
    FEED_LINES,    /* a list of lines, at most `max` */
    FEED_LIST,     /* of objects */
    FEED_OBJECT,   /* its members lie in the same struct */
};

enum feed_flags {
    JUDGED = 1,   /* by the guard */
    COMPARED = 2, /* by the breaker with the last good feed */
    WHOLE = 4,    /* a fault of it is the whole feed's */
    ALONE = 8,    /* a list within an element: its own elements are held one by one */
    ENOUGH = 16,  /* an item that has one of these has something to show */
    NARROWS = 32, /* of `show`: without it more is shown than was meant */
};

/* How much of a list is read, and how many characters of a text. */
enum feed_limits {
    FEED_LINE_CHARACTERS = 500,
    FEED_TEXT_CHARACTERS = 20000,
    FEED_FOOTER_MAX = 20,
    FEED_HOTLINES_MAX = 100,
    FEED_LINKS_MAX = 100,
    FEED_ITEMS_MAX = 2000,
    FEED_PHONES_MAX = 50,
    FEED_BLOCKS_MAX = 500,
    FEED_ROWS_MAX = 200,
    FEED_COLUMNS_MAX = 8,
    FEED_SCREENS_MAX = 50,
    FEED_WINDOWS_MAX = 8,
};

/* The kinds of item that have a member. */
#define ITEM_KIND_BIT(kind, name) kind = 1u << ITEM_##kind,
enum item_kinds {
    ALWAYS = ~0u, /* of whatever is no item, too */
    ITEM_KINDS(ITEM_KIND_BIT)
};

struct feed_object;

struct feed_member {
    const char *name; /* in the document */
    enum feed_type type;
    unsigned flags;
    unsigned kinds;  /* 0: all */
    unsigned needed; /* by these kinds: held back without it, or with an empty one */
    size_t offset, count_offset; /* the second of a list's length */
    const struct feed_object *of;
    int min, max;
    int fallback;             /* an integer, or the index of a word */
    const char *const *words; /* ends with NULL */
    unsigned forms;           /* of a moment */
    bool is_loose;            /* a moment in other forms is read, with a warning; what cannot be
                                 read costs itself alone */
    const char *(*form)(struct arena *arena, const char *text); /* NULL: not `what` */
    const char *what;                                           /* finishes "not ..." */
};

struct feed_object {
    size_t size;
    const struct feed_member *members;
    size_t count;
    bool has_index, has_id; /* those that stand in the document's own lists */
    size_t index_offset, id_offset;
};

/* The document: the others lie in it. A block, rows and a number are as they are kept. */
extern const struct feed_object feed_document;
extern const struct feed_object feed_site, feed_hotline, feed_phone, feed_link, feed_item,
    feed_block, feed_row, feed_table_column, feed_table_row, feed_show, feed_window;

/* The member of that name, or NULL. Where kinds of item have each their own, that of `kind` (a
 * bit), or the first one for a kind that has none of them. */
const struct feed_member *feed_member_of(
    const struct feed_object *of, const char *name, unsigned kind);

/* What is there where nothing is said. */
void feed_blank(const struct feed_object *of, void *object);

/* True where the member holds nothing. One of FEED_OWN cannot be looked at, and never does. */
bool feed_is_blank(const struct feed_member *member, const void *object);

/* Called with each text and address; false ends the walk. */
struct feed_visitor {
    bool (*visit)(void *context, const struct feed_member *member, const char *value);
    void *context;
};

/* Walks what one member holds, or all of an object's, in the order of the tables. False when
 * the visitor ended it. */
bool feed_visit_member(
    const struct feed_member *member, const void *object, const struct feed_visitor *visitor);
bool feed_visit(
    const struct feed_object *of, const void *object, const struct feed_visitor *visitor);

/* The elements of a list, and others in their place. */
const void *feed_elements(const struct feed_member *list, const void *object, size_t *count);
void feed_set_elements(
    const struct feed_member *list, void *object, const void *elements, size_t count);
