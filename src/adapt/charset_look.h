/* What bytes are that nobody says anything of, by their form alone. Of charset.c only. */
#pragma once

#include "base/bytes.h"

#include <stdbool.h>

/* UTF-16 without a mark, or NULL. */
const char *charset_look_wide(const struct bytes *document);

/* EUC-KR or EUC-JP where a text of some length is certainly that, or NULL. */
const char *charset_look_euc(const struct bytes *document);

/* GB 18030 or Big5 where that is plain, or NULL. */
const char *charset_look_han(const struct bytes *document);

/* The same where nothing is plain, and ICU has no better guess. */
const char *charset_look_form(const struct bytes *document);

/* UTF-8 but for a little. */
bool charset_is_mostly_utf8(const struct bytes *document);
