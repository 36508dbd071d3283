#include "adapt/adapt_nobody.h"

#include <stddef.h>
#include <strings.h>

bool adapt_is_nobody(const char *name)
{
    static const char *const names[] = { "admin", "administrator", "root", "webmaster",
        "editor", "wordpress", "管理员", "系统管理员", "超级管理员", "网站管理员",
        "uncategorized", "未分类", "未分類" };
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
        if (strcasecmp(name, names[i]) == 0) {
            return true;
        }
    }
    return !name || !*name;
}
