/* What the texts of a row say by themselves: keys with a colon, texts that say nothing, texts
 * that surely belong to what stands beside them; for phone*.c only. */
#pragma once

#include "content/phone/layout/phone_pieces.h"

void phone_keys_mark(struct phone_row *row);
