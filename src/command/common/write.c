#include "base/plain.h"
#include "base/translated.h"
#include "command/common/command.h"

bool command_write(const struct bytes *text, bool is_json, struct error *error)
{
    const char *fault = plain_write(text, is_json);
    return !fault || error_set(error, "%s", translated(fault));
}
