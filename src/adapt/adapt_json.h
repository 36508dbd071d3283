/* JSON of any shape, looked into. */
#pragma once

#include "adapt/adapt.h"
#include "base/arena.h"

#include <cjson/cJSON.h>

/* The document as a tree, which the caller deletes; NULL with an error that says what it is
 * instead, where that shows: JSONP, a notice of PHP in front. Whole numbers of more than 15
 * digits, which a double would round, are strings in it. */
cJSON *adapt_json_parse(const struct adapt_request *request, struct error *error);

/* Whether it may be JSON at all: "{" or "[" begins it. */
bool adapt_json_is_likely(const struct adapt_request *request);

/* Where an RFC 6901 pointer leads; NULL where it leads nowhere. "" is the value itself. */
const cJSON *adapt_json_at(const cJSON *value, const char *pointer);

/* The text of a string, a number or a truth, of a list of these joined with 、, of a text in
 * pieces as Notion and Feishu have it, and of an object that has "rendered" that of it
 * (WordPress). In the arena; NULL for anything else, or an empty one. */
const char *adapt_json_text(struct arena *arena, const cJSON *value);

/* The same of what a pointer leads to. */
const char *adapt_json_text_at(struct arena *arena, const cJSON *value, const char *pointer);
