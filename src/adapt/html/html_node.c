#include "adapt/html/html_node.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STYLE_MAX = 1024 };

static bool list_has(const char *list, const char *word, size_t length)
{
    for (const char *at = list; *at;) {
        size_t size = strcspn(at, " ");
        if (size == length && strncasecmp(at, word, length) == 0) {
            return true;
        }
        at += size + strspn(at + size, " ");
    }
    return false;
}

bool html_is(const xmlNode *node, const char *names)
{
    const char *name = (const char *)node->name;
    return html_is_element(node) && list_has(names, name, strlen(name));
}

const char *html_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *at = node->properties; at; at = at->next) {
        if (strcasecmp((const char *)at->name, name) == 0 && at->children &&
            at->children->content) {
            return (const char *)at->children->content;
        }
    }
    return "";
}

bool html_has_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *at = node->properties; at; at = at->next) {
        if (strcasecmp((const char *)at->name, name) == 0) {
            return true;
        }
    }
    return false;
}

bool html_has_class(const xmlNode *node, const char *words)
{
    static const char *const attributes[] = { "class", "id" };
    for (int i = 0; i < 2; i++) {
        const char *at = html_attribute(node, attributes[i]);
        for (at += strspn(at, " \t\r\n"); *at;) {
            size_t length = strcspn(at, " \t\r\n");
            if (list_has(words, at, length)) {
                return true;
            }
            at += length + strspn(at + length, " \t\r\n");
        }
    }
    return false;
}

/* In small letters and without spaces; begins with a ';'. */
static void read_style(const xmlNode *node, char out[STYLE_MAX])
{
    const char *style = html_attribute(node, "style");
    size_t used = 0;
    out[used++] = ';';
    for (; *style && used < STYLE_MAX - 1; style++) {
        if (!isspace((unsigned char)*style)) {
            out[used++] = (char)tolower((unsigned char)*style);
        }
    }
    out[used] = '\0';
}

static bool ends_value(const char *at)
{
    static const char *const ends[] = { ";", "px", "pt", "em", "!", "%", "rem" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (strncmp(at, ends[i], strlen(ends[i])) == 0) {
            return true;
        }
    }
    return !*at;
}

bool html_has_style(const xmlNode *node, const char *declaration)
{
    char style[STYLE_MAX];
    if (!*html_attribute(node, "style")) {
        return false;
    }
    read_style(node, style);
    size_t length = strlen(declaration);
    for (const char *at = style; (at = strstr(at, declaration)); at += length) {
        if (at[-1] == ';' && ends_value(at + length)) {
            return true;
        }
    }
    return false;
}

int html_side(const xmlNode *node, const char *name)
{
    char style[STYLE_MAX], wanted[16] = ";";
    const char *value = html_attribute(node, name);
    if (!isdigit((unsigned char)*value)) {
        read_style(node, style);
        strncat(wanted, name, sizeof wanted - 3);
        strcat(wanted, ":");
        const char *found = strstr(style, wanted);
        value = found ? found + strlen(wanted) : "";
    }
    char *end;
    long side = strtol(value, &end, 10);
    return end == value || *end == '%' || side < 0 || side > 100000 ? -1 : (int)side;
}
