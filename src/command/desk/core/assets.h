/* The page: the files of command/desk/page, which lie in the program. GET / is index.html,
 * /NAME the file of that name. Each has a strong ETag, of its bytes; a browser asks each time,
 * so that a new program's page is never mixed with an old one's. */
#pragma once

#include "command/desk/core/visit.h"

/* Made by tools/make_page.cmake. */
struct page_file {
    const char *name, *etag; /* "\"...\"" */
    const unsigned char *data;
    size_t size;
};
extern const struct page_file page_files[];
extern const size_t page_file_count;

void assets_index(struct visit *visit);
void assets_file(struct visit *visit); /* parameter 0: the name */

/* Whether If-None-Match (RFC 9110 section 13.1.2) has that ETag: then the answer is 304
 * already. For other units too; sets the ETag header in any case. `etag` lives as long as the
 * request. */
bool assets_is_known(struct visit *visit, const char *etag);
