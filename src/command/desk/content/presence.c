#include "command/desk/content/presence.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of more the oldest is forgotten. */
enum { SEATS = 400, NOTES = 400, PART_BYTES = 600, NAME_BYTES = 200 };

struct seat {
    char part[PART_BYTES], name[NAME_BYTES];
    int64_t at_ms;
};

struct note {
    char part[PART_BYTES];
    int64_t at_ms;
};

struct presence {
    pthread_mutex_t lock;
    /* under the lock */
    struct seat seats[SEATS];
    struct note notes[NOTES];
};

struct presence *presence_create(void)
{
    struct presence *presence = calloc(1, sizeof *presence);
    if (presence && pthread_mutex_init(&presence->lock, NULL) != 0) {
        free(presence);
        presence = NULL;
    }
    return presence;
}

void presence_destroy(struct presence *presence)
{
    if (presence) {
        pthread_mutex_destroy(&presence->lock);
        free(presence);
    }
}

static void note(struct presence *presence, const char *part, int64_t now_ms)
{
    struct note *place = &presence->notes[0];
    for (size_t i = 0; i < NOTES; i++) {
        if (strcmp(presence->notes[i].part, part) == 0) {
            place = &presence->notes[i];
            break;
        }
        place = presence->notes[i].at_ms < place->at_ms ? &presence->notes[i] : place;
    }
    snprintf(place->part, sizeof place->part, "%s", part);
    place->at_ms = now_ms;
}

bool presence_touch(
    struct presence *presence, const char *part, const char *name, int64_t now_ms)
{
    bool is_new = true;
    if (strlen(part) >= PART_BYTES) {
        return false;
    }
    pthread_mutex_lock(&presence->lock);
    struct seat *place = &presence->seats[0];
    for (size_t i = 0; i < SEATS; i++) {
        struct seat *seat = &presence->seats[i];
        if (strcmp(seat->part, part) == 0 && strcmp(seat->name, name) == 0) {
            place = seat;
            is_new = now_ms - seat->at_ms > PRESENCE_MS;
            break;
        }
        place = seat->at_ms < place->at_ms ? seat : place;
    }
    snprintf(place->part, sizeof place->part, "%s", part);
    snprintf(place->name, sizeof place->name, "%s", name);
    place->at_ms = now_ms;
    if (is_new) {
        note(presence, part, now_ms);
    }
    pthread_mutex_unlock(&presence->lock);
    return is_new;
}

void presence_note(struct presence *presence, const char *part, int64_t now_ms)
{
    pthread_mutex_lock(&presence->lock);
    if (strlen(part) < PART_BYTES) {
        note(presence, part, now_ms);
    }
    pthread_mutex_unlock(&presence->lock);
}

int64_t presence_changed_ms(struct presence *presence, const char *part)
{
    int64_t at_ms = 0;
    pthread_mutex_lock(&presence->lock);
    for (size_t i = 0; i < NOTES; i++) {
        if (strcmp(presence->notes[i].part, part) == 0) {
            at_ms = presence->notes[i].at_ms;
        }
    }
    pthread_mutex_unlock(&presence->lock);
    return at_ms;
}

void presence_each(struct presence *presence, const char *part, int64_t now_ms,
    void (*each)(void *context, const char *name, int64_t at_ms), void *context)
{
    pthread_mutex_lock(&presence->lock);
    for (size_t i = 0; i < SEATS; i++) {
        const struct seat *seat = &presence->seats[i];
        if (seat->at_ms > 0 && now_ms - seat->at_ms <= PRESENCE_MS &&
            strcmp(seat->part, part) == 0) {
            each(context, seat->name, seat->at_ms);
        }
    }
    pthread_mutex_unlock(&presence->lock);
}
