#include "adapt/format/xml_mend.h"
#include "adapt/format/xml_node.h"

#include <libxml/parser.h>
#include <string.h>

/* libxml2's own words, which end with a line's end. */
static void tell(const xmlParserCtxt *context, struct error *error)
{
    const xmlError *last = context ? &context->lastError : NULL;
    const char *message = last && last->message ? last->message : "";
    int length = (int)strcspn(message, "\r\n");
    if (!last || last->code == XML_ERR_NO_MEMORY) {
        error_set(error, "out of memory");
    } else {
        error_set(error, "line %d: %.*s", last->line, length, message);
    }
}

xmlDoc *xml_load(const char *data, size_t size, const char *base, struct error *error)
{
    static const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                               XML_PARSE_COMPACT | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC;
    struct bytes mended;
    xmlDoc *document = NULL;
    bytes_init(&mended);
    if (xml_mend(&mended, data, size, error)) {
        xmlParserCtxt *context = xmlNewParserCtxt();
        document = context ? xmlCtxtReadMemory(context, mended.data, (int)mended.size,
                                 *base ? base : NULL, "UTF-8", options)
                           : NULL;
        if (!document) {
            tell(context, error);
        }
        xmlFreeParserCtxt(context);
    }
    bytes_finish(&mended);
    return document;
}
