/* `approve-NAME`: a line of 64 hex digits, put beside the head by a process that does not have
 * the lock. It says one thing about one object: the last word counts, and one about another
 * object does nothing. */
#include "base/system/file.h"
#include "store/store_private.h"

#include <string.h>

enum { APPROVAL_BYTES = OBJECT_ID_LENGTH + 1 };

bool store_approve(
    struct store *store, const char *source, const struct object_id *body, struct error *error)
{
    char path[PATH_MAX], line[APPROVAL_BYTES];
    memcpy(line, body->hex, OBJECT_ID_LENGTH);
    line[OBJECT_ID_LENGTH] = '\n';
    return store_join(store, path, error, "approve-%s", source) &&
           file_replace(path, line, sizeof line, error);
}

bool store_approval(struct store *store, const char *source, struct object_id *body)
{
    char path[PATH_MAX];
    struct bytes line;
    bool found = false;
    bytes_init(&line);
    *body = (struct object_id) { 0 };
    if (store_join(store, path, NULL, "approve-%s", source) &&
        file_read(path, APPROVAL_BYTES, &line, NULL)) {
        found = line.size == APPROVAL_BYTES && object_id_is_valid(line.data, OBJECT_ID_LENGTH);
    }
    if (found) {
        memcpy(body->hex, line.data, OBJECT_ID_LENGTH);
    }
    bytes_finish(&line);
    return found;
}

bool store_forget_approval(struct store *store, const char *source)
{
    char path[PATH_MAX];
    return store_join(store, path, NULL, "approve-%s", source) &&
           store->seam->unlink(store->seam->context, path) == 0;
}
