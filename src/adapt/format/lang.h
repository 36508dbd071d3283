/* Languages as feeds and calendars name them. */
#pragma once

/* The tag by which Han characters take their shapes (docs/feed.md): "zh-cn", "zh_CN", "zh" are
 * zh-Hans, "zh-tw" zh-Hant; of others the language alone. "" where it is none. Static text, or
 * `out`. */
const char *lang_tag(const char *written, char out[16]);
