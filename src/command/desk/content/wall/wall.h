/* What goes out: /api/publish, scheduled, alert, states, and the key that signs. */
#pragma once

#include "command/desk/core/visit.h"

void wall_publish(struct visit *visit);
void wall_scheduled(struct visit *visit);
void wall_unschedule(struct visit *visit);
void wall_alert(struct visit *visit);
void wall_takedown(struct visit *visit); /* parameter 0: the alert's id */
void wall_states(struct visit *visit);
void wall_restore_look(struct visit *visit);
void wall_restore(struct visit *visit);
void wall_unlock(struct visit *visit);
void wall_lock(struct visit *visit);
