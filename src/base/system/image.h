/* The program and its libraries in memory. */
#pragma once

/* Lets the kernel take back the pages of them that are not written to: symbols and relocations,
 * which the loader is done with, tables, and the code of a start or a plan, of 70 libraries
 * that begin. What is needed comes back from its cache, sixteen pages at a time. To be called
 * when what needs many of them is over. Any thread. */
void image_trim(void);

/* Of that library ("libicudata") little is looked up, here and there: the disk is to read no
 * more than that. */
void image_expect_little(const char *library);
