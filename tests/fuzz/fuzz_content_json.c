#include "content/json/json_scan.h"

#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the scan accepts, cJSON must read. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error;
    if (json_scan((const char *)data, size, &json_limits_default, &error)) {
        cJSON *value = cJSON_ParseWithLength((const char *)data, size);
        if (!value) {
            abort();
        }
        cJSON_Delete(value);
    }
    return 0;
}
