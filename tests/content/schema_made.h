/* The JSON Schema of a feed, made from the tables of members; without a word for people. */
#pragma once

#include <cjson/cJSON.h>

cJSON *schema_made(void);
