/* What every handler of the desk's content needs: the body as it was written, instants, short
 * refusals, and the one shared struct. */
#pragma once

#include "command/desk/content/states.h"
#include "command/desk/core/answer.h"
#include "command/desk/document/canonical.h"
#include "command/desk/document/writer.h"
#include "content/json/json_tree.h"

/* The body as strict JSON, an object, in the request's arena; false after a 400. */
bool kit_body(struct visit *visit, struct json_tree *tree);

/* Of a member of the body: its text, or NULL where it is no string; its JSON as it was written,
 * or NULL where it is missing; its number, or `otherwise`. */
const char *kit_text(const struct json_tree *tree, const char *name);
const char *kit_raw(const struct json_tree *tree, const char *name);
int64_t kit_int(const struct json_tree *tree, const char *name, int64_t otherwise);
bool kit_is_true(const struct json_tree *tree, const char *name);

/* A JSON text in the request's arena; false where it is none. */
bool kit_tree(struct visit *visit, const char *text, struct json_tree *tree);

/* The hash of a JSON text's canonical form, as a draft's is made. False after a 500. */
bool kit_hash(struct visit *visit, const char *json, char hash[CANONICAL_HASH_BYTES]);

/* RFC 3339 in the campus's zone, in the request's arena. */
const char *kit_instant(struct visit *visit, int64_t wall_ms);
void kit_put_instant(
    struct visit *visit, struct writer *writer, const char *name, int64_t wall_ms);

/* 200 with what was written; finishes it. */
void kit_answer(struct visit *visit, struct writer *writer);

/* Texts are translated already; mend may be NULL. */
void kit_refuse(struct visit *visit, int status, const char *text, const char *mend);

/* A fault, or memory that is out where the error says nothing. */
void kit_fail(struct visit *visit, const struct error *error);

/* The part in the path; NULL after a 404. */
const char *kit_part(struct visit *visit);
