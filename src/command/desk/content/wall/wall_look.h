/* What a publication would change, for somebody to confirm. */
#pragma once

#include "command/desk/content/wall/publication.h"
#include "command/desk/core/visit.h"

/* Answers {parts, findings, added, changed, removed}, or why not: nothing is published. */
void wall_look(struct visit *visit, struct publication *publication);

/* "added", "changed" or "removed". */
const char *wall_change_name(const struct changed_part *part);

/* Its kind and title, of what it is or was; in the arena. */
void wall_describe(struct arena *arena, const struct changed_part *part, const char **kind,
    const char **title);
