#include "command/desk/content/wall/outlet.h"

#include "base/hash.h"
#include "base/system/file.h"
#include "base/system/file_seam.h"
#include "base/translated.h"
#include "content/feed/picture_ref.h"
#include "content/json/json_scan.h"

#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct outlet {
    /* set once */
    char path[PATH_MAX], folder[PATH_MAX], work[PATH_MAX];
    char signature[PATH_MAX], new_feed[PATH_MAX], new_signature[PATH_MAX];
    pthread_mutex_t lock;
    /* under the lock */
    int64_t serial;
    char tag[OUTLET_TAG_BYTES];
    struct bytes feed, signature_text;
};

static bool set_paths(struct outlet *outlet, const char *path, const char *work)
{
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    int longest =
        snprintf(outlet->new_signature, sizeof outlet->new_signature, "%s.minisig.new", path);
    snprintf(outlet->path, sizeof outlet->path, "%s", path);
    snprintf(outlet->folder, sizeof outlet->folder, "%s", dirname(copy));
    snprintf(outlet->work, sizeof outlet->work, "%s", work);
    snprintf(outlet->signature, sizeof outlet->signature, "%s.minisig", path);
    snprintf(outlet->new_feed, sizeof outlet->new_feed, "%s.new", path);
    return longest > 0 && longest < PATH_MAX;
}

struct outlet *outlet_create(const char *path, const char *work)
{
    struct outlet *outlet = calloc(1, sizeof *outlet);
    if (outlet &&
        (!set_paths(outlet, path, work) || pthread_mutex_init(&outlet->lock, NULL) != 0)) {
        free(outlet);
        outlet = NULL;
    }
    return outlet;
}

void outlet_destroy(struct outlet *outlet)
{
    if (outlet) {
        bytes_finish(&outlet->feed);
        bytes_finish(&outlet->signature_text);
        pthread_mutex_destroy(&outlet->lock);
        free(outlet);
    }
}

bool outlet_is_file(const char *address)
{
    if (!*address || *address == '/' || strlen(address) > 400 ||
        strpbrk(address, "\\?#%:") != NULL) {
        return false;
    }
    for (const char *at = address; *at; at++) {
        bool begins = at == address || at[-1] == '/';
        if ((unsigned char)*at < ' ' || *at == 0x7F || (begins && (*at == '.' || *at == '/'))) {
            return false; /* ., .., hidden files, an empty step */
        }
    }
    return address[strlen(address) - 1] != '/';
}

struct picturing {
    const struct json_tree *feed;
    bool (*each)(void *context, const char *address);
    void *context;
};

static bool walk(const struct picturing *picturing, const struct json_node *node)
{
    const struct json_tree *feed = picturing->feed;
    if (node->kind == JSON_STRING && node->name_end > node->name_at) {
        const char *name = json_tree_name(feed, node), *address = json_tree_string(feed, node);
        if (!name || !address) {
            return false;
        }
        if ((strcmp(name, "image") == 0 || strcmp(name, "logo") == 0) &&
            outlet_is_file(address)) {
            return picturing->each(picturing->context, address);
        }
    }
    for (const struct json_node *at = node->child; at; at = at->next) {
        if (!walk(picturing, at)) {
            return false;
        }
    }
    return true;
}

bool outlet_pictures(const struct json_tree *feed,
    bool (*each)(void *context, const char *address), void *context)
{
    struct picturing picturing = { feed, each, context };
    return walk(&picturing, feed->root);
}

struct placing {
    struct outlet *outlet;
    struct error *error;
};

/* A picture that the desk has and that is not out yet. One that it has not is left to the
 * findings: somebody may put it there by hand. */
static bool place_picture(void *context, const char *address)
{
    struct placing *placing = context;
    char from[PATH_MAX * 2], to[PATH_MAX * 2], folder[PATH_MAX * 2];
    struct stat have, out;
    snprintf(from, sizeof from, "%s/%s", placing->outlet->work, address);
    snprintf(to, sizeof to, "%s/%s", placing->outlet->folder, address);
    if (stat(from, &have) != 0 || !S_ISREG(have.st_mode) ||
        (stat(to, &out) == 0 && out.st_size == have.st_size)) {
        return true;
    }
    struct bytes picture;
    bytes_init(&picture);
    snprintf(folder, sizeof folder, "%s", to);
    bool done = file_make_directories(dirname(folder), placing->error) &&
                file_read(from, PICTURE_MAX_BYTES, &picture, placing->error) &&
                file_replace(to, picture.data, picture.size, placing->error);
    bytes_finish(&picture);
    return done;
}

static bool place_pictures(struct outlet *outlet, const struct bytes *feed, struct error *error)
{
    struct arena arena;
    struct json_tree tree;
    struct placing placing = { outlet, error };
    arena_init(&arena);
    bool done = (json_tree_make(&tree, &arena, feed->data, feed->size) ||
                    error_set(error, "out of memory")) &&
                outlet_pictures(&tree, place_picture, &placing);
    arena_finish(&arena);
    return done || *error->text ? done : error_set(error, "out of memory");
}

void outlet_forget(struct outlet *outlet)
{
    unlink(outlet->new_feed);
    unlink(outlet->new_signature);
}

bool outlet_prepare(
    struct outlet *outlet, const struct outlet_state *state, struct error *error)
{
    const struct file_seam *seam = &file_seam_real;
    struct error own = { 0 };
    bool done = file_make_directories(outlet->folder, &own) &&
                place_pictures(outlet, state->feed, &own) &&
                (!*state->signature || file_seam_write_synced(seam, outlet->new_signature,
                                           state->signature, strlen(state->signature), &own)) &&
                file_seam_write_synced(
                    seam, outlet->new_feed, state->feed->data, state->feed->size, &own);
    if (!done) {
        outlet_forget(outlet);
        error_set(error, "%s", own.text);
    }
    return done;
}

/* In memory, for those who ask the desk itself. */
static bool show(struct outlet *outlet, const struct outlet_state *state)
{
    struct bytes feed, signature;
    bytes_init(&feed);
    bytes_init(&signature);
    bool done = bytes_append(&feed, state->feed->data, state->feed->size) &&
                bytes_print(&signature, "%s", state->signature);
    if (done) {
        pthread_mutex_lock(&outlet->lock);
        struct bytes before = outlet->feed, before_signature = outlet->signature_text;
        outlet->feed = feed;
        outlet->signature_text = signature;
        outlet->serial = state->serial;
        snprintf(outlet->tag, sizeof outlet->tag, "\"%" PRId64 "-%016" PRIx64 "\"",
            state->serial, hash_add(HASH_START, feed.data, feed.size));
        pthread_mutex_unlock(&outlet->lock);
        feed = before;
        signature = before_signature;
    }
    bytes_finish(&feed);
    bytes_finish(&signature);
    return done;
}

bool outlet_put(struct outlet *outlet, const struct outlet_state *state, struct error *error)
{
    const struct file_seam *seam = &file_seam_real;
    bool shown = show(outlet, state);
    bool signed_ = *state->signature ? file_seam_move(seam, outlet->new_signature,
                                           outlet->signature, outlet->folder, error)
                                     : unlink(outlet->signature) == 0 || errno == ENOENT ||
                                           file_seam_error(error, outlet->signature);
    return signed_ &&
           file_seam_move(seam, outlet->new_feed, outlet->path, outlet->folder, error) &&
           (shown || error_set(error, "out of memory"));
}

static bool has_text(const char *path, const char *text, size_t size)
{
    struct bytes now;
    bytes_init(&now);
    bool same = file_read(path, size + 1, &now, NULL) && now.size == size &&
                memcmp(now.data, text, size) == 0;
    bytes_finish(&now);
    return same;
}

bool outlet_mend(struct outlet *outlet, const struct outlet_state *state, struct error *error)
{
    bool is_right = has_text(outlet->path, state->feed->data, state->feed->size) &&
                    (*state->signature ? has_text(outlet->signature, state->signature,
                                             strlen(state->signature))
                                       : access(outlet->signature, F_OK) != 0);
    if (is_right) {
        outlet_forget(outlet);
        return show(outlet, state) || error_set(error, "out of memory");
    }
    show(outlet, state); /* the desk's own answer does not wait for the disk */
    return outlet_prepare(outlet, state, error) && outlet_put(outlet, state, error);
}

int64_t outlet_serial(struct outlet *outlet, char tag[OUTLET_TAG_BYTES])
{
    pthread_mutex_lock(&outlet->lock);
    int64_t serial = outlet->serial;
    memcpy(tag, outlet->tag, OUTLET_TAG_BYTES);
    pthread_mutex_unlock(&outlet->lock);
    return serial;
}

bool outlet_copy(struct outlet *outlet, struct outlet_copy *copy)
{
    bytes_init(&copy->feed);
    bytes_init(&copy->signature);
    pthread_mutex_lock(&outlet->lock);
    copy->serial = outlet->serial;
    memcpy(copy->tag, outlet->tag, OUTLET_TAG_BYTES);
    bool done = bytes_append(&copy->feed, outlet->feed.data ? outlet->feed.data : "",
                    outlet->feed.size) &&
                bytes_append(&copy->signature,
                    outlet->signature_text.data ? outlet->signature_text.data : "",
                    outlet->signature_text.size);
    pthread_mutex_unlock(&outlet->lock);
    return done;
}
