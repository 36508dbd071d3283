/* One member of a table as JSON Schema. For test_feed_schema alone. */
#pragma once

#include "content/feed/feed_members.h"

#include <cjson/cJSON.h>

/* Those that have a definition of their own. */
struct schema_object {
    const struct feed_object *of;
    const char *name;
    bool is_element; /* of a list, which has no null */
};
extern const struct schema_object schema_objects[];
extern const size_t schema_object_count;

cJSON *schema_read(const char *json);
cJSON *schema_typed(const char *type);
cJSON *schema_reference(const char *definition);
cJSON *schema_moment(unsigned forms);
void schema_add_int(cJSON *schema, const char *name, int number);

/* A null is the same as nothing. */
void schema_may_be_absent(cJSON *schema);

/* Of what is needed an empty one is none. */
cJSON *schema_of(
    const struct feed_object *of, const struct feed_member *member, bool is_needed);

void schema_require(cJSON *schema, const char *name);
