/* What /api/me is told of the desk's content. */
#pragma once

#include "command/desk/core/visit.h"

void me_tell(struct visit *visit, struct cJSON *tree);

/* Tags that screens have, as far as the desk knows: of the config, of rules that are published.
 * In the request's arena, sorted. */
bool me_screens(struct visit *visit, struct text_list *tags);
