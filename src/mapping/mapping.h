/* How the values in a [map NAME] are written: what an entry of a foreign document has to say
 * for a member of an item.
 *
 *     value      = sequence *( "|" sequence )       the first one that is there
 *     values     = value *( "," value )             one a cell
 *     sequence   = 1*( pointer / text )             joined; there when each pointer in it is
 *     conditions = condition *( "," condition )     all of them
 *     condition  = pointer ( "=" / "!=" / "<" / ">" ) ( text / word )
 *     pointer    = RFC 6901, into the entry; "//..." into the document, which "/" or "//" is
 * whole text       = in double quotes, \" and \\ in it
 *
 * A pointer ends at a blank, a comma, "|" or a sign of comparison; a name with such in it
 * stands in quotes: /"publish time"/text. */
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum mapping_sign {
    MAPPING_END,
    MAPPING_POINTER, /* RFC 6901, without quotes, "~" and "/" in quotes escaped */
    MAPPING_TEXT,    /* without its quotes */
    MAPPING_WORD,    /* a number, or letters: of conditions alone */
    MAPPING_OR,
    MAPPING_COMMA,
    MAPPING_EQUAL,
    MAPPING_UNEQUAL,
    MAPPING_BELOW,
    MAPPING_ABOVE,
    MAPPING_BAD, /* nothing of these */
};

enum { MAPPING_TOKEN_BYTES = 512 };

struct mapping_token {
    enum mapping_sign sign;
    bool is_of_document; /* of a pointer: it began with "//" */
    char text[MAPPING_TOKEN_BYTES];
};

/* What stands at *at, which moves behind it. */
void mapping_next(const char **at, struct mapping_token *token);

/* What kind of value a key has. */
enum mapping_kind { MAPPING_VALUE, MAPPING_VALUES, MAPPING_PLACE, MAPPING_CONDITIONS };

struct mapping_key {
    const char *name;
    enum mapping_kind kind;
};

/* All keys that there are; ends with one without a name. */
extern const struct mapping_key mapping_keys[];

/* Whether there is such a key, and the value is one of its kind. The error says what is wrong.
 */
bool mapping_check(const char *name, const char *value, struct error *error);
