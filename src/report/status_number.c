#include "report/status_number.h"

#include <cjson/cJSON.h>
#include <math.h>

static const double number_max = 9007199254740992.0; /* 2^53 */

bool status_number(const cJSON *object, const char *name, int64_t *out)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!cJSON_IsNumber(member) || !(fabs(member->valuedouble) <= number_max)) {
        return false;
    }
    *out = (int64_t)member->valuedouble;
    return true;
}
