#include "command/desk/when/when_reader.h"
#include "command/desk/when/when_words.h"

#include <stdlib.h>

bool when_take_extra(struct when_reader *reader)
{
    struct when *when = reader->when;
    const char *at = reader->at;
    char *end;
    if (WHEN_TAKE(&at, "优先级", "priority")) {
        WHEN_TAKE(&at, "为", "：", ":");
        long value = strtol(at, &end, 10);
        if (end == at || value < -1000 || value > 1000) {
            return false;
        }
        when->priority = (int)value;
        when->has_priority = true;
        reader->at = end;
        return true;
    }
    if (WHEN_TAKE(&at, "每轮", "a cycle:")) {
        int value = when_take_number(&at);
        when_skip(&at);
        if (value < 1 || value > 10 || !WHEN_TAKE(&at, "次", "times", "time")) {
            return false;
        }
        when->weight = value;
        when->has_weight = true;
        reader->at = at;
        return true;
    }
    bool is_age = WHEN_TAKE(&at, "发布后", "within");
    int value = is_age ? when_take_number(&at) : -1;
    when_skip(&at);
    char unit = WHEN_TAKE(&at, "天", "days", "day")           ? 'd'
                : WHEN_TAKE(&at, "小时", "hours", "hour")     ? 'h'
                : WHEN_TAKE(&at, "分钟", "minutes", "minute") ? 'm'
                                                              : '\0';
    WHEN_TAKE(&at, "内", "之内", "of publication");
    if (!is_age || value < 1 || !unit) {
        return false;
    }
    when->max_age = arena_printf(reader->context->arena, "%d%c", value, unit);
    reader->at = at;
    return true;
}
