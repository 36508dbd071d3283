/* What the units of wall.h share. */
#pragma once

#include "command/desk/content/kit.h"
#include "command/desk/content/wall/publisher.h"

/* A publication of this visit's, without parts. */
struct publication wall_publication(struct visit *visit, const char *why);

/* Does it and answers: {serial, findings}, or why not with the findings. */
void wall_run(struct visit *visit, struct publication *publication);

/* The two of these that others write alone: "findings", and a refusal with them. */
void wall_put_findings(struct writer *writer, const struct publication *publication);
void wall_answer_refused(struct visit *visit, const struct publication *publication);

/* [{"part", "hash"}, ...] of a tree, in its arena; false where it is none. */
bool wall_parts(const struct json_tree *tree, const struct json_node *list,
    struct publication *publication);
