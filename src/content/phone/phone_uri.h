/* A number of a hotline as the address that a phone dials (RFC 3966). */
#pragma once

#include "base/arena.h"

/* "tel:+862365763111" of "023-65763111", with the extension behind `;ext=`. Numbers that mean
 * the same all over the country (110, 12345, 400) stay as they are. "" of one that a mobile
 * phone cannot dial: a local number without its area code, an internal one. In the arena; NULL
 * when memory is out. */
const char *phone_uri(struct arena *arena, const char *number);
