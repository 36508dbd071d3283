/* From a draft to an approved one: /api/parts/P/submit, approve, return. */
#pragma once

#include "command/desk/core/visit.h"

void review_submit(struct visit *visit);
void review_approve(struct visit *visit);
void review_return(struct visit *visit);
