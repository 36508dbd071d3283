/* Who has which part open, and when something last happened to it: in memory, bounded; any
 * thread. Times are monotonic. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { PRESENCE_MS = 45 * 1000 }; /* a page asks every 20 s */

struct presence;

struct presence *presence_create(void);
void presence_destroy(struct presence *presence);

/* They have it open now. True when they had not before. */
bool presence_touch(
    struct presence *presence, const char *part, const char *name, int64_t now_ms);

/* Something else happened to the part. */
void presence_note(struct presence *presence, const char *part, int64_t now_ms);

/* When something last happened, or somebody came; 0 for never. */
int64_t presence_changed_ms(struct presence *presence, const char *part);

/* Calls `each` for whoever has it open. */
void presence_each(struct presence *presence, const char *part, int64_t now_ms,
    void (*each)(void *context, const char *name, int64_t at_ms), void *context);
