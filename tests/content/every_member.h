/* A feed with every member that is no number and no switch, of every kind of item, and more
 * notices for the breaker. */
#pragma once

#define PAST "今天下午三点在南山校区老图书馆举行请各位同学准时参加"

static const char document[] =
    "{\"lobbycard\":1,\"$schema\":\"feed.schema.json\",\"serial\":1,\"issued\":\"2026-11-01T08:00:00+08:00\","
    "\"expires\":\"2027-11-01T08:00:00+08:00\",\"lang\":\"zh-Hans\","
    "\"site\":{\"name\":\"教务处\",\"welcome\":\"欢迎\",\"logo\":\"logo.png\","
    "\"footer\":[\"一楼大厅\"]},"
    "\"hotlines\":[{\"label\":\"教务\",\"numbers\":[{\"number\":\"023-65763111\","
    "\"note\":\"成教\"}],\"hours\":\"Mon-Fri 08:30-17:30\",\"verified_until\":\"2027-08-31\","
    "\"show\":{\"from\":\"2026-11-01\",\"until\":\"2026-12-01T08:00\",\"days\":\"Mon-Fri\","
    "\"hours\":\"08:00-20:00\",\"max_age\":\"30d\",\"windows\":[{\"from\":\"2026-11-01\","
    "\"until\":\"2026-12-01\",\"days\":\"Mon-Fri\",\"hours\":\"08:00-20:00\"}]}},"
    "{\"label\":\"保卫\",\"numbers\":\"023-65763222\"}],"
    "\"links\":[{\"label\":\"主页\",\"url\":\"https://jw.example.org/\",\"show\":{\"screens\":[\"lobby\"]}}],"
    "\"items\":["
    "{\"id\":\"a1\",\"kind\":\"article\",\"lang\":\"zh-Hans\",\"show\":{\"screens\":[\"lobby\"]},\"title\":\"新闻\",\"source\":\"宣传部\",\"url\":\"a.html\","
    "\"published\":\"2026-11-01\",\"verified_until\":\"2027-08-31\","
    "\"body\":[{\"heading\":\"小标题\"},{\"text\":\"段落\"},"
    "{\"image\":\"a.png\",\"caption\":\"图注\"}]},"
    "{\"kind\":\"notice\",\"title\":\"通知\",\"text\":\"正文\",\"level\":\"info\"},"
    "{\"kind\":\"picture\",\"title\":\"海报\",\"image\":\"b.png\",\"fit\":\"cover\",\"focus\":[0.5,0.5]},"
    "{\"kind\":\"countdown\",\"title\":\"校庆\",\"to\":\"2026-12-01\",\"after\":\"到了\"},"
    "{\"kind\":\"agenda\",\"title\":\"日程\",\"date\":\"2026-11-02\","
    "\"rows\":[{\"time\":\"09:00\",\"title\":\"开会\",\"place\":\"礼堂\"}]},"
    "{\"kind\":\"table\",\"title\":\"菜单\",\"as_of\":\"2026-11-01T10:05:00+08:00\","
    "\"max_age\":\"4h\",\"empty\":\"今日停餐\",\"columns\":[{\"label\":\"菜品\"},"
    "{\"label\":\"价格\",\"type\":\"number\",\"unit\":\"元\"}],"
    "\"rows\":[{\"group\":\"一楼\"},{\"cells\":[\"排骨\",12],\"state\":\"售罄\","
    "\"until\":\"2026-12-01T13:00\"}]},"
    "{\"kind\":\"alert\",\"title\":\"警报\",\"text\":\"大风\",\"severity\":\"severe\","
    "\"instruction\":\"进屋\",\"contact\":\"保卫处\","
    "\"show\":{\"until\":\"2026-11-01T20:00:00+08:00\"}},"
    "{\"kind\":\"notice\",\"title\":\"甲\",\"text\":\"" PAST "\"},"
    "{\"kind\":\"notice\",\"title\":\"乙\",\"text\":\"" PAST "\"},"
    "{\"kind\":\"notice\",\"title\":\"丙\",\"text\":\"" PAST "\"}]}";
