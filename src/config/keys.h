/* Every key of the INI file, in the order of config/lobbycard.ini. */
#pragma once

#include "config/value.h"

struct config_section {
    const char *name;
    const struct config_key *keys;
    size_t key_count;
};

/* A singular section each; `source` is the one that carries a NAME and may come often. */
extern const struct config_section config_sections[];
extern const size_t config_section_count;

/* The index of the section of sources in config_sections. */
enum { SECTION_SOURCE = 1 };
