/* Which language translated() speaks: catalogues made of po/ (base/catalogue.h). */
#pragma once

#include "base/error.h"

/* Before any thread is started. `wanted` is "zh", "zh_CN.UTF-8", "en", ...; NULL: what
 * LANGUAGE, LC_ALL, LC_MESSAGES and LANG say, in gettext's order (LANGUAGE counts only where
 * the locale is not C). folders: where FOLDER/zh_CN/LC_MESSAGES/lobbycard.mo is looked for, up
 * to a NULL. English, or a language that no folder has when `wanted` is NULL, loads nothing.
 * False with an error when nobody has texts in the wanted language. */
bool language_load(const char *wanted, const char *const *folders, struct error *error);

/* What is loaded, for a child that is to speak the same; "" and "" for English. */
void language_loaded(const char **name, const char **folder);

/* Back to English. */
void language_finish(void);
