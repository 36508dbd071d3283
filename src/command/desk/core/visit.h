/* What a handler is given, and how one is written and registered.
 *
 *     void parts_list(struct visit *visit);            in its unit's header
 *     { "GET", "/api/parts", ROLE_EDITOR, 0, 0, parts_list },     its row in routes.c
 *
 * The gate (routes.c) has let the visit in before the handler is called: who it is, their role,
 * the CSRF token, the origin and the body's size are as the row asks. The handler judges
 * what only it can (whose draft it is), and calls exactly one of the functions of answer.h, or
 * fills visit->answer itself. It runs on one of the server's threads, several at a time; what
 * it shares with others is in the database, or in `struct desk` under a lock of its unit's own.
 * Where it would wait for something, it parks (answer_park) and is called again. */
#pragma once

#include "command/desk/core/database.h"
#include "command/desk/core/people.h"
#include "config/config.h"
#include "net/serve/serve.h"

enum { VISIT_PARAMETERS_MAX = 3 };

struct visit;
struct cJSON;
struct content;

/* What all threads share. Made by desk.c before the server begins. */
struct desk {
    /* set once */
    const struct config *config;
    const char *data;         /* [desk] data, or --data; absolute, ours alone (0700) */
    const char *database;     /* the path of desk.db */
    const char *publish;      /* [desk] publish, or its place in data */
    struct serve *serve;      /* for desk_wake; NULL in the subcommands */
    unsigned char secret[32]; /* of this desk: marks that no one else can make */
    /* What other units add to /api/me; NULL for nothing. */
    void (*tell_me)(struct visit *visit, struct cJSON *tree);
    /* each with a lock of its own; a unit that shares something among threads has a pointer
     * here, made and destroyed in desk.c */
    struct tries *tries;     /* of passwords */
    struct content *content; /* parts and what becomes of them (content/content.h) */
};

struct visit {
    struct desk *desk;
    struct database *database; /* this thread's */
    struct serve_request *request;
    struct serve_answer *answer;
    struct person person; /* ROLE_NOBODY where no one is logged in */
    const char *csrf;     /* what a write must send as X-CSRF-Token; "" for nobody */
    const char *parameters[VISIT_PARAMETERS_MAX]; /* what stands at {...} of the pattern */
    bool is_english; /* translated() speaks that for this visit; else Chinese */
    int64_t now_ms;  /* wall time */
};

/* A row of the table of routes. */
enum route_flag {
    ROUTE_WRITES = 1, /* needs the CSRF token (of whom is logged in) and an own Origin */
};

struct route {
    const char *method;  /* GET (and HEAD), POST, PUT, DELETE */
    const char *pattern; /* {word} is one segment, not empty */
    enum role least;     /* ROLE_NOBODY: open to all */
    unsigned flags;
    size_t body_max; /* 0: none is taken */
    void (*handle)(struct visit *visit);
};

/* Has parked requests handled again: after something was changed that one may wait for. */
void desk_wake(struct desk *desk);
