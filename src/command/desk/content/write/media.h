/* Pictures of editors: decoded in the sandbox, upright, at most MEDIA_SIDE_MAX a side, without
 * what cameras write into them, named by what they are. */
#pragma once

#include "command/desk/core/visit.h"

/* A body may be more than a picture (PICTURE_MAX_BYTES): what is a little too large is told
 * why. */
enum { MEDIA_SIDE_MAX = 3840, MEDIA_BODY_MAX = 40 * 1024 * 1024 };

void media_take(struct visit *visit); /* POST /api/media */
void media_get(struct visit *visit);  /* GET /api/media/NAME */

/* Between the two nothing is taken. */
void media_hold(void);
void media_let_go(void);

/* A file of that folder by its name alone, or a 404. */
void media_send(struct visit *visit, const char *folder, const char *name);
