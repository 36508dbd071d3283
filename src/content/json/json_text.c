#include "content/json/json_text.h"

bool json_text(struct bytes *out, const char *text)
{
    if (!text) {
        return bytes_print(out, "null");
    }
    bool done = bytes_append(out, "\"", 1);
    for (const char *c = text; done && *c; c++) {
        if (*c == '"' || *c == '\\') {
            done = bytes_print(out, "\\%c", *c);
        } else if (*c == '\n' || *c == '\t') {
            done = bytes_print(out, "\\%c", *c == '\n' ? 'n' : 't');
        } else if ((unsigned char)*c < 0x20) {
            done = bytes_print(out, "\\u%04x", (unsigned)*c);
        } else {
            done = bytes_append(out, c, 1);
        }
    }
    return done && bytes_append(out, "\"", 1);
}
