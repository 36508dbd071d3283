/* XML as the JSON that says the same: an element with others in it is an object, one without
 * its text, several of a name are a list. Attributes and namespaces are left out. */
#pragma once

#include "base/error.h"

#include <cjson/cJSON.h>

/* The document as an object with its root as member. The caller deletes it; NULL with an error.
 */
cJSON *xml_json(const char *data, size_t size, struct error *error);
