/* What previews*.c share. */
#pragma once

#include "command/desk/content/look/preview.h"

#include <limits.h>
#include <pthread.h>

/* A hundred of some 200 KB a slide. */
enum { KEPT_MAX = 100, ASKERS_MAX = 200, ASKER_BYTES = 300 };

struct kept {
    char key[PREVIEW_KEY_BYTES];
    unsigned long used;
};

struct asker {
    char name[ASKER_BYTES];
    int64_t came_ms; /* of their newest wish */
};

struct previews {
    char folder[PATH_MAX]; /* set once */
    pthread_mutex_t lock;
    /* under the lock */
    struct kept kept[KEPT_MAX];
    struct asker askers[ASKERS_MAX];
    unsigned long used; /* counts */
    int making;         /* so many are being made */
    bool is_filling;    /* one that is kept in part gets more of its slides */
};
