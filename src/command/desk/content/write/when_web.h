/* What is read while somebody types: when and where, and telephone numbers. */
#pragma once

#include "command/desk/core/visit.h"

void when_web_read(struct visit *visit);  /* POST /api/when */
void when_web_say(struct visit *visit);   /* POST /api/when/say */
void when_web_phone(struct visit *visit); /* POST /api/phone */
