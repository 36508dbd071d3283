/* What the files of the JSON scan share; nobody else includes it. */
#pragma once

#include "content/json/json_name.h"
#include "content/json/json_scan.h"

/* An array or object that is open. */
struct json_frame {
    bool is_object;
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

/* Fills fault and error; `why` is marked with N_ here, being extracted as an argument of this
 * function. Always returns false. */
bool json_refuse(struct json_scanner *scanner, size_t at, const char *why);

/* The same, of what stands at `at` where something else should: a mistake that editors make, or
 * else `otherwise`. */
bool json_refuse_mistake(struct json_scanner *scanner, const char *otherwise);

bool json_is_digit(int c);

/* The byte that at stands on, or -1 at the end. */
int json_peek(const struct json_scanner *scanner);
void json_skip_space(struct json_scanner *scanner);

/* at stands on the opening quote. */
bool json_scan_string(struct json_scanner *scanner);

/* A string, a number, true, false or null; anything else is refused. */
bool json_scan_scalar(struct json_scanner *scanner);
