/* A config read whole from its file, or as it is without one. */
#pragma once

#include "config/config.h"

/* Reads and checks FILE. NULL with one line: FILE:LINE: [section] key = value: what is allowed.
 * An unknown section or key, a doubled key or a bad value refuses the file. The caller owns it.
 * ${LOBBYCARD_DATA} in a value of `url` stands for the folder with the shipped assets, so that
 * the demo's file: URL works from a source tree and installed alike. */
struct config *config_load(const char *path, struct error *error);

/* The defaults alone: no sources. */
struct config *config_default(struct error *error);

void config_destroy(struct config *config);
