/* What was done, by whom, when: a table that only grows (triggers refuse UPDATE and DELETE),
 * each row with a hash over itself and the row before, so that what was changed behind the
 * desk's back is seen (audit_verify). */
#pragma once

#include "command/desk/core/database.h"

struct audit_entry {
    int64_t id, at_ms;          /* set by audit_write */
    const char *who;            /* a name, or "(console)" */
    const char *address;        /* from where; "" for the console */
    const char *act;            /* a word for programs: "login", "draft", "publish" ... */
    const char *what;           /* which part, person or state it is about; "" for none */
    const char *before, *after; /* JSON or text; NULL where there is nothing to say */
    bool is_loud;               /* to be shown in red: an alert by one person alone */
};

extern const struct database_unit audit_tables;

/* In the caller's transaction, so that nothing happens without its line. */
bool audit_write(
    struct database *database, const struct audit_entry *entry, struct error *error);

/* The newest first, those below the id `before` (0: all), at most so many. */
struct audit_page {
    int64_t before, limit;
};
/* The entry's texts live for the call. */
typedef void audit_each_fn(void *context, const struct audit_entry *entry);
bool audit_each(struct database *database, const struct audit_page *page, audit_each_fn *each,
    void *context, struct error *error);

/* False with an error that names the first row that is not as it was written, or a fault. */
bool audit_verify(struct database *database, struct error *error);
