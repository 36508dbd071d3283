/* Edits of values and members; for the files of mend_find alone. */
#pragma once

#include "content/feed/feed_members.h"
#include "mend/mend.h"

/* A finding, and where it is. */
struct mend_place {
    const struct mend_job *job;
    const struct finding *finding;
    const struct json_node *node; /* what the pointer leads to, or the last that there is */
    const char *text;             /* of a string; else "" */
    const char *missing; /* the name of a member that the pointer ends with and is not there */
};

/* JSON of a text, or of a value as it stands. In the arena; NULL when memory is out. */
const char *mend_quote(const struct mend_job *job, const char *text);
const char *mend_raw(const struct mend_job *job, const struct json_node *node);

/* In place of the value, of the member's name (as text), or of all that stands there. */
void mend_value(const struct mend_job *job, struct mend *mend, const struct json_node *node,
    const char *json);
void mend_text_value(const struct mend_job *job, struct mend *mend,
    const struct json_node *node, const char *text);
void mend_name(const struct mend_job *job, struct mend *mend, const struct json_node *node,
    const char *name);
/* The name, and of a kind in other words that, too. */
void mend_rename(const struct mend_place *place, struct mend *mend,
    const struct json_node *node, const char *name);
/* All of the object that are known by another name: those, for a message, or NULL for none. */
const char *mend_rename_all(const struct mend_place *place, struct mend *mend,
    const struct json_node *object, const struct feed_object *of);
void mend_remove(const struct mend_job *job, struct mend *mend, const struct json_node *node);

/* "name": json behind the last member of an object, or an element behind the last of a list. */
void mend_append(const struct mend_job *job, struct mend *mend, const struct json_node *to,
    const char *member);

/* What of the tables the node is; NULL where it is none, or an element. */
const struct feed_member *mend_member(const struct mend_job *job, const struct json_node *node);

/* The members of the object at node, or NULL. */
const struct feed_object *mend_object(const struct mend_job *job, const struct json_node *node);

/* The item that the node is in, or NULL; and the bit of its kind, 0 of none that is known. */
const struct json_node *mend_item_of(const struct mend_job *job, const struct json_node *node);
unsigned mend_kind_of(const struct mend_job *job, const struct json_node *item);

/* The kind of an item, whatever the member that says it is called. */
unsigned mend_kind_meant(const struct mend_place *place, const struct json_node *item);
bool mend_has(const struct feed_object *of, const char *name);

/* The name without what nobody sees, and with plain letters for full-width ones. */
const char *mend_visible(struct arena *arena, const char *name);

/* Of the member of that name, the value that a word means; NULL where none is known. */
const char *mend_known_value(const char *name, const char *text);

/* Of a date as people write it; NULL where the text is one already, or nobody knows which. */
const char *mend_meant_date(
    const struct mend_job *job, const struct feed_member *member, const char *text);

/* An item that is none, but a hotline or a link: into their list. */
bool mend_other_list(const struct mend_place *place, struct mend *mend);
/* A feed among the items: its items instead. False where it is none. */
bool mend_unwrap(const struct mend_place *place, struct mend *mend);
/* An item of its own behind the one that the place is in, of the same title, for the same
 * screens; nothing where that one stands in no list. */
void mend_item_beside(
    const struct mend_place *place, struct mend *mend, const char *kind, const char *member);
/* Behind the last of the document's list of that name, which is begun where there is none. */
bool mend_add_to_list(
    const struct mend_job *job, struct mend *mend, const char *list, const char *elements);
/* A mail address where a link stands: into the text. */
void mend_mail(const struct mend_place *place, struct mend *mend);
/* What an item has that stands at the top. */
bool mend_item_at_top(const struct mend_job *job, struct mend *mend);

/* The one that is meant by a word of another language, or nearly spelt; NULL where none is. */
const char *mend_known_name(const struct mend_place *place, const struct feed_object *of,
    unsigned kind, const char *name);
const char *mend_known_kind(const char *name);

/* By what is wrong. */
typedef void mend_of_code(const struct mend_place *place, struct mend *mend);
extern mend_of_code mend_not_feed, mend_type, mend_missing, mend_twice, mend_block, mend_rows,
    mend_unknown, mend_foreign, mend_kind, mend_value_code, mend_beside, mend_tag, mend_rule,
    mend_date, mend_hours, mend_address, mend_picture, mend_lost, mend_over, mend_alert,
    mend_empty, mend_swapped, mend_shape, mend_blank, mend_garbled, mend_markdown, mend_glyph;
