/* The program and its libraries in memory. */
#pragma once

/* Lets the kernel take back the pages of them that are only read and hold no code: symbols and
 * relocations, which the loader is done with, and tables. What is needed comes back from its
 * cache. To be called when what needs many tables is over. Any thread. */
void image_trim(void);
