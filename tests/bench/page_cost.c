/* What it costs to set and paint a full article page at 1080p, as the preparer does, the first
 * time its characters are used and the second. Printed as JSON for script/bench:
 *
 *     page_cost ROOT ROUNDS
 */
#include "base/clock.h"
#include "base/utf8.h"
#include "screen/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1920, HEIGHT = 1080 };
static const int64_t now_ms = INT64_C(1795399200000);

static const char feed_json[] =
    "{\"lobbycard\": 1, \"site\": {\"name\": \"河湾学院\"}, \"items\": [{\"id\": \"a\","
    "\"kind\": \"article\", \"title\": \"图书馆新馆本月底启用\", \"body\": ["
    "{\"text\": \""
    "历时三年建设的图书馆新馆将于本月三十日起向全校师生开放。新馆位于东门内侧，地"
    "上六层，地下一层，总面积四万余平方米，设阅览座位三千二百个，其中独立研修间六"
    "十间、小组讨论室二十四间，均可在手机上预约。"
    "\"}"
    ", {\"text\": \""
    "一层大厅全天开放，配有自助借还机、打印机与饮水处；二至五层按学科分区藏书，收"
    "录纸质图书一百八十万册；六层为古籍特藏，凭证件入内，取阅须由馆员陪同。"
    "\"}"
    ", {\"text\": \""
    "搬迁期间，老馆停止外借，已到期的书刊一律顺延至下月十五日归还，不计逾期费用。"
    "读者如急需使用尚未上架的文献，请到老馆值班台登记，工作人员会在两个工作日之内"
    "送达。"
    "\"}"
    ", {\"text\": \""
    "新馆周一至周五早七点半开门，晚十点半闭馆，双休日推迟半小时开放；期末考试前两"
    "周，三层自习区通宵不关灯。进馆刷校园卡或扫码，忘带证件的同学可在门口凭学号登"
    "记，每学期以三次为限。"
    "\"}"
    ", {\"text\": \""
    "启用当天上午九点，校史陈列同时揭幕，展出老照片、手稿和仪器近五百件，其中半数"
    "以上是首次公开。欢迎同学们报名担任志愿讲解员，名额四十人，培训合格后记入实践"
    "学分。"
    "\"}"
    ", {\"text\": \""
    "为了让大家尽快熟悉布局，开馆首周每天下午两点和四点各安排一场导览，从一层服务"
    "台出发，全程约四十分钟，无需预约。行动不便的读者可提前致电，由专人引导乘电梯"
    "前往各楼层。"
    "\"}"
    "]}]}";

static size_t count_characters(const struct scene *scene)
{
    size_t count = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        for (size_t k = 0; box->kind == BOX_TEXT && k < box->line_count; k++) {
            const char *text = box->lines[k].line.text;
            for (size_t at = 0; at < strlen(text);) {
                utf8_next(text, strlen(text), &at);
                count++;
            }
        }
    }
    return count;
}

/* The slide with the most characters. */
static size_t find_fullest(struct desk *desk)
{
    size_t fullest = 0, most = 0;
    for (size_t i = 0; i < desk_slide_count(desk); i++) {
        struct scene *scene = desk_lay_out(desk, i, now_ms);
        size_t count = scene ? count_characters(scene) : 0;
        scene_destroy(scene);
        fullest = count > most ? i : fullest;
        most = count > most ? count : most;
    }
    return fullest;
}

/* In ms; below 0 when memory is out. */
static double prepare(struct desk *desk, size_t slide, size_t *characters)
{
    int64_t start_us = clock_mono_us(), end_us = -1;
    struct scene *scene = desk_lay_out(desk, slide, now_ms);
    struct picture *picture = scene ? desk_paint(desk, scene) : NULL;
    if (picture) {
        end_us = clock_mono_us();
        *characters = count_characters(scene);
    }
    picture_destroy(picture);
    scene_destroy(scene);
    desk_trim(desk);
    return picture ? (double)(end_us - start_us) / 1000 : -1;
}

/* A desk of its own each time, so that nothing is drawn yet. */
static bool run(const char *root, const struct config *config, struct feed *feed)
{
    struct error error = { 0 };
    struct selection_source source = { .name = "news", .feed = feed };
    struct supply supply = { &source, 1, NULL, NULL };
    struct desk_job job = {
        .config = config, .supply = &supply, .width = WIDTH, .height = HEIGHT, .now_ms = now_ms
    };
    struct desk *desk = desk_create(root, &error);
    size_t characters = 0;
    bool done = false;
    if (desk && desk_plan(desk, &job, &error)) {
        size_t slide = find_fullest(desk);
        double first_ms = prepare(desk, slide, &characters);
        double second_ms = prepare(desk, slide, &characters);
        printf("[%zu, %.2f, %.2f]", characters, first_ms, second_ms);
        done = first_ms >= 0 && second_ms >= 0;
    }
    desk_destroy(desk);
    return done;
}

int main(int argc, char **argv)
{
    static const char *const kinds[] = { "article" };
    struct error error = { 0 };
    int rounds = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
    struct config *config = config_default(&error);
    struct feed *feed = feed_parse(feed_json, sizeof feed_json - 1, &error);
    bool done = rounds > 0 && config && feed;
    if (done) {
        config->programme.order = (struct text_list) { kinds, 1 };
    }
    printf("[");
    for (int i = 0; done && i < rounds; i++) {
        printf("%s", i ? ", " : "");
        done = run(argv[1], config, feed);
    }
    printf("]\n");
    feed_destroy(feed);
    config_destroy(config);
    return done ? 0 : 1;
}
