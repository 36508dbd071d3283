/* Who may do what, and what was done, for administrators: /api/people and /api/audit. */
#pragma once

#include "command/desk/core/visit.h"

void people_web_list(struct visit *visit);
void people_web_add(struct visit *visit); /* {name, role, password} */
void people_web_change(
    struct visit *visit); /* parameter 0: the name; {role?, disabled?, password?} */
void people_web_remove(struct visit *visit); /* parameter 0: the name */
void people_web_audit(struct visit *visit);  /* ?before=ID&limit=N */
