/* Which pictures failed, and until when. */
#include "base/clock.h"
#include "picture/pictures.h"
#include "picture/pictures_private.h"

#include <stdio.h>
#include <string.h>

/* Of one that a busy machine did not get done. */
static const int64_t again_after_us = 5 * 60 * (int64_t)1000000;

const struct picture_failed *pictures_find_failed(
    const struct pictures *pictures, const char *object)
{
    for (size_t i = 0; i < PHOTOS_FAILED_MAX; i++) {
        const struct picture_failed *failed = &pictures->failed[i];
        if (object[0] != '\0' && strcmp(failed->object, object) == 0 &&
            failed->again_us > clock_mono_us()) {
            return failed;
        }
    }
    return NULL;
}

bool pictures_has_failed(const struct pictures *pictures, const char *object)
{
    return pictures_find_failed(pictures, object) != NULL;
}

const char *pictures_why_not(const struct pictures *pictures, const char *object)
{
    const struct picture_failed *failed = pictures_find_failed(pictures, object);
    return failed ? failed->why : NULL;
}

void pictures_note_failure(
    struct pictures *pictures, const char *object, const char *why, bool is_late)
{
    struct picture_failed *failed = &pictures->failed[pictures->next];
    snprintf(failed->object, sizeof failed->object, "%s", object);
    snprintf(failed->why, sizeof failed->why, "%s", why);
    failed->is_anew = true;
    failed->again_us = is_late ? clock_mono_us() + again_after_us : INT64_MAX;
    pictures->next = (pictures->next + 1) % PHOTOS_FAILED_MAX;
}

void pictures_forgive(struct pictures *pictures)
{
    const int64_t now_us = clock_mono_us();
    for (size_t i = 0; i < PHOTOS_FAILED_MAX; i++) {
        struct picture_failed *failed = &pictures->failed[i];
        failed->object[0] = failed->again_us > now_us ? failed->object[0] : '\0';
    }
}
