/* What the texts around a group of digits say of it; for phone*.c only. */
#pragma once

#include "content/phone/scan/phone_group.h"
#include "content/phone/scan/phone_token.h"

/* Of a group whose tokens are known: all but its gap and its times. */
void phone_around_look(const struct phone_tokens *tokens, struct phone_group *group);
