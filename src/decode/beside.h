/* A second thread, for work that has two halves: whoever waits for a picture has a second
 * processor as a rule, and nothing for it to do. */
#pragma once

/* Before the sandbox is entered, in which no thread can be begun; the thread is in it with the
 * rest. Where it cannot be, or this was never called, both halves are done by the caller. */
void beside_begin(void);

/* Does both; returns when both are done. The work asks for no memory. */
void beside_do(void (*work)(void *half), void *here, void *beside);
