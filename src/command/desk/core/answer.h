/* How a handler answers: JSON, or an error that says what to do about it. Each sets the whole
 * answer. Texts for people are translated() by the caller, in the visitor's language. */
#pragma once

#include "command/desk/core/audit.h"
#include "command/desk/core/visit.h"

struct cJSON;

/* 200 and the tree, which is taken; NULL: memory is out. */
void answer_tree(struct visit *visit, struct cJSON *tree);

/* 200 and JSON that is there already; its bytes are taken. */
void answer_json(struct visit *visit, struct bytes *json);

/* 204. */
void answer_done(struct visit *visit);

/* {"error": {"text", "mend", "pointer"}}; mend and pointer may be NULL. */
struct refusal {
    int status; /* 400 to 499, or 507 */
    const char *text, *mend, *pointer;
};
void answer_refuse(struct visit *visit, const struct refusal *refusal);

/* 500: nobody's fault who asks. The error is logged, and not shown to them. */
void answer_failed(struct visit *visit, const struct error *error);

/* Handled again after desk_wake, or when `wait_ms` are over since it came: false then, and the
 * handler answers with what there is. */
bool answer_park(struct visit *visit, int64_t wait_ms);

/* The body as JSON (RFC 8259, strictly, within json_limits_default), an object; NULL after a
 * 400. The caller owns it (cJSON_Delete). */
struct cJSON *visit_json(struct visit *visit);

/* A member's text, or NULL where it is missing or no string. Lives as long as the tree. */
const char *visit_text(const struct cJSON *tree, const char *name);

/* A line of the audit log in the caller's transaction: who and from where are the visit's
 * (entry->who counts where nobody is logged in). */
bool visit_audit(struct visit *visit, const struct audit_entry *entry, struct error *error);
