/* Bytes as they come to UTF-8: by their mark, by what the config or the server says, by the
 * document's own word, or by looking (ICU). */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

struct charset_hint {
    const char *said;         /* the config's charset, which is right; or "" */
    const char *content_type; /* the server's, which is wrong now and then; or "" */
};

enum { CHARSET_NAME_BYTES = 40 };

/* What ICU would look for later. Before the sandbox. */
void charset_prepare(void);

/* Appends the document as well-formed UTF-8 without BOM and NUL, and says what it was. Where
 * the config does not say, what is well-formed UTF-8 is UTF-8, whatever anybody else says of
 * it, unless it is that by chance (base/utf8.h), and so is what nearly is, with U+FFFD for what
 * is not. GBK and GB 2312 are read as GB 18030, which has them. False with an error: a charset
 * that is not known, no memory, or beyond ADAPT_INPUT_MAX. */
bool charset_decode(const struct charset_hint *hint, const struct bytes *document,
    struct bytes *out, char name[CHARSET_NAME_BYTES], struct error *error);
