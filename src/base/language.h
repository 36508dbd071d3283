/* What people read, in their language. The code speaks English; catalogues made of po/ hold the
 * other languages (GNU gettext's MO files, format revision 0). Only `check` loads one: logs and
 * `status` stay English, whatever the locale, so that scripts and support can rely on them.
 *
 * The catalogue is read here and not by the C library's gettext(), because that one translates
 * only where the system has generated the locale, and a kiosk's Debian has C.UTF-8 alone. */
#pragma once

#include "base/error.h"

/* Marks a text that is translated later, where it is used. */
#define N_(english) english

enum language_outcome {
    LANGUAGE_READY,   /* translated() speaks it, or English */
    LANGUAGE_UNKNOWN, /* nobody has texts in the wanted language */
    LANGUAGE_DAMAGED, /* its catalogue is of no use */
};

/* Before any thread is started. `wanted` is "zh", "zh_CN.UTF-8", "en", ...; NULL: what
 * LANGUAGE, LC_ALL, LC_MESSAGES and LANG say, in gettext's order (LANGUAGE counts only where
 * the locale is not C). folders: where FOLDER/zh_CN/LC_MESSAGES/lobbycard.mo is looked for, up
 * to a NULL. English, or a language that no folder has when `wanted` is NULL, loads nothing.
 * An error in all cases but LANGUAGE_READY. */
enum language_outcome language_load(
    const char *wanted, const char *const *folders, struct error *error);
void language_finish(void);

/* The text in the loaded language, or itself. Lives until language_finish. Any thread. */
const char *translated(const char *english) __attribute__((format_arg(1)));
