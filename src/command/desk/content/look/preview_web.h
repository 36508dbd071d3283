/* POST /api/preview, its pictures, and the programme of a screen. */
#pragma once

#include "command/desk/core/visit.h"

void preview_web_make(struct visit *visit);
void preview_web_slide(struct visit *visit);     /* GET /api/preview/KEY/N.png */
void preview_web_programme(struct visit *visit); /* GET /api/programme */
