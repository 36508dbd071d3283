/* GET /api/parts: what there is, and what each of it does now. */
#pragma once

#include "command/desk/core/visit.h"

void parts_list(struct visit *visit);
