/* A file that is being read into a config. Private to config.c and loading.c. */
#pragma once

#include "config/config.h"
#include "config/ini_file.h"
#include "config/keys.h"

enum {
    KEYS_MAX = 24,
    SECTIONS_MAX = 8,
    SOURCES_MAX = 32, /* each may have four keys: the head has 128 floors */
    MAPS_MAX = 32,
    MAP_KEYS_MAX = 40
};

/* Where the keys of one section of the file stand; 0 where a key has not come. */
struct placed_section {
    int line;
    int key_lines[KEYS_MAX];
};

/* Of all sections but the sources; of a config, in its arena. */
struct config_places {
    struct placed_section sections[SECTIONS_MAX]; /* by index in config_sections */
};

/* A config that is being built; what was given where is forgotten when it is done. */
struct loading {
    struct config *config;
    struct error *fault;                          /* NULL: whatever is wrong ends it */
    struct placed_section sections[SECTIONS_MAX]; /* by index in config_sections */
    struct placed_section source_places[SOURCES_MAX];
    struct config_source *sources;
    const struct config_section *section; /* the one being read */
    struct placed_section *place;
    char shown[INI_FILE_MAX_NAME + 1]; /* its name as in the file */
    void *fields;                      /* struct config or struct config_source */
    struct config_map *maps;
    int map_lines[MAPS_MAX];
    struct config_map *map; /* the one being read, and its pairs; NULL: it is no map */
    struct config_pair *map_pairs;
};

/* What no key says alone: how each source is asked, and durations that go by another. */
bool loading_check_whole(const struct loading *loading, const char *path, struct error *error);

/* Keeps where the keys stand, for config_blame. False when memory is out. */
bool loading_note_places(const struct loading *loading);

/* What [screen] calendar names, into the config; its places are noted by then. */
bool loading_read_calendar(struct config *config, struct error *error);

/* Where a key of the section stands, or the section itself where it has no such key. */
int loading_line_of(
    const struct config_section *section, const struct placed_section *place, const char *name);

/* "[SECTION] KEY = VALUE: " in front, a long value cut so that the rest of the line stays
 * readable; value NULL: it is not told. Always false. */
bool loading_wrap(const char *section, const char *key, const char *value, struct error *error);
