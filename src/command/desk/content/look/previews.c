#include "command/desk/content/look/previews.h"

#include "base/system/file.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/look/preview_render.h"
#include "command/desk/content/look/previews_fill.h"
#include "command/desk/content/look/previews_private.h"
#include "command/desk/content/look/scenes.h"
#include "command/desk/content/look/tool.h"
#include "command/desk/document/canonical.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct previews *previews_create(const char *folder, struct error *error)
{
    struct previews *previews = calloc(1, sizeof *previews);
    if (!previews) {
        error_set(error, "out of memory");
        return NULL;
    }
    snprintf(previews->folder, sizeof previews->folder, "%s", folder);
    preview_remove_folder(folder);
    if (!file_make_directories(folder, error)) {
        free(previews);
        return NULL;
    }
    pthread_mutex_init(&previews->lock, NULL);
    return previews;
}

void previews_destroy(struct previews *previews)
{
    if (previews) {
        preview_remove_folder(previews->folder);
        pthread_mutex_destroy(&previews->lock);
        free(previews);
    }
}

/* A wish being made. */
struct making {
    struct previews *previews;
    const struct preview_wish *wish;
    unsigned long number; /* names its files */
    char folder[PATH_MAX + 40], feed[PATH_MAX + 40];
    struct arena *arena;
    struct preview *preview;
};

static void name_key(const struct preview_wish *wish, char key[PREVIEW_KEY_BYTES])
{
    char hash[CANONICAL_HASH_BYTES] = "";
    struct bytes all;
    bytes_init(&all);
    bool done = bytes_print(&all, "%s\n%s\n%s\n%s\n%d%d%d\n", wish->feed, wish->at,
        wish->screen ? wish->screen : "", wish->theme ? wish->theme : "", wish->is_checked,
        wish->is_english, wish->is_partial);
    for (size_t i = 0; done && i < wish->size_count; i++) {
        done = bytes_print(&all, "%s\n", wish->sizes[i]);
    }
    if (done) {
        canonical_hash(&all, hash);
    }
    bytes_finish(&all);
    snprintf(key, PREVIEW_KEY_BYTES, "%.32s", hash);
}

/* The wish is there; false where a newer one of the same asker is. Under the lock. */
static bool note_asker(struct previews *previews, const struct preview_wish *wish)
{
    struct asker *place = &previews->askers[0];
    for (size_t i = 0; i < ASKERS_MAX; i++) {
        struct asker *asker = &previews->askers[i];
        if (strcmp(asker->name, wish->asker) == 0) {
            bool is_newest = asker->came_ms <= wish->came_ms;
            asker->came_ms = is_newest ? wish->came_ms : asker->came_ms;
            return is_newest;
        }
        place = asker->came_ms < place->came_ms ? asker : place;
    }
    snprintf(place->name, sizeof place->name, "%s", wish->asker);
    place->came_ms = wish->came_ms;
    return true;
}

static bool is_stale(void *context)
{
    struct making *making = context;
    struct previews *previews = making->previews;
    pthread_mutex_lock(&previews->lock);
    bool stale = !note_asker(previews, making->wish);
    pthread_mutex_unlock(&previews->lock);
    return stale;
}

/* PREVIEW_MADE: it may be made now, and `leave` has to follow. */
static enum preview_outcome enter(struct making *making)
{
    struct previews *previews = making->previews;
    enum preview_outcome outcome = PREVIEW_MADE;
    int most = making->wish->is_aside ? 0 : tool_processors();
    pthread_mutex_lock(&previews->lock);
    if (!note_asker(previews, making->wish)) {
        outcome = PREVIEW_REPLACED;
    } else if (previews->making > most && !making->wish->is_patient) {
        outcome = PREVIEW_BUSY;
    } else {
        previews->making++;
        making->number = ++previews->used;
    }
    pthread_mutex_unlock(&previews->lock);
    return outcome;
}

static void leave(struct previews *previews)
{
    pthread_mutex_lock(&previews->lock);
    previews->making--;
    pthread_mutex_unlock(&previews->lock);
}

static bool is_kept(struct previews *previews, const char *key)
{
    bool found = false;
    pthread_mutex_lock(&previews->lock);
    for (size_t i = 0; i < KEPT_MAX; i++) {
        if (strcmp(previews->kept[i].key, key) == 0) {
            previews->kept[i].used = ++previews->used;
            found = true;
        }
    }
    pthread_mutex_unlock(&previews->lock);
    return found;
}

/* Its folder gets its name; the one that was used longest ago goes. */
static bool keep(struct making *making, struct error *error)
{
    struct previews *previews = making->previews;
    char path[PATH_MAX + 40], old[PATH_MAX + 40] = "";
    snprintf(path, sizeof path, "%s/%s", previews->folder, making->preview->key);
    pthread_mutex_lock(&previews->lock);
    struct kept *place = &previews->kept[0];
    bool is_there = false;
    for (size_t i = 0; i < KEPT_MAX; i++) {
        is_there |= strcmp(previews->kept[i].key, making->preview->key) == 0;
        place = previews->kept[i].used < place->used ? &previews->kept[i] : place;
    }
    bool done = is_there || rename(making->folder, path) == 0;
    int wrong = errno;
    if (done && !is_there) {
        if (*place->key) {
            snprintf(old, sizeof old, "%s/%s", previews->folder, place->key);
        }
        memcpy(place->key, making->preview->key, sizeof place->key);
        place->used = ++previews->used;
    }
    pthread_mutex_unlock(&previews->lock);
    if (*old) {
        preview_remove_folder(old);
    }
    return done || error_set(error, "%s: %s", path, translated_errno(wrong));
}

static enum preview_outcome render_size(
    struct making *making, size_t index, struct error *error)
{
    const struct preview_wish *wish = making->wish;
    char out[PATH_MAX + 60];
    snprintf(out, sizeof out, "%s/%zu", making->folder, index);
    const struct preview_rendering rendering = { .config = wish->content->config_path,
        .feed = making->feed,
        .size = wish->sizes[index],
        .at = wish->at,
        .screen = wish->screen,
        .theme = wish->theme,
        .out = out,
        .first = wish->is_partial ? 0 : -1,
        .is_stale = is_stale,
        .context = making };
    return preview_render(&rendering, error);
}

static enum preview_outcome render_all(struct making *making, struct error *error)
{
    enum preview_outcome outcome = PREVIEW_MADE;
    for (size_t i = 0; outcome == PREVIEW_MADE && i < making->wish->size_count; i++) {
        outcome = render_size(making, i, error);
    }
    return outcome;
}

/* What check says goes into a file beside the slides, so that it is kept with them. */
static enum preview_outcome check(struct making *making, struct error *error)
{
    const struct preview_wish *wish = making->wish;
    struct checking checking = { .content = wish->content,
        .file = making->feed,
        .is_english = wish->is_english,
        .sizes = wish->sizes,
        .size_count = wish->size_count,
        .is_stale = is_stale,
        .context = making };
    char path[PATH_MAX + 60];
    if (!wish->is_checked) {
        return PREVIEW_MADE;
    }
    snprintf(path, sizeof path, "%s/check.json", making->folder);
    struct bytes said;
    bytes_init(&said);
    enum checking_outcome outcome = checking_say(&checking, &said, error);
    bool done = outcome == CHECKED && file_replace(path, said.data, said.size, error);
    bytes_finish(&said);
    return done ? PREVIEW_MADE : outcome == CHECKING_STALE ? PREVIEW_REPLACED : PREVIEW_FAILED;
}

static enum preview_outcome make(struct making *making, struct error *error)
{
    const struct preview_wish *wish = making->wish;
    snprintf(making->folder, sizeof making->folder, "%s/making-%lu", making->previews->folder,
        making->number);
    snprintf(making->feed, sizeof making->feed, "%s/preview-%lu.json", wish->content->work,
        making->number);
    enum preview_outcome outcome = PREVIEW_FAILED;
    if (file_make_directories(making->folder, error) &&
        file_replace(making->feed, wish->feed, strlen(wish->feed), error)) {
        outcome = check(making, error);
    }
    if (outcome == PREVIEW_MADE) {
        outcome = render_all(making, error);
    }
    if (outcome == PREVIEW_MADE && wish->is_partial &&
        !previews_fill_later(making->folder, wish, error)) {
        outcome = PREVIEW_FAILED;
    }
    if (outcome == PREVIEW_MADE && !keep(making, error)) {
        outcome = PREVIEW_FAILED;
    }
    unlink(making->feed);
    preview_remove_folder(making->folder);
    return outcome;
}

/* What stands in the kept folder. */
static bool read_kept(struct making *making, struct error *error)
{
    const struct preview_wish *wish = making->wish;
    char path[PATH_MAX + 60];
    for (size_t i = 0; i < wish->size_count; i++) {
        snprintf(path, sizeof path, "%s/%s/%zu/scenes.json", making->previews->folder,
            making->preview->key, i);
        struct scenes_place place = { path, wish->sizes[i], i };
        if (!scenes_read(&place, making->arena, making->preview, error)) {
            return false;
        }
    }
    struct bytes said;
    bytes_init(&said);
    snprintf(
        path, sizeof path, "%s/%s/check.json", making->previews->folder, making->preview->key);
    bool done = !wish->is_checked || (file_read(path, 8 << 20, &said, error) &&
                                         checking_parse(wish->content, &said, making->arena,
                                             &making->preview->checked, error));
    bytes_finish(&said);
    return done;
}

enum preview_outcome previews_make(struct previews *previews, const struct preview_wish *wish,
    struct arena *arena, struct preview *preview, struct error *error)
{
    struct making making = {
        .previews = previews, .wish = wish, .arena = arena, .preview = preview
    };
    enum preview_outcome outcome = PREVIEW_MADE;
    *preview = (struct preview) { .slide_count = 0 };
    name_key(wish, preview->key);
    if (!is_kept(previews, preview->key)) {
        outcome = enter(&making);
        if (outcome == PREVIEW_MADE) {
            outcome = make(&making, error);
            leave(previews);
        }
    }
    if (outcome == PREVIEW_MADE && !read_kept(&making, error)) {
        outcome = PREVIEW_FAILED;
    }
    return outcome;
}

bool previews_find(const struct previews *previews, const char *key, const char *number,
    struct preview_place *place)
{
    size_t digits = strspn(number, "0123456789");
    if (strlen(key) != PREVIEW_KEY_BYTES - 1 ||
        strspn(key, "0123456789abcdef") != strlen(key) || digits == 0 || digits > 6 ||
        strcmp(number + digits, ".png") != 0) {
        return false;
    }
    char scenes[PATH_MAX + 60], file[64];
    int value = atoi(number); /* digits alone */
    int folder = value / SCENES_NUMBERS;
    *place = (struct preview_place) { .key = key, .index = value % SCENES_NUMBERS };
    snprintf(scenes, sizeof scenes, "%s/%s/%d/scenes.json", previews->folder, key, folder);
    if (!scenes_file(scenes, place->index, file, sizeof file)) {
        return false;
    }
    snprintf(
        place->path, sizeof place->path, "%s/%s/%d/%s", previews->folder, key, folder, file);
    return true;
}
