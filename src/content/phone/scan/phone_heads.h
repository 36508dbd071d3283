/* The heads of a table's columns; for phone*.c only. */
#pragma once

#include "content/phone/scan/phone_token.h"

/* Where a table has a line of heads ("部门 内线 外线"), gives each run of digits below its own
 *, and makes TOKEN_ITEM of what stands below 序号. */
void phone_heads_mark(struct phone_tokens *tokens);
