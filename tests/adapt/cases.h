/* Documents of tests/data/adapt/<folder>, each with what should come of it beside it in
 * <name>.txt. LOBBYCARD_GOLDEN_UPDATE=1 writes those anew, to be read as a diff. */
#pragma once

#include "base/bytes.h"

#include <stdbool.h>

/* Appends what comes of the document. */
typedef void case_fn(const char *name, const struct bytes *document, struct bytes *out);

/* Every file of the folder whose name does not end in .txt, in order; prints what differs, and
 * gives how many do. `least` are there, or it is a fault as well. */
int cases_run(const char *folder, size_t least, case_fn *read);
