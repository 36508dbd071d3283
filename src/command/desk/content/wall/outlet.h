/* Where what is published goes: the feed's file, its signature and its pictures, for any web
 * server; and a copy in memory for the desk's own /feed.json. One writer at a time; any thread
 * reads. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "content/json/json_tree.h"

#include <stdint.h>

struct outlet;

/* `path` is the feed's. `work` has the pictures below it as the feed names them. */
struct outlet *outlet_create(const char *path, const char *work);
void outlet_destroy(struct outlet *outlet);

struct outlet_state {
    int64_t serial;
    const struct bytes *feed;
    const char *signature; /* "" for none */
};

/* Everything but the last step: pictures are there, feed and signature lie beside their places,
 * on the disk for good. False with an error, and nothing is left behind. */
bool outlet_prepare(
    struct outlet *outlet, const struct outlet_state *state, struct error *error);

/* Takes back what was prepared. */
void outlet_forget(struct outlet *outlet);

/* Puts what was prepared in its place: the signature, then the feed, each whole. Who reads
 * between the two has the old feed with a signature that is not its, and a screen that asks for
 * one refuses it and asks again. */
bool outlet_put(struct outlet *outlet, const struct outlet_state *state, struct error *error);

/* What is on the disk is made what it should be, where a crash or a full disk was between. */
bool outlet_mend(struct outlet *outlet, const struct outlet_state *state, struct error *error);

/* What is out now. The bytes are copies, the caller's. False where memory is out; serial 0:
 * nothing is out yet. */
enum { OUTLET_TAG_BYTES = 64 };
struct outlet_copy {
    int64_t serial;
    char tag[OUTLET_TAG_BYTES]; /* an ETag */
    struct bytes feed, signature;
};
int64_t outlet_serial(struct outlet *outlet, char tag[OUTLET_TAG_BYTES]);
bool outlet_copy(struct outlet *outlet, struct outlet_copy *copy);

/* Whether an address of a feed is a file below its folder that the desk may put there:
 * relative, without .. or anything that a file's name should not have. */
bool outlet_is_file(const char *address);

/* Calls `each` for every such address that the feed names a picture by; false when one is. */
bool outlet_pictures(const struct json_tree *feed,
    bool (*each)(void *context, const char *address), void *context);
