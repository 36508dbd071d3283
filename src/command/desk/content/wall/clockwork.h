/* The thread that does what no request asks for: what is planned goes out at its time, polls
 * are kept, what a full disk kept back is put out. */
#pragma once

#include "base/error.h"

struct desk;
struct clockwork;

struct clockwork *clockwork_create(struct desk *desk, struct error *error);
/* Ends the thread. */
void clockwork_destroy(struct clockwork *clockwork);

/* It looks at once: something was planned, or may be possible now. Any thread; NULL is fine. */
void clockwork_look(struct clockwork *clockwork);
