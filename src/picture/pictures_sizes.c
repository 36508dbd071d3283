/* How large pictures are. */
#include "base/clock.h"
#include "base/list.h"
#include "base/log.h"
#include "picture/pictures.h"
#include "picture/pictures_private.h"

#include <stdio.h>
#include <string.h>

void pictures_tell_spoilt(
    struct pictures *pictures, const char *object, const char *url, bool is_spoilt)
{
    char *known = NULL, *free_slot = NULL;
    for (size_t i = 0; i < PICTURES_SPOILT_MAX && object[0] != '\0'; i++) {
        char *slot = pictures->spoilt.objects[i];
        known = strcmp(slot, object) == 0 ? slot : known;
        free_slot = slot[0] == '\0' ? slot : free_slot;
    }
    if (is_spoilt && !known && free_slot) { /* of many the first are told */
        snprintf(free_slot, PICTURES_OBJECT_ROOM, "%s", object);
        log_warning(
            "picture %s: the disk spoiled its bytes: left out until fetch has it again", url);
    } else if (!is_spoilt && known) {
        known[0] = '\0';
        log_info("picture %s: its bytes are sound again", url);
    }
}

/* Sizes are kept for as many pictures as editions name in years; then all are found anew. */
enum { SIZES_MAX = 4096 };

struct picture_size {
    char object[PICTURES_OBJECT_ROOM];
    bool is_known; /* or nobody has found out yet */
    bool is_broken;
    int64_t again_us; /* when one that is broken may be none any more, or INT64_MAX */
    int width, height;
};

/* Those that are broken are found anew from then on. */
static void drop_broken(struct pictures *pictures, int64_t now_us)
{
    size_t kept = 0;
    for (size_t i = 0; i < pictures->size_count; i++) {
        const struct picture_size *size = &pictures->sizes[i];
        if (!size->is_broken || size->again_us > now_us) {
            pictures->sizes[kept++] = *size;
        }
    }
    pictures->size_count = kept;
}

void pictures_forget(struct pictures *pictures)
{
    drop_broken(pictures, INT64_MAX);
    memset(pictures->failed, 0, sizeof pictures->failed);
    pictures->next = 0;
}

void pictures_measure(struct pictures *pictures, int64_t most_us)
{
    pictures->measuring_us = most_us;
    pictures->is_planning = most_us > 0;
    for (size_t i = 0; i < PHOTOS_FAILED_MAX; i++) {
        pictures->failed[i].is_anew = false; /* what fails here is planned without */
    }
    if (most_us > 0) {
        pictures_forgive(pictures);
        drop_broken(pictures, clock_mono_us());
    }
    if (most_us > 0 && pictures->size_count > SIZES_MAX) {
        pictures->size_count = 0;
    }
}

static struct picture_size *find_size(const struct pictures *pictures, const char *object)
{
    for (size_t i = 0; i < pictures->size_count; i++) {
        if (strcmp(pictures->sizes[i].object, object) == 0) {
            return &pictures->sizes[i];
        }
    }
    return NULL;
}

bool pictures_contradict(const struct pictures *pictures)
{
    const int64_t now_us = clock_mono_us();
    bool is_other = false;
    for (size_t i = 0; i < PHOTOS_FAILED_MAX && !is_other; i++) {
        const struct picture_failed *failed = &pictures->failed[i];
        bool is_due = failed->again_us <= now_us,
             is_planned = failed->is_anew && find_size(pictures, failed->object);
        is_other = failed->object[0] != '\0' && (is_due || is_planned);
    }
    return is_other;
}

/* NULL when there is no memory for it. */
static struct picture_size *add_size(struct pictures *pictures, const char *object)
{
    struct picture_size *grown = list_grow(
        pictures->sizes, pictures->size_count, &pictures->size_capacity, sizeof *grown);
    if (!grown) {
        return NULL;
    }
    pictures->sizes = grown;
    struct picture_size *size = &pictures->sizes[pictures->size_count++];
    *size = (struct picture_size) { .width = 0 };
    snprintf(size->object, sizeof size->object, "%s", object);
    return size;
}

static void break_size(const struct pictures *pictures, struct picture_size *size)
{
    const struct picture_failed *failed = pictures_find_failed(pictures, size->object);
    size->is_known = size->is_broken = true;
    size->again_us = failed ? failed->again_us : INT64_MAX;
}

static void find_out(
    struct pictures *pictures, struct picture_size *size, const struct picture_ref *ref)
{
    struct picture_whole whole = { 0 };
    struct error error = { "" };
    int64_t began_us = clock_mono_us();
    bool is_spoilt = pictures_is_spoiled(pictures, ref->path, ref->object);
    bool is_sound =
        !is_spoilt && picture_measure_within(ref->path, pictures->max_ms, &whole, &error);
    pictures_tell_spoilt(pictures, ref->object, ref->url, is_spoilt);
    pictures->measuring_us -= clock_mono_us() - began_us;
    size->is_known = true;
    size->width = whole.width;
    size->height = whole.height;
    if (!is_sound && error.text[0] != '\0') {
        log_warning("picture %s: %s", ref->url, error.text);
        pictures_note_failure(pictures, size->object, error.text, whole.is_late);
    }
    if (!is_sound) {
        break_size(pictures, size);
    }
}

static void plan_size(
    struct pictures *pictures, struct picture_size *size, const struct picture_ref *ref)
{
    bool is_noted = ref->width > 0 && ref->height > 0;
    if (pictures_has_failed(pictures, ref->object)) {
        break_size(pictures, size); /* however large it is, it could not be painted */
    } else if (!size->is_known && is_noted) {
        size->is_known = true;
        size->width = ref->width;
        size->height = ref->height;
    } else if (!size->is_known && pictures->measuring_us > 0) {
        find_out(pictures, size, ref);
    }
}

bool pictures_size(
    struct pictures *pictures, const struct picture_ref *picture, int *width, int *height)
{
    struct picture_size *size = find_size(pictures, picture->object);
    if (!size && pictures->is_planning) {
        size = add_size(pictures, picture->object);
    }
    if (size && pictures->is_planning) {
        plan_size(pictures, size, picture);
    }
    *width = size ? size->width : 0;
    *height = size ? size->height : 0;
    return !size || !size->is_broken;
}
