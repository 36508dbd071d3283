/* `head` is a few lines of text, the last of which is the SHA-256 of those before it:
 *
 *     lobbycard-head 1
 *     current <64 hex digits or ->
 *     previous <64 hex digits or ->
 *     since <ms since 1970>
 *     time-floor <ms since 1970>
 *     waiting <64 hex digits>            (only while something waits)
 *     floor <serial> <source>/<key>
 *     sum <64 hex digits>
 *
 * Torn, mixed or foreign text never passes for a head. */
#include "store/store_private.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { HEAD_MAX_BYTES = 16 * 1024 };

static const char first_line[] = "lobbycard-head 1";
static const char *const head_names[] = { "head", "head.copy" }; /* the first one leads */

/* The next line of *text without its end, which becomes a NUL; NULL when there is none. */
static char *take_line(char **text)
{
    char *line = *text, *end = strchr(line, '\n');
    if (!end) {
        return NULL;
    }
    *end = '\0';
    *text = end + 1;
    return line;
}

/* What follows "<key> " in the next line, or NULL when that is another line. */
static char *take_value(char **text, const char *key)
{
    char *line = take_line(text);
    size_t length = strlen(key);
    if (!line || strncmp(line, key, length) != 0 || line[length] != ' ') {
        return NULL;
    }
    return line + length + 1;
}

static bool read_id(const char *value, struct object_id *id)
{
    *id = (struct object_id) { 0 };
    if (!value || strcmp(value, "-") == 0) {
        return value;
    }
    if (!object_id_is_valid(value, strlen(value))) {
        return false;
    }
    memcpy(id->hex, value, OBJECT_ID_LENGTH);
    return true;
}

static bool read_number(const char *value, char end, const char **rest, int64_t *number)
{
    char *stop;
    if (!value || !((*value >= '0' && *value <= '9') || *value == '-')) {
        return false;
    }
    errno = 0;
    *number = strtoll(value, &stop, 10);
    *rest = stop + 1;
    return errno == 0 && stop != value && *stop == end;
}

/* The line is there only while something waits. */
static bool read_waiting(char **text, struct object_id *id)
{
    return strncmp(*text, "waiting ", 8) != 0 || read_id(take_value(text, "waiting"), id);
}

static bool read_floors(char *text, struct head *head)
{
    while (*text) {
        const char *name;
        if (head->floor_count == sizeof head->floors / sizeof *head->floors) {
            return false;
        }
        struct serial_floor *floor = &head->floors[head->floor_count];
        if (!read_number(take_value(&text, "floor"), ' ', &name, &floor->serial)) {
            return false;
        }
        size_t length = strlen(name);
        if (length == 0 || length >= sizeof floor->source) {
            return false;
        }
        memcpy(floor->source, name, length + 1);
        head->floor_count++;
    }
    return true;
}

static bool parse_head(char *text, size_t size, struct head *head)
{
    static const size_t sum_line = sizeof "sum \n" - 1 + OBJECT_ID_LENGTH;
    struct object_id sum;
    const char *rest;
    if (size <= sum_line || strlen(text) != size) {
        return false;
    }
    char *last = text + size - sum_line;
    object_id_of(text, size - sum_line, &sum);
    if (memcmp(last, "sum ", 4) != 0 || memcmp(last + 4, sum.hex, OBJECT_ID_LENGTH) != 0 ||
        text[size - 1] != '\n') {
        return false;
    }
    *last = '\0';
    const char *first = take_line(&text);
    return first && strcmp(first, first_line) == 0 &&
           read_id(take_value(&text, "current"), &head->current) &&
           read_id(take_value(&text, "previous"), &head->previous) &&
           read_number(take_value(&text, "since"), '\0', &rest, &head->since_ms) &&
           read_number(take_value(&text, "time-floor"), '\0', &rest, &head->time_floor_ms) &&
           read_waiting(&text, &head->waiting) && read_floors(text, head);
}

static enum head_state read_copy(
    struct store *store, const char *name, struct head *head, struct error *error)
{
    enum head_state state = HEAD_UNREADABLE;
    char path[PATH_MAX];
    struct bytes text;
    bytes_init(&text);
    *head = (struct head) { 0 };
    if (!store_join(store, path, error, "%s", name)) {
        goto out;
    }
    if (file_seam_read(store->seam, path, HEAD_MAX_BYTES, &text, error)) {
        state = parse_head(text.data, text.size, head) ? HEAD_SOUND : HEAD_ROTTEN;
    } else if (errno == ENOENT) {
        state = HEAD_NONE;
    } else if (errno == EFBIG) {
        state = HEAD_ROTTEN;
    }
    if (state == HEAD_ROTTEN) {
        *head = (struct head) { 0 };
        error_set(error, "%s: damaged: its check sum or a line of it is wrong", path);
    }
out:
    bytes_finish(&text);
    return state;
}

enum head_state store_head_state(struct store *store, struct head *head, struct error *error)
{
    struct head copy;
    struct error copy_error;
    enum head_state first = read_copy(store, head_names[0], head, error);
    enum head_state second = read_copy(store, head_names[1], &copy, &copy_error);
    if (first != HEAD_SOUND && second != HEAD_SOUND) {
        if (second > first) {
            error_set(error, "%s", copy_error.text);
        }
        return second > first ? second : first;
    }
    if (first != HEAD_SOUND) {
        *head = copy;
        return HEAD_HURT;
    }
    if (second != HEAD_SOUND) {
        error_set(error, "%s", copy_error.text);
        return HEAD_HURT;
    }
    /* read_copy zeroes a head before it fills it. */
    if (memcmp(head, &copy, sizeof copy) != 0) {
        error_set(error, "%s is older than %s", head_names[1], head_names[0]);
        return HEAD_HURT;
    }
    return HEAD_SOUND;
}

bool store_read_head(struct store *store, struct head *head, struct error *error)
{
    struct error own;
    bool known = store_head_state(store, head, &own) <= HEAD_NONE;
    return known || error_set(error, "%s", own.text);
}

static bool print_head(struct bytes *text, const struct head *head)
{
    bool done = bytes_print(text,
        "%s\ncurrent %s\nprevious %s\nsince %" PRId64 "\ntime-floor %" PRId64 "\n", first_line,
        *head->current.hex ? head->current.hex : "-",
        *head->previous.hex ? head->previous.hex : "-", head->since_ms, head->time_floor_ms);
    if (done && *head->waiting.hex) {
        done = bytes_print(text, "waiting %s\n", head->waiting.hex);
    }
    for (size_t i = 0; done && i < head->floor_count; i++) {
        done = bytes_print(
            text, "floor %" PRId64 " %s\n", head->floors[i].serial, head->floors[i].source);
    }
    if (done) {
        struct object_id sum;
        object_id_of(text->data, text->size, &sum);
        done = bytes_print(text, "sum %s\n", sum.hex);
    }
    return done;
}

bool store_write_head(
    struct store *store, const struct head *head, bool *replaced, struct error *error)
{
    enum { COPIES = sizeof head_names / sizeof *head_names };
    bool done = false;
    char paths[COPIES][PATH_MAX], temporary[COPIES][PATH_MAX];
    struct bytes text;
    bytes_init(&text);
    *replaced = false;
    if (store->mode != STORE_WRITE) {
        error_set(error, "%s: opened for reading only", store->path);
        goto out;
    }
    if (!print_head(&text, head)) {
        error_set(error, "out of memory");
        goto out;
    }
    done = true;
    for (int i = 0; done && i < COPIES; i++) {
        done = store_join(store, paths[i], error, "%s", head_names[i]) &&
               store_join(store, temporary[i], error, "%s.tmp", head_names[i]) &&
               file_seam_write_synced(store->seam, temporary[i], text.data, text.size, error);
    }
    for (int i = 0; done && i < COPIES; i++) {
        done = file_seam_move(
            store->seam, temporary[i], paths[i], i == COPIES - 1 ? store->path : NULL, error);
        *replaced = done || i > 0;
    }
out:
    bytes_finish(&text);
    return done;
}
