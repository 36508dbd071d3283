/* What systemd is told, by sd_notify(3). Without NOTIFY_SOCKET in the environment all of it
 * does nothing. Main thread only. */
#pragma once

#include <stdint.h>

void notify_ready(void);
void notify_stopping(void);

/* Around a reload: notify_reloading before, notify_ready after. */
void notify_reloading(void);

/* Says that the main loop lives. `play` says it only after a present that worked. */
void notify_watchdog(void);

/* How often to say it: half of what systemd waits. 0 where there is no watchdog. */
int64_t notify_watchdog_interval_ms(void);
