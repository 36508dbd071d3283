/* A socket that listens. Private to net/serve. */
#pragma once

#include "base/error.h"

/* As [desk] listen has it. -1 with an error. */
int serve_listen(const char *listen, struct error *error);

/* The port it came to; 0 where that cannot be told. */
int serve_listen_port(int fd);
