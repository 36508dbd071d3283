/* What is published at its time, by nobody's hand. */
#pragma once

#include "command/desk/core/visit.h"

/* Publishes what is due, each once, and says when the next one is (wall time; INT64_MAX: none).
 * Of the thread that does it. */
int64_t wall_publish_due(struct desk *desk, struct database *database, int64_t now_ms);
