/* The one gate: every request goes through the table of routes, and what its row does not allow
 * reaches no handler. Rows are tried from the first; a row is
 *
 *     { method, pattern, least role, flags, the most that its body may have, handler }
 *
 * and the handler is written as visit.h says. Tests read the table's text (tests/e2e/desk.py).
 */
#pragma once

#include "command/desk/core/visit.h"

/* The row for it; NULL where there is none: *allow is then "GET, POST" of the rows for that
 * path, in the arena, or NULL where no row has the path. parameters point into the arena. */
const struct route *routes_find(struct arena *arena, const char *method, const char *path,
    const char *parameters[VISIT_PARAMETERS_MAX], const char **allow);

/* Whether what a browser says of where it comes from is this desk (Origin, Sec-Fetch-Site):
 * other programs send neither. */
bool routes_is_own_origin(const struct serve_request *request);

/* What serve_create wants; its context is the desk. */
struct serve_handler routes_handler(struct desk *desk);
