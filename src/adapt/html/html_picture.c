#include "adapt/html/html_picture.h"

#include "base/picture_name.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ICON_MAX_PX = 32, ALT_MAX_BYTES = 300 };

static bool is_address(const char *address)
{
    static const char *const own[] = { "data:", "cid:", "blob:", "file:", "about:",
        "javascript:", "x-apple", "mhtml:", "webkit-fake-url:" };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (strncasecmp(address, own[i], strlen(own[i])) == 0) {
            return false;
        }
    }
    return *address;
}

/* What stands there until the picture is scrolled to, and what counts or decorates. */
static bool is_filling(const char *address)
{
    static const char *const parts[] = { "loading.", "placeholder", "/blank.", "grey.gif",
        "gray.gif", "spacer.", "transparent.", "1x1.", "lazyload" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcasestr(address, parts[i])) {
            return true;
        }
    }
    return false;
}

static bool is_counter(const char *address)
{
    static const char *const parts[] = { "feeds.feedburner.com/~", "pixel.wp.com",
        "stats.wordpress.com", "google-analytics.com", "hm.baidu.com", "/piwik.", "/matomo.",
        "cnzz.com", "/icon_", "/_ueditor/themes/", "/filetypeimages/", "/dialogs/attachment/",
        "51.la/" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcasestr(address, parts[i])) {
            return true;
        }
    }
    return false;
}

/* The widest of "a.jpg 480w, b.jpg 1200w". */
static const char *widest(struct arena *arena, const char *set)
{
    const char *best = NULL;
    size_t best_length = 0;
    double best_width = -1;
    for (const char *at = set; *at;) {
        at += strspn(at, " \t\r\n,");
        size_t length = strcspn(at, " \t\r\n");
        const char *behind = at + length;
        while (length > 0 && at[length - 1] == ',') {
            length--;
        }
        double width = at[length] == ',' ? 0 : strtod(behind, NULL);
        if (length > 0 && width > best_width) {
            best = at;
            best_length = length;
            best_width = width;
        }
        at = at[length] == ',' ? at + length : behind + strcspn(behind, ",");
    }
    return best ? arena_strndup(arena, best, best_length) : NULL;
}

static bool is_icon(const xmlNode *image)
{
    int width = html_side(image, "width"), height = html_side(image, "height");
    return (width >= 0 && width <= ICON_MAX_PX) || (height >= 0 && height <= ICON_MAX_PX);
}

const char *html_picture_address(struct arena *arena, const xmlNode *image)
{
    static const char *const lazy[] = { "data-src", "data-original", "data-lazy-src",
        "data-actualsrc", "data-echo", "data-url", "original-src", "orisrc", "lazy-src",
        "_src" };
    const char *address = html_attribute(image, "src");
    if (is_icon(image) || is_counter(address)) {
        return NULL;
    }
    if (is_address(address) && !is_filling(address)) {
        return address;
    }
    for (size_t i = 0; i < sizeof lazy / sizeof *lazy; i++) {
        const char *other = html_attribute(image, lazy[i]);
        if (is_address(other)) {
            return other;
        }
    }
    const char *set = html_attribute(image, "srcset");
    set = *set ? set : html_attribute(image, "data-srcset");
    const char *best = *set ? widest(arena, set) : NULL;
    return best && is_address(best) ? best : NULL;
}

/* "IMG_2017", "微信图片_2026", "a.jpg", "图片": what a machine calls it. */
static bool is_file_name(const char *text)
{
    static const char *const begins[] = { "IMG", "DSC", "微信图片", "微信截图", "QQ截图",
        "QQ图片", "image", "photo_", "mmexport", "截屏", "屏幕截图", "untitled", "未命名",
        "http:", "https:" };
    static const char *const wholes[] = { "图片", "图", "插图", "配图", "图像", "picture",
        "photo", "img", "logo", "alt", "Image" };
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        if (strncasecmp(text, begins[i], strlen(begins[i])) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        if (strcasecmp(text, wholes[i]) == 0) {
            return true;
        }
    }
    return picture_name(text, strlen(text));
}

/* A word of people: with a Han character, or of several words. */
static bool is_text(const char *text)
{
    size_t length = strlen(text);
    bool has_space = strchr(text, ' ');
    for (size_t at = 0; at < length;) {
        if (utf8_is_han(utf8_next(text, length, &at))) {
            return true;
        }
    }
    return has_space;
}

const char *html_picture_alt(const xmlNode *image)
{
    static const char *const names[] = { "alt", "title" };
    for (int i = 0; i < 2; i++) {
        const char *text = html_attribute(image, names[i]);
        text += strspn(text, " \t\r\n");
        if (strlen(text) <= ALT_MAX_BYTES && is_text(text) && !is_file_name(text)) {
            return text;
        }
    }
    return "";
}

const char *html_picture_sign(const xmlNode *image)
{
    return html_has_class(image, "wp-smiley emoji emojione twemoji")
               ? html_attribute(image, "alt")
               : "";
}
