/* The key that what is published is signed with, while somebody has unlocked it: in memory
 * alone. Any thread. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "command/desk/document/minisign.h"

struct signing;

/* `path` may be "": nothing is signed. One that needs no password is unlocked at once. */
struct signing *signing_create(const char *path);
void signing_destroy(struct signing *signing);

bool signing_is_wanted(struct signing *signing);
bool signing_is_unlocked(struct signing *signing);

/* What is published now would be signed, or needs no signature. */
bool signing_is_ready(struct signing *signing);

enum minisign_outcome signing_unlock(
    struct signing *signing, const char *password, struct error *error);
void signing_lock(struct signing *signing);

/* "" where nothing is signed. False while it is locked, or memory is out. */
bool signing_sign(struct signing *signing, const struct bytes *body, int64_t now_ms,
    const char *file_name, struct bytes *out);

/* As a screen's config has it; "" while it is locked. */
void signing_public(struct signing *signing, char out[MINISIGN_PUBLIC_BYTES]);
