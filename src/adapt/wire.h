/* What passes between lobbycard and lobbycard-adapt. On standard input one line of JSON, the
 * request, and behind it the document as it came:
 *
 *   {"wish": "adapt", "format": "mapped", "map": [["items", "/data/list"], ["title",
 * "/title"]], "take": 20, "kind": "article", "charset": "", "content_type": "text/html;
 * charset=gbk", "base": "https://www.example.edu.cn/api", "now_ms": 1795924800000, "zone":
 * "Asia/Shanghai"}
 *
 * On standard output, and exit status 0: for "adapt" lines of notes, each with "# " in front,
 * and the native feed; for "suggest" a [source] and, where one is needed, a [map]. With exit
 * status 1: one line that says why not. Whoever reads it takes none of it for true: the feed is
 * parsed and guarded like any other, lines are for people and are mended (base/plain.h). */
#pragma once

enum {
    ADAPT_REQUEST_MAX = 128 * 1024, /* of the line */
    ADAPT_MEMORY_MAX = 256 * 1024 * 1024,
    ADAPT_CPU_MAX_SECONDS = 10,
};
