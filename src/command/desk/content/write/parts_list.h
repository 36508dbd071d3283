/* GET /api/parts: what there is, and what each of it does now. Of a part:
 *
 * states   what holds of it: on the screens "plays", "comes" (it will), "over" (it was) or
 *          "held" (by the guard); of its draft "draft", "waits" (for a reviewer) or "approved"
 * group    the one of them that it is listed under: "held" before all, then the draft's (or
 *          "returned": a reviewer sent it back, and nobody changed it since), then the
 *          screens'; "" for a section that is empty
 * why      why it does not play, or null
 *
 * ?q=, ?state= (one of states) and ?screen= leave out others. */
#pragma once

#include "command/desk/core/visit.h"

void parts_list(struct visit *visit);
