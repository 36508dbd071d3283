/* A database of its own for each test, with all tables of the desk. */
#pragma once

#include "command/desk/schema.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct room {
    char folder[64], path[96];
    struct database *database;
    struct error error;
};

static inline int enter_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    strcpy(room->folder, "/tmp/test_desk.XXXXXX");
    if (sodium_init() < 0 || !mkdtemp(room->folder)) {
        return -1;
    }
    snprintf(room->path, sizeof room->path, "%s/desk.db", room->folder);
    room->database = schema_open(room->path, &room->error);
    *state = room;
    return room->database ? 0 : -1;
}

static inline int leave_room(void **state)
{
    struct room *room = *state;
    static const char *const endings[] = { "", "-wal", "-shm", ".copy", ".copy-journal" };
    database_close(room->database);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", room->path, endings[i]);
        unlink(path);
    }
    int done = rmdir(room->folder);
    free(room);
    return done;
}

#define in_room(test) cmocka_unit_test_setup_teardown(test, enter_room, leave_room)
