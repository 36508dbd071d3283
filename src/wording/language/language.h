/* Which languages there are words in: a file each. */
#pragma once

#include "wording/wording.h"

extern const struct wording wording_zh_hans, wording_zh_hant, wording_zh_hk, wording_en,
    wording_ja, wording_ko, wording_ar, wording_he, wording_th;

/* All of them, up to a NULL. */
extern const struct wording *const wordings[];

/* For a language tag: "" is Simplified Chinese, and what no row of the table knows English. */
const struct wording *wording_of(const char *tag);
