#include "slide/kinds/table/table.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

enum state_shape { STATE_OTHER, STATE_FULL, STATE_HALF, STATE_OUT };

/* What may stand alone, or in front of a number or a mark: "晚点 10 分钟". */
static const struct {
    enum state_shape shape;
    const char *word;
} states[] = {
    { STATE_FULL, "正常" },
    { STATE_FULL, "开放" },
    { STATE_FULL, "营业" },
    { STATE_FULL, "营业中" },
    { STATE_FULL, "开放中" },
    { STATE_FULL, "充足" },
    { STATE_FULL, "空闲" },
    { STATE_FULL, "有空" },
    { STATE_FULL, "有座" },
    { STATE_FULL, "有位" },
    { STATE_FULL, "有票" },
    { STATE_FULL, "可用" },
    { STATE_FULL, "可预约" },
    { STATE_FULL, "供应" },
    { STATE_FULL, "供应中" },
    { STATE_FULL, "出诊" },
    { STATE_FULL, "在岗" },
    { STATE_FULL, "进行中" },
    { STATE_FULL, "准点" },
    { STATE_FULL, "已完成" },
    { STATE_FULL, "完成" },
    { STATE_FULL, "已开" },
    { STATE_FULL, "open" },
    { STATE_FULL, "available" },
    { STATE_FULL, "free" },
    { STATE_FULL, "on time" },
    { STATE_FULL, "running" },
    { STATE_FULL, "done" },
    { STATE_FULL, "ok" },
    { STATE_HALF, "紧张" },
    { STATE_HALF, "较少" },
    { STATE_HALF, "少量" },
    { STATE_HALF, "即将售罄" },
    { STATE_HALF, "将满" },
    { STATE_HALF, "余" },
    { STATE_HALF, "仅余" },
    { STATE_HALF, "剩余" },
    { STATE_HALF, "晚点" },
    { STATE_HALF, "延误" },
    { STATE_HALF, "推迟" },
    { STATE_HALF, "延期" },
    { STATE_HALF, "拥挤" },
    { STATE_HALF, "繁忙" },
    { STATE_HALF, "排队" },
    { STATE_HALF, "限流" },
    { STATE_HALF, "处理中" },
    { STATE_HALF, "已受理" },
    { STATE_HALF, "limited" },
    { STATE_HALF, "few left" },
    { STATE_HALF, "delayed" },
    { STATE_HALF, "busy" },
    { STATE_OUT, "售罄" },
    { STATE_OUT, "已售罄" },
    { STATE_OUT, "售完" },
    { STATE_OUT, "无" },
    { STATE_OUT, "无票" },
    { STATE_OUT, "满" },
    { STATE_OUT, "已满" },
    { STATE_OUT, "满座" },
    { STATE_OUT, "关闭" },
    { STATE_OUT, "已关闭" },
    { STATE_OUT, "闭馆" },
    { STATE_OUT, "取消" },
    { STATE_OUT, "已取消" },
    { STATE_OUT, "停运" },
    { STATE_OUT, "停开" },
    { STATE_OUT, "停诊" },
    { STATE_OUT, "停课" },
    { STATE_OUT, "停餐" },
    { STATE_OUT, "停用" },
    { STATE_OUT, "停电" },
    { STATE_OUT, "停水" },
    { STATE_OUT, "暂停" },
    { STATE_OUT, "休息" },
    { STATE_OUT, "故障" },
    { STATE_OUT, "维修" },
    { STATE_OUT, "维修中" },
    { STATE_OUT, "检修" },
    { STATE_OUT, "占用" },
    { STATE_OUT, "已结束" },
    { STATE_OUT, "结束" },
    { STATE_OUT, "不开放" },
    { STATE_OUT, "sold out" },
    { STATE_OUT, "closed" },
    { STATE_OUT, "full" },
    { STATE_OUT, "cancelled" },
    { STATE_OUT, "canceled" },
    { STATE_OUT, "out of order" },
    { STATE_OUT, "out of service" },
    { STATE_OUT, "none" },
};

/* A letter that goes on would make another word of it. */
static bool ends_there(const char *rest)
{
    size_t at = 0;
    uint32_t c = *rest ? utf8_next(rest, strlen(rest), &at) : ' ';
    return c < 0x80 ? !((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
                    : c == 0x3000 || c == 0xFF08 || c == 0xFF0C || c == 0xFF1A;
}

static enum state_shape shape_of(const char *state)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        size_t size = strlen(states[i].word);
        if (strncasecmp(state, states[i].word, size) == 0 && ends_there(state + size)) {
            return states[i].shape;
        }
    }
    return STATE_OTHER;
}

bool table_state_is_out(const char *state)
{
    return shape_of(state) == STATE_OUT;
}

static int side_of(int px)
{
    return grid_scaled(px, 56);
}

int table_state_lead(int px)
{
    return side_of(px) + px / 3;
}

/* line is the line box of the word, which stands behind the shape. */
void table_state_add(struct pen *pen, const char *state, int px, struct pixel_rect line)
{
    enum state_shape shape = shape_of(state);
    int side = side_of(px), thick = px / 12 > 1 ? px / 12 : 1;
    struct pixel_rect square = { line.x, line.y + (line.h - side) / 2, side, side };
    struct pixel_rect inside = { square.x + thick, square.y + thick, side - 2 * thick,
        side - 2 * thick };
    struct colour ink = pen->theme->ink;
    if (shape == STATE_OTHER) {
        square.y += (side - 2 * thick) / 2;
        square.h = 2 * thick;
    }
    pen_fill(pen, "state", square, ink);
    if (shape == STATE_HALF) {
        inside.h /= 2; /* filled from below */
    }
    if (shape == STATE_HALF || shape == STATE_OUT) {
        pen_fill(pen, "state", inside, pen->on);
    }
}
