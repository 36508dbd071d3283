/* The desk's content from the start of the server to its end. */
#pragma once

#include "command/desk/core/visit.h"

/* Sets desk->content, and puts out what a crash kept back. config_path may be NULL: children
 * then get one without a key. False with an error. opening_end in any case. */
bool opening_begin(struct desk *desk, const char *config_path, struct error *error);
void opening_end(struct desk *desk);

/* For one act from the command line, also while a desk serves the same data: that one sees what
 * was published within LOOK_MS of clockwork.c. opening_end afterwards. */
bool opening_beside(struct desk *desk, const char *config_path, struct error *error);

/* What is due goes out from now on: once the server is there. */
bool opening_run(struct desk *desk, struct error *error);
