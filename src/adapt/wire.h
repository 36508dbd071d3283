/* What passes between lobbycard and lobbycard-adapt. On standard input one line of JSON, the
 * request, and behind it the document as it came. The members of the request, which may all be
 * missing:
 *
 *   "wish"          "adapt", or "suggest"
 *   "format"        "auto", "wordpress", ...
 *   "map"           [["items", "/data/list"], ["title", "/title"]]
 *   "take", "kind"  20, "article"
 *   "charset"       "gb18030", or "" for what is found out
 *   "content_type"  as the server said
 *   "base"          the document's own address
 *   "now_ms"        wall
 *   "zone"          "Asia/Shanghai"
 *   "language", "texts"  "zh_CN", and the folder of its catalogue
 *
 * On standard output for "adapt" lines of notes, each with "# " in front, and the native feed;
 * or, where the document is a native feed already, "= " and the charset that it came in, and
 * behind that line the document in UTF-8. For "suggest" a [source] and, where one is needed, a
 * [map]. Or one line that says why not, with "! " in front. Whoever reads it takes none of it
 * for true: the feed is parsed and guarded like any other, lines are for people and are mended
 * (base/plain.h). */
#pragma once

enum {
    ADAPT_REQUEST_MAX = 128 * 1024, /* of the line */
    ADAPT_MEMORY_MAX = 256 * 1024 * 1024,
    ADAPT_CPU_MAX_SECONDS = 10,
};
