/* What of a feed is fine: the checks, which change nothing in it. Of content/guard alone; a
 * `looking` is one thread's, as are the guard's folder and words. */
#pragma once

#include "content/feed/feed.h"
#include "content/feed/feed_members.h"
#include "content/guard/guard_links.h"
#include "content/guard/guard_numbers.h"
#include "content/guard/words/words.h"
#include "content/phone/phone_plan.h"

struct guard {
    struct arena arena;
    struct text_folder *folder;
    struct words *words;
    struct link_rules links;
    const char **identity; /* what people see of them (guard_identity.h) */
    size_t identity_count;
    struct number_rules numbers;
    enum phone_plan phones;
};

/* A feed while it is looked at. `why` is of the thing being looked at. */
struct looking {
    const struct guard *guard;
    struct feed *feed;
    const char *url; /* of the feed */
    struct arena scratch;
    enum finding_code code;
    struct error why;
    char fine_host[128]; /* that was judged last: most addresses of a feed have one host */
    bool is_joined;      /* texts are judged later, as one */
    bool no_memory;
};

/* Each returns whether all is well, or says why not; also where memory is out, which `looking`
 * knows then. */
bool looking_reads_fine(struct looking *looking, const char *text, bool is_address);

/* One member's value: a feed_visitor's, of a struct looking. */
bool looking_is_fine(void *context, const struct feed_member *member, const char *value);

/* NULL, or the member in which the fault begins of texts that are read one after another. */
struct guard_texts;
const struct feed_member *looking_fault_of_texts(
    struct looking *looking, const struct guard_texts *texts);

/* The first member that is not fine, or NULL; not among those that are held one by one. */
const struct feed_member *looking_fault_of(
    struct looking *looking, const struct feed_object *of, const void *object);

/* The member in which a fault begins that only shows when its texts are read one after another,
 * by rows or by columns; or NULL. */
const struct feed_member *looking_fault_of_all(
    struct looking *looking, const struct feed_object *of, const void *object);
