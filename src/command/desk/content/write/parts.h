/* Parts being written: /api/parts. */
#pragma once

#include "command/desk/core/visit.h"

void parts_add(struct visit *visit);
void parts_get(struct visit *visit);
void parts_save(struct visit *visit);
void parts_drop(struct visit *visit);
void parts_remove(struct visit *visit);
void parts_versions(struct visit *visit);
void parts_difference(struct visit *visit);
