/* What the files of the JSON scan share; nobody else includes it. */
#pragma once

#include "base/error.h"
#include "content/json/json_limits.h"
#include "content/json/json_name.h"

/* An array or object that is open. */
struct json_frame {
    bool is_object;
    size_t at;             /* of its bracket */
    size_t count;          /* elements or members begun */
    size_t first_name;     /* object: where its names begin in scanner.names */
    struct json_name name; /* object: of the member being read */
};

struct json_scanner {
    const char *text;
    size_t size, at;
    const struct json_limits *limits;
    struct json_fault *fault;
    struct error *error;
    size_t values;
    struct json_frame *frames;
    int depth;
    struct json_name *names; /* of every open object, outermost first */
    size_t name_count, name_capacity;
};
