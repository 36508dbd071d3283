#include "command/check/check_document.h"

#include "base/translated.h"
#include "content/json/json_mistake.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* How much is looked at for names that are not at the beginning. */
enum { LOOKED_AT = 256 * 1024, LINES_MAX = 50 };

static const char copy[] = N_(
    "Open it, copy its text, and put that into feed.json, with Notepad, saved as\n"
    "UTF-8: a new line behind \"items\": [ ; what stands there already stays.\n"
    "  {\"id\": \"water\", \"kind\": \"notice\", \"title\": \"Title\", \"text\": \"Text\"},\n"
    "Where there is no feed.json yet, begin with the example of docs/editors.md.");
static const char begin_with[] = N_(
    "Begin with the example of docs/editors.md, or with this:\n"
    "{\"lobbycard\": 1, \"items\": [\n"
    "  {\"id\": \"water\", \"kind\": \"notice\", \"title\": \"Title\", \"text\": \"Text\"}]}");
static const char save[] =
    N_("If it has the feed in it, save it there as plain text (.txt) in UTF-8. If not,\n"
       "write its text into an item, as docs/editors.md shows.");

static const char unpack[] =
    N_("Unpack it, and check the file that is in it. A server that sends a feed packed has to\n"
       "say so: Content-Encoding: gzip.");

struct form {
    const char *begin; /* of the file, */
    size_t size;
    size_t at;          /* from there on */
    const char *within; /* and this somewhere, or NULL */
    size_t within_size;
    const char *what, *advice;
};
#define TEXT(text) text, sizeof(text) - 1
#define OLD "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define WIDE_WORD "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t"
#define WIDE_BOOK "W\0o\0r\0k\0b\0o\0o\0k"

static const struct form forms[] = {
    { TEXT("PK\3\4"), 0, TEXT("word/"), N_("this is a Word document (.docx) and no feed"),
        save },
    { TEXT("PK\3\4"), 0, TEXT("xl/"), N_("this is an Excel table (.xlsx) and no feed"), copy },
    { TEXT("PK\3\4"), 0, TEXT("ppt/"), N_("these are PowerPoint slides (.pptx) and no feed"),
        copy },
    { TEXT("PK\3\4"), 0, NULL, 0, N_("this is a ZIP archive and no feed"), copy },
    { TEXT("\x1F\x8B"), 0, NULL, 0, N_("this is packed (gzip) and no feed"), unpack },
    { TEXT("Rar!"), 0, NULL, 0, N_("this is a RAR archive and no feed"), copy },
    { TEXT("7z\xBC\xAF"), 0, NULL, 0, N_("this is a 7z archive and no feed"), copy },
    { TEXT(OLD), 0, TEXT(WIDE_WORD),
        N_("this is an old Word or WPS document (.doc) and no feed"), save },
    { TEXT(OLD), 0, TEXT(WIDE_BOOK), N_("this is an old Excel table (.xls) and no feed"),
        copy },
    { TEXT(OLD), 0, NULL, 0, N_("this is an old Office document and no feed"), save },
    { TEXT("%PDF"), 0, NULL, 0, N_("this is a PDF and no feed"), copy },
    { TEXT("{\\rtf"), 0, NULL, 0, N_("this is an RTF document (WordPad) and no feed"), save },
    { TEXT("\xFF\xD8\xFF"), 0, NULL, 0, N_("this is a picture (JPEG) and no feed"), NULL },
    { TEXT("\x89PNG"), 0, NULL, 0, N_("this is a picture (PNG) and no feed"), NULL },
    { TEXT("GIF8"), 0, NULL, 0, N_("this is a picture (GIF) and no feed"), NULL },
    { TEXT("WEBP"), 8, NULL, 0, N_("this is a picture (WebP) and no feed"), NULL },
    { TEXT("ftyphei"), 4, NULL, 0, N_("this is a picture (HEIC) and no feed"), NULL },
    { TEXT("ftypmif1"), 4, NULL, 0, N_("this is a picture (HEIC) and no feed"), NULL },
    { TEXT("ftypavif"), 4, NULL, 0, N_("this is a picture (AVIF) and no feed"), NULL },
    { TEXT("ftyp"), 4, NULL, 0, N_("this is a video and no feed"), NULL },
    { TEXT("II*\0"), 0, NULL, 0, N_("this is a picture (TIFF) and no feed"), NULL },
    { TEXT("MM\0*"), 0, NULL, 0, N_("this is a picture (TIFF) and no feed"), NULL },
    { TEXT("8BPS"), 0, NULL, 0, N_("this is a Photoshop file and no feed"), NULL },
    { TEXT("BM"), 0, TEXT("\0\0\0\0"), N_("this is a picture (BMP) and no feed"), NULL },
};

static const char picture_advice[] = N_(
    "Put it beside the feed, in media/, and name it in an item:\n"
    "{\"id\": \"gate\", \"kind\": \"picture\", \"title\": \"Title\", \"image\": \"media/gate.jpg\"}");

static const struct form *find_form(const struct bytes *body)
{
    size_t looked_at = body->size < LOOKED_AT ? body->size : LOOKED_AT;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct form *form = &forms[i];
        if (body->size >= form->at + form->size &&
            memcmp(body->data + form->at, form->begin, form->size) == 0 &&
            (!form->within || memmem(body->data, looked_at, form->within, form->within_size) ||
                memmem(body->data + body->size - looked_at, looked_at, form->within,
                    form->within_size))) {
            return form;
        }
    }
    return NULL;
}

static bool has(const struct bytes *body, const char *word)
{
    return strcasestr(body->data, word);
}

static bool begins(const char *text, const char *word)
{
    return strncasecmp(text, word, strlen(word)) == 0;
}

static const char *skip_blanks(const struct bytes *body)
{
    const char *at = body->data;
    at += begins(at, "\xEF\xBB\xBF") ? 3 : 0;
    return at + strspn(at, " \t\r\n");
}

static bool is_page(const char *at)
{
    static const char *const begin[] = { "<!doctype html", "<html", "<head", "<body", "<div",
        "<script", "<table", "<p>", "<meta" };
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
        if (begins(at, begin[i])) {
            return true;
        }
    }
    return false;
}

static void take_title(const struct bytes *body, struct check_document *document)
{
    const char *title = strcasestr(body->data, "<title>");
    const char *end = title ? strcasestr(title, "</title") : NULL;
    if (end) {
        document->title = title + 7 + strspn(title + 7, " \t\r\n");
        document->title_size = end > document->title ? (size_t)(end - document->title) : 0;
        document->title_size = strcspn(document->title, "\r\n<") < document->title_size
                                   ? strcspn(document->title, "\r\n<")
                                   : document->title_size;
    }
}

static bool is_marked_up(const struct bytes *body, struct check_document *document)
{
    const char *at = skip_blanks(body);
    if (*at != '<' || begins(at, "<!--")) {
        return false;
    }
    bool is_html = is_page(at) || (begins(at, "<?xml") && has(body, "<html"));
    if (is_html && (has(body, "type=\"password\"") || has(body, "type='password'") ||
                       has(body, "统一身份认证"))) {
        document->what = N_("this is a web page with a log-in form and no feed");
        document->advice =
            N_("Log in and download it again. The screens cannot log in: the feed's address\n"
               "must be readable without.");
    } else if (is_html) {
        document->what = N_("this is a web page (HTML) and no feed");
        document->advice = copy;
    } else {
        document->what = has(body, "<rss") || has(body, "<feed") || has(body, "<rdf")
                             ? N_("this is RSS or Atom (XML) and no lobbycard feed")
                             : N_("this is XML and no feed");
        document->advice = copy;
    }
    take_title(body, document);
    return true;
}

/* Lines with the same number of separators, two or more of them. */
static bool is_table(const char *text)
{
    static const char *const separators[] = { ",", "\t", ";" };
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        size_t lines = 0, first = 0, same = 0;
        for (const char *at = text; *at && lines < LINES_MAX;) {
            size_t size = strcspn(at, "\n"), count = 0;
            for (size_t k = 0; k < size; k++) {
                count += at[k] == *separators[i];
            }
            first = lines == 0 ? count : first;
            same += count == first;
            lines += size > 1;
            at += size + (at[size] == '\n');
        }
        if (lines >= 2 && first >= 1 && same >= lines - lines / 4) {
            return true;
        }
    }
    return false;
}

/* Of what nobody typed every tenth byte is a control character, of a text none: one in twenty
 * tells. */
static bool is_no_text(const struct bytes *body)
{
    size_t looked_at = body->size < LOOKED_AT ? body->size : LOOKED_AT, controls = 0;
    for (size_t i = 0; i < looked_at; i++) {
        unsigned char byte = (unsigned char)body->data[i];
        controls += byte > 0 && byte < ' ' && !strchr("\t\n\v\f\r\x1B", byte);
    }
    return controls * 20 > looked_at;
}

bool check_document_is_foreign(const struct bytes *body, struct check_document *document)
{
    *document = (struct check_document) { .what = NULL };
    if (body->size == 0) {
        document->what = N_("the file is empty");
        document->advice = begin_with;
        return true;
    }
    const struct form *form = find_form(body);
    if (form) {
        document->what = form->what;
        document->advice = form->advice ? form->advice : picture_advice;
        return true;
    }
    if (is_no_text(body)) {
        document->what = N_("this is no text, but a file of some program, and no feed");
        document->advice = copy;
        return true;
    }
    if (memchr(body->data, '\0', body->size) || json_in_front(body->data, body->size)) {
        return false;
    }
    if (is_marked_up(body, document)) {
        return true;
    }
    const char *at = skip_blanks(body);
    if (!*at) {
        document->what = N_("the file is empty: it has nothing but white space");
        document->advice = begin_with;
        return true;
    }
    if (strpbrk(at, "{[") || *at == '"') {
        return false;
    } else {
        document->what = is_table(at) ? N_("this looks like a table (CSV) and is no feed")
                                      : N_("this is plain text and no feed");
    }
    document->advice = copy;
    return true;
}
