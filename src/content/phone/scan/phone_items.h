/* The numbers of a numbered list; for phone*.c only. */
#pragma once

#include "content/phone/scan/phone_token.h"

/* Makes TOKEN_ITEM of "1、", "2.", "(3)", "4)", where they count from one without a gap, and of
 * "一、" at the beginning of what it counts. */
void phone_items_mark(struct phone_tokens *tokens);
