/* GET /api/timeline: what is shown on a screen from when until when. */
#pragma once

#include "command/desk/core/visit.h"

void timeline_get(struct visit *visit);
