/* What a missing face comes to: not this letter and that, but a script. */
#pragma once

#include <stddef.h>

struct lacking_script {
    const char *tag;     /* ISO 15924 */
    const char *name;    /* English, to be translated */
    const char *package; /* of Debian, that has a face for it */
};

enum { LACKING_SCRIPTS = 21 };
extern const struct lacking_script lacking_scripts[LACKING_SCRIPTS];

/* The index of the script that all characters are of which a warning names as U+0E27; -1 where
 * they are of none, or of several. */
int check_script_named(const char *warning);
