/* What libraries of others leak of damaged pictures, the decoder does not live to see: it is no
 * finding of LeakSanitizer's. In one file of a program. */
#pragma once

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libheif.so\nleak:libde265.so\nleak:libdav1d.so\nleak:libaom.so\n"
           "leak:librsvg-2.so\nleak:libxml2.so\n";
}
