/* The directory that `fetch` and `play` share (docs/operations.md): immutable objects named by
 * their SHA-256, and one head. `fetch` holds the lock and writes; `play`, `status` and `render`
 * only read, at any time, without a lock. One thread per struct store. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OBJECT_ID_LENGTH = 64, OBJECT_ID_SHOWN = 12 /* of it, to people */ };

struct object_id {
    char hex[OBJECT_ID_LENGTH + 1]; /* lower case; "" for none */
};

void object_id_of(const void *data, size_t size, struct object_id *id);

enum { HEAD_FLOORS_MAX = 128 };

/* Below which no feed of a source may fall while that key is configured. */
struct serial_floor {
    char source[64]; /* "NAME/KEY": the source, and the id of the key that signed */
    int64_t serial;
};

/* What `head` holds. Strings are empty and times 0 where nothing is known yet. */
struct head {
    struct object_id current, previous; /* manifests */
    struct object_id waiting;           /* a manifest of what the breaker holds back; or "" */
    int64_t since_ms;                   /* wall time of the switch to current */
    int64_t time_floor_ms;              /* the newest `issued` accepted */
    struct serial_floor floors[HEAD_FLOORS_MAX];
    size_t floor_count;
};

struct store;
struct file_seam;
struct guard;

enum store_mode {
    STORE_READ,  /* the directory may be missing or read-only: then there is no edition */
    STORE_WRITE, /* makes the directory, takes the lock; fails when another process has it */
};

/* path is what --store or [store] path gave, or NULL: $XDG_STATE_HOME/lobbycard,
 * ~/.local/state/lobbycard, for root /var/lib/lobbycard. max_bytes is the cap on all objects
 * together. With NULL errno says why as well: what the disk answered, EWOULDBLOCK where another
 * process has the lock, 0 where asking again will not help. */
struct store *store_open(
    const char *path, enum store_mode mode, int64_t max_bytes, struct error *error);

/* The same with writes going through `seam` (base/system/file_seam.h), which outlives the
 * store. */
struct store *store_open_through(const struct file_seam *seam, const char *path,
    enum store_mode mode, int64_t max_bytes, struct error *error);
void store_close(struct store *store);

/* What feeds loaded from the store must pass (content/guard/guard.h), from now on; NULL for
 * nothing. The store owns it. */
void store_set_guard(struct store *store, struct guard *guard);

/* The same, and gives back the one before: the caller's then, to put it back or destroy it. */
struct guard *store_swap_guard(struct store *store, struct guard *guard);

/* Whether the folder that was opened is still the one at that path: false once it was deleted,
 * moved or mounted over. STORE_WRITE only. */
bool store_is_there(const struct store *store);

/* Where the store is when neither --store nor [store] path say so (at most size bytes with the
 * NUL). */
bool store_default_path(char *out, size_t size, struct error *error);

/* Where it is when things are tried out with that config: a folder for each config, by its name
 * and path, and for root too never where a screen has its own. */
bool store_tried_path(const char *config_path, char *out, size_t size, struct error *error);
const char *store_path(const struct store *store);

/* Reserves its space, writes to a temporary name, fsyncs, hashes what is on disk again,
 * renames, fsyncs the directory. An object that is already there and sound is left alone; a
 * rotten one is replaced. When the cap would be passed or the disk is full the store is swept
 * first; what was put since the last commit survives that. STORE_WRITE only. */
bool store_put(struct store *store, const void *data, size_t size, struct object_id *id,
    struct error *error);

/* Appends the object's bytes to out. They are hashed again: a rotten object is an error. */
bool store_get(
    struct store *store, const struct object_id *id, struct bytes *out, struct error *error);

/* Where the object's bytes lie, or would lie. False when that is too long for a path. */
bool store_object_path(const struct store *store, const struct object_id *id,
    char out[PATH_MAX], struct error *error);

enum object_state {
    OBJECT_SOUND,
    OBJECT_MISSING,
    OBJECT_ROTTEN,     /* read whole, and its bytes have another hash */
    OBJECT_UNREADABLE, /* may be sound: the disk did not say */
};

/* Hashes it where it lies. */
enum object_state store_object_state(struct store *store, const struct object_id *id);

/* The same, but one that was found sound here before, and whose file nobody touched since, is
 * not read again. */
enum object_state store_object_glance(struct store *store, const struct object_id *id);

/* store_object_state for a file that is to hold an object's bytes, from any thread. */
bool object_is_sound(const char *path, const char *hex);

/* The head is there twice, as `head` and `head.copy`, because all that may not come back (the
 * floors) is in it and nowhere else. What is in objects/ does not restore it: a server may have
 * any bytes put there. */
enum head_state {
    HEAD_SOUND,
    HEAD_HURT,       /* read from the one copy that is good: to be written again */
    HEAD_NONE,       /* a new store: an empty head */
    HEAD_ROTTEN,     /* neither copy is good: an empty head, and what it knew is lost */
    HEAD_UNREADABLE, /* the disk does not say: an empty head, and nothing may be replaced */
};

/* The error says what is wrong with all but HEAD_SOUND and HEAD_NONE. */
enum head_state store_head_state(struct store *store, struct head *head, struct error *error);

/* True when the head is known: HEAD_SOUND, HEAD_HURT or HEAD_NONE. */
bool store_read_head(struct store *store, struct head *head, struct error *error);

/* Replaces the head whole: the commit. Both copies are on the disk before either is put in
 * place. *replaced: the leading one is, so this is the head that all others read; on failure it
 * may be HEAD_HURT then. STORE_WRITE only. */
bool store_write_head(
    struct store *store, const struct head *head, bool *replaced, struct error *error);

/* Leaves word in the store that what the breaker holds back of that source, the object `body`,
 * may pass: `fetch` sees it. In any mode, beside the process that has the lock. */
bool store_approve(
    struct store *store, const char *source, const struct object_id *body, struct error *error);

/* What that word says; false when there is none. Forgotten once it was obeyed, or says nothing
 * any more; false when the disk keeps it. STORE_WRITE only. */
bool store_approval(struct store *store, const char *source, struct object_id *body);
bool store_forget_approval(struct store *store, const char *source);

/* Deletes what no manifest of `head` names, and left-over temporary files. A manifest that is
 * missing or rotten names nothing. STORE_WRITE only. */
bool store_sweep(struct store *store, const struct head *head, struct error *error);

/* Replaces the small file `name` beside `head` (fetch-status.json); see file_seam_note.
 * STORE_WRITE only. */
bool store_write_note(
    struct store *store, const char *name, const void *data, size_t size, struct error *error);

/* A descriptor that becomes readable (inotify) when the directory was deleted, moved or made,
 * or when a file in it was replaced; or -1 with errno where not even the one around it exists,
 * or the kernel has none to give. The store owns it and may change it: ask before each poll().
 * store_drain empties it and says whether `head` or the directory is another one. */
int store_watch(struct store *store);
bool store_drain(struct store *store);

/* The same without a watch, which sees neither what is mounted over a directory nor what
 * another machine writes: whether `head` or the directory is another one than when it was
 * looked at last, or drained. Where the directory is, the watch begins anew. */
bool store_look(struct store *store);
