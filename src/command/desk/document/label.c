#include "command/desk/document/label.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *member, *chinese, *english;
} labels[] = {
    { "id", "编号", "id" },
    { "kind", "种类", "kind" },
    { "lang", "语言", "language" },
    { "title", "标题", "title" },
    { "text", "正文", "text" },
    { "url", "网址", "address" },
    { "published", "发布日期", "published" },
    { "verified_until", "核实有效期", "verified until" },
    { "show", "时间与屏幕", "when and where" },
    { "from", "开始", "from" },
    { "until", "结束", "until" },
    { "days", "星期", "days" },
    { "hours", "时段", "hours" },
    { "screens", "屏幕", "screens" },
    { "windows", "时间窗", "windows" },
    { "priority", "优先级", "priority" },
    { "weight", "出现次数", "weight" },
    { "max_age", "最长时效", "maximum age" },
    { "source", "来源", "source" },
    { "body", "正文段落", "body" },
    { "heading", "小标题", "heading" },
    { "image", "图片", "picture" },
    { "caption", "图注", "caption" },
    { "level", "级别", "level" },
    { "fit", "显示方式", "fit" },
    { "focus", "焦点", "focus" },
    { "to", "目标时间", "counts to" },
    { "after", "到时显示", "afterwards" },
    { "date", "日期", "date" },
    { "rows", "行", "row" },
    { "time", "时间", "time" },
    { "place", "地点", "place" },
    { "columns", "列", "column" },
    { "cells", "单元格", "cell" },
    { "state", "状态", "state" },
    { "group", "分组", "group" },
    { "empty", "无内容时显示", "when empty" },
    { "as_of", "数据时间", "as of" },
    { "unit", "单位", "unit" },
    { "type", "类型", "type" },
    { "severity", "严重程度", "severity" },
    { "instruction", "怎么做", "instruction" },
    { "contact", "联系", "contact" },
    { "banner", "横幅", "banner" },
    { "test", "演练", "drill" },
    { "clear", "解除", "all-clear" },
    { "name", "名称", "name" },
    { "welcome", "欢迎语", "welcome" },
    { "logo", "徽标", "logo" },
    { "footer", "页脚", "footer" },
    { "label", "名目", "label" },
    { "numbers", "号码", "number" },
    { "number", "号码", "number" },
    { "note", "备注", "note" },
};

const char *label_of(const char *member, bool is_chinese)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (strcmp(labels[i].member, member) == 0) {
            return is_chinese ? labels[i].chinese : labels[i].english;
        }
    }
    return member;
}
