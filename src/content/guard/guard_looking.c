#include "content/guard/guard_looking.h"

#include "address/address.h"
#include "content/guard/guard_texts.h"

#include <string.h>

static bool texts_are_fine(struct looking *looking, struct words_texts *texts)
{
    struct words *words = looking->guard->words;
    looking->code = FINDING_DENIED;
    texts->at = 0;
    bool fine = !words_judge_anything(words) ||
                words_allow(words, &looking->scratch, texts, &looking->why);
    looking->no_memory = looking->no_memory || looking->scratch.has_failed;
    return fine;
}

bool looking_reads_fine(struct looking *looking, const char *text, bool is_address)
{
    struct words_texts texts = { .list = &text, .count = 1, .are_addresses = is_address };
    return !*text || texts_are_fine(looking, &texts);
}

const struct feed_member *looking_fault_of_texts(
    struct looking *looking, const struct guard_texts *texts)
{
    struct words_texts judged = {
        .list = texts->list, .count = texts->count, .are_cells = texts->are_cells
    };
    return texts->count == 0 || texts_are_fine(looking, &judged) ? NULL
                                                                 : texts->members[judged.at];
}

static bool host_reads_fine(struct looking *looking, const char *host)
{
    if (!*host || strcmp(host, looking->fine_host) == 0) {
        return true;
    }
    bool fine = looking_reads_fine(looking, host, true);
    if (fine && !looking->no_memory && strlen(host) < sizeof looking->fine_host) {
        strcpy(looking->fine_host, host);
    }
    return fine;
}

static bool address_reads_fine(struct looking *looking, const char *url)
{
    const char *texts[LINK_TEXTS];
    if (!*url) {
        return true; /* as most blocks' pictures are */
    }
    bool done = link_texts(&looking->scratch, url, looking->url, texts);
    looking->no_memory = looking->no_memory || !done;
    return done && host_reads_fine(looking, texts[LINK_HOST]) &&
           looking_reads_fine(looking, texts[LINK_LETTERS], true);
}

static bool address_is_allowed(struct looking *looking, const char *url)
{
    looking->code = FINDING_LINK;
    return link_rules_allow(
        &looking->guard->links, &looking->scratch, url, looking->url, &looking->why);
}

static bool address_is_fine(struct looking *looking, const char *url)
{
    return address_is_allowed(looking, url) && address_reads_fine(looking, url);
}

/* A picture is fetched, not followed by people: what may be asked for the feed may be asked for
 * it. */
static bool picture_is_fine(struct looking *looking, const char *url)
{
    bool is_own = address_same_origin(&looking->scratch, url, looking->url);
    looking->no_memory = looking->no_memory || looking->scratch.has_failed;
    return (is_own || address_is_allowed(looking, url)) && address_reads_fine(looking, url);
}

static bool number_is_fine(struct looking *looking, const char *number)
{
    looking->code = FINDING_HOTLINE;
    bool fine =
        number_rules_allow(&looking->guard->numbers, &looking->scratch, number, &looking->why);
    looking->no_memory = looking->no_memory || looking->scratch.has_failed;
    return fine && looking_reads_fine(looking, number, false);
}

bool looking_is_fine(void *context, const struct feed_member *member, const char *value)
{
    struct looking *looking = context;
    if (!(member->flags & JUDGED)) {
        return true;
    }
    switch (member->type) {
    case FEED_ADDRESS:
        return address_is_fine(looking, value);
    case FEED_PICTURE:
        return picture_is_fine(looking, value);
    case FEED_PHONE:
        return number_is_fine(looking, value);
    default:
        return looking->is_joined || looking_reads_fine(looking, value, false);
    }
}

const struct feed_member *looking_fault_of(
    struct looking *looking, const struct feed_object *of, const void *object)
{
    const struct feed_visitor visitor = { looking_is_fine, looking };
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *member = &of->members[i];
        if (!(member->flags & ALONE) && !feed_visit_member(member, object, &visitor)) {
            return member;
        }
    }
    return NULL;
}

const struct feed_member *looking_fault_of_all(
    struct looking *looking, const struct feed_object *of, const void *object)
{
    struct guard_texts rows = { .arena = &looking->scratch };
    struct guard_texts columns = { .arena = &looking->scratch };
    guard_texts_collect(&rows, of, object);
    guard_texts_collect_columns(&columns, of, object);
    const struct feed_member *fault = looking_fault_of_texts(looking, &rows);
    return fault ? fault : looking_fault_of_texts(looking, &columns);
}
