/* What anybody may fetch: the feed, its signature, its pictures; and which screens did. */
#pragma once

#include "command/desk/core/visit.h"

void public_feed(struct visit *visit);
void public_signature(struct visit *visit);
void public_media(struct visit *visit);
void public_screens(struct visit *visit); /* GET /api/screens: for editors */
