#include "content/phone/scan/phone_words.h"

#include "base/utf8.h"
#include "content/phone/scan/phone_token.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { FOLDED_MAX = 64 };

struct words {
    enum phone_word means;
    const char *list; /* with spaces between */
};

static const struct words words[] = {
    { PHONE_WORD_PHONE,
        "电话 電話 热线 熱線 专线 專線 手机 手機 移动电话 座机 座機 固话 固話 长号 长途 "
        "外线 外線 直线 直線 传真 傳真 联系方式 聯絡方式 同号 同號 "
        "微信同号 微信电话 服务台 前台 "
        "tel phone telephone mobile mob cell fax hotline telno" },
    { PHONE_WORD_BOARD, "总机 總機 总台 總台 总机电话 總機電話 总机号 总机号码 switchboard" },
    { PHONE_WORD_OTHER,
        "qq q群 qq群 qq在线 qq咨询 qq客服 群 群号 群號 扣扣 微信 微信号 微訊 wechat wechatid weixin wx vx v信 企业微信 "
        "抖音 抖音号 快手 快手号 小红书 小红书号 b站 b站号 b站uid uid 哔哩哔哩 微博 weibo "
        "钉钉 钉钉号 釘釘 dingtalk 飞书 飛書 lark line lineid telegram whatsapp skype "
        "公众号 公眾號 视频号 視頻號 头条号 百家号 服务号 订阅号 直播间 直播間 直播号 直播账号 "
        "直播 房间号 会议号 會議號 会议id 会议 腾讯会议 腾讯会议号 zoom zoomid meetingid id 会议室号 "
        "访问 訪問 总访问 访问量 訪問量 总访问量 访问人数 访问次数 访客 访客数 訪客 浏览 浏览量 "
        "浏览次数 瀏覽次數 阅读 阅读量 阅读数 点击 点击量 点击数 点击次数 点赞 粉丝 在线人数 人数 次数 "
        "下载量 visits visitors views hits pv uv "
        "账号 帐号 賬號 帳號 账户 帳戶 户号 卡号 卡號 银行卡 开户行 开户号 "
        "标识码 识别码 机构码 邀请码 激活码 注册码 授权码 提取码 取件码 条形码 代码 代碼 代号 代號 编码 編碼 编号 編號 code 校码 "
        "邮编 郵編 邮政编码 郵遞區號 郵政編碼 zip zipcode postcode postalcode 邮箱 郵箱 电子邮箱 "
        "电子邮件 信箱 邮政信箱 email e-mail mail 网址 網址 网站 url www "
        "学号 學號 号段 联行号 行号 工号 工號 考号 考生号 报名号 准考证号 身份证 身份证号 证号 證號 许可证 许可证号 "
        "备案 备案号 备 公网安备 icp备 文号 税号 信用代码 流水号 订单号 单号 序列号 版本 版本号 "
        "飞信 飞信号 易信 易信号 陌陌 陌陌号 西瓜号 知乎 知乎号 微店 店铺号 频道 频道号 yy号 "
        "登录名 登陆名 用户名 用户号 会员号 序号 排队号 批次号 批号 货号 型号 课程号 班级号 座位号 座号 "
        "档案号 学籍号 考籍号 发票号 合同号 护照 护照号 保单号 社保号 医保号 活动码 "
        "门牌 门牌号 门牌號 门禁 床位 床位号 床号 柜 柜号 储物柜 宿舍号 房号 车牌 车牌号 车位 "
        "密码 密碼 口令 验证码 暗号 password pin 支付宝 支付宝账号 isbn issn "
        "¥ ￥ 金额 刊号 书号 条码 注册号 资产号 资产编号" },
    { PHONE_WORD_DEAD,
        "请勿拨打 請勿撥打 勿拨 勿打 不要拨打 勿回拨 不要回拨 勿接听 勿接 不要接听 原号码 原电话 旧号 旧号码 旧电话 停用 作废 已停机 停机 "
        "停止使用 暂停使用 不再使用 暂停服务 停止服务 已取消 已注销 已撤销 已失效 已废止 已拆机 已拆除 已报停 "
        "空号 空號" },
    { PHONE_WORD_INTERNAL,
        "内线 內線 短号 短號 集团短号 集团号 小号 虚拟号 虚拟短号 虚拟网 v网 集群网 内部 "
        "内部电话 内部号码 校内拨打 校内直拨 校内请拨 校内拨 校内电话 校内 校內 校內撥 校內直撥 "
        "校內請撥 校内座机 校内短号 网内 分机 分機 分机号 分機號 内网 院内 院内拨" },
    { PHONE_WORD_AREA, "区号 區號 区码 區碼 长途区号 电话区号 加拨 加撥" },
    { PHONE_WORD_CAMPUS, "校园 校園 校内 校內 校 校医院 校醫院 校区 校區 校卫队 校警 院内" },
    { PHONE_WORD_PERSON,
        "联系人 聯絡人 联络人 負責人 负责人 接待人 值班人 值班员 姓名 老师 教师 辅导员 班主任 "
        "部门 單位 单位 科室 名称 contact contactperson attn" },
    { PHONE_WORD_PLACE,
        "地址 地點 地点 地址位置 位置 办公地点 办公地址 通信地址 通讯地址 校址 address addr "
        "乘车路线 公交 路线" },
};

/* What a number is not, though a word among the above is what it ends with. */
static bool is_exception(const char *text, size_t size)
{
    static const char *const exceptions[] = { "人群", "电话号码", "手机号码", "服务号码",
        "电话会议" };
    for (size_t i = 0; i < COUNT(exceptions); i++) {
        size_t length = strlen(exceptions[i]);
        if (size >= length && memcmp(text + size - length, exceptions[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* Up to the next space: most of the time that reading takes goes here. */
static size_t word_size(const char *word)
{
    size_t size = 0;
    while (word[size] && word[size] != ' ') {
        size++;
    }
    return size;
}

static enum phone_word longest_at_end(const char *text, size_t size)
{
    enum phone_word found = PHONE_WORD_NONE;
    size_t longest = 0;
    for (size_t i = 0; i < COUNT(words); i++) {
        for (const char *word = words[i].list; *word;) {
            size_t length = word_size(word);
            bool ends = length > longest && size >= length &&
                        text[size - 1] == word[length - 1] &&
                        memcmp(text + size - length, word, length) == 0;
            /* A Latin word is whole, or it is only the end of another. */
            bool is_latin = isalpha((unsigned char)word[0]);
            if (ends && is_latin && size > length &&
                isalpha((unsigned char)text[size - length - 1])) {
                ends = false;
            }
            if (ends) {
                found = words[i].means;
                longest = length;
            }
            word += length;
            word += *word == ' ';
        }
    }
    bool is_taken = found == PHONE_WORD_OTHER && is_exception(text, size);
    return is_taken ? PHONE_WORD_PHONE : found;
}

static bool cut(const char *text, size_t *size, const char *const *tails, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(tails[i]);
        if (*size > length && memcmp(text + *size - length, tails[i], length) == 0) {
            *size -= length;
            return true;
        }
    }
    return false;
}

/* A word that says it only when it stands alone. */
static enum phone_word whole_word(const char *text)
{
    static const struct words alone[] = { { PHONE_WORD_INTERNAL, "内 內" },
        { PHONE_WORD_DEAD, "原 旧 原为 曾用" }, { PHONE_WORD_OTHER, "v" } };
    for (size_t i = 0; i < COUNT(alone); i++) {
        for (const char *word = alone[i].list; *word; word += strspn(word, " ")) {
            size_t length = strcspn(word, " ");
            if (strlen(text) == length && memcmp(text, word, length) == 0) {
                return alone[i].means;
            }
            word += length;
        }
    }
    return PHONE_WORD_NONE;
}

/* "手机微信": the account is a number that is called too. */
static bool is_both(const char *text, size_t size)
{
    static const char *const accounts[] = { "微信号", "微信", "wechat", "wx", "vx" };
    return cut(text, &size, accounts, COUNT(accounts)) &&
           longest_at_end(text, size) == PHONE_WORD_PHONE;
}

enum phone_word phone_word_at_end(const char *text)
{
    static const char *const calls[] = { "电话", "電話", "号码", "热线", "请直拨", "直拨",
        "请拨打", "拨打", "请拨", "拨", "撥打", "撥" };
    static const char *const numbering[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
        "一", "二", "三", "四", "五", "六", "甲", "乙", "a", "b", "c", "是", "为", "為", "号",
        "號", "號碼", "号码", "号是", "加", "搜", "搜索", "(", "“", "\"", "no" };
    size_t size = strlen(text);
    if (size == 0) {
        return PHONE_WORD_NONE;
    }
    enum phone_word found = whole_word(text);
    found = found ? found : longest_at_end(text, size);
    if (found == PHONE_WORD_OTHER && is_both(text, size)) {
        return PHONE_WORD_PHONE;
    }
    size_t shorter = size;
    if ((found == PHONE_WORD_NONE || found == PHONE_WORD_PHONE) &&
        cut(text, &shorter, calls, COUNT(calls)) &&
        longest_at_end(text, shorter) == PHONE_WORD_INTERNAL) {
        return PHONE_WORD_INTERNAL;
    }
    while (found == PHONE_WORD_NONE && cut(text, &size, numbering, COUNT(numbering))) {
        enum phone_word behind = longest_at_end(text, size);
        bool passes = behind == PHONE_WORD_OTHER || behind == PHONE_WORD_INTERNAL ||
                      behind == PHONE_WORD_AREA || behind == PHONE_WORD_DEAD;
        found = passes ? behind : found;
    }
    return found;
}

static bool begins_with_any(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(text, list[i], strlen(list[i])) == 0) {
            return true;
        }
    }
    return false;
}

bool phone_word_counts(const char *text)
{
    static const char *const counters[] = { "号", "號", "室", "栋", "棟", "楼", "樓", "级",
        "年", "月", "日", "班", "人", "元", "层", "層", "路", "幢", "米", "分", "点", "點",
        "时", "時", "小时", "小時", "天", "周", "週", "届", "个", "個", "门", "座", "期", "次",
        "件", "篇", "条", "教室", "寝室", "宿舍", "床", "柜", "櫃", "车", "弄", "单元", "區",
        "区", "学年", "學年", "%", "％", "万", "余", "多", "支", "台", "位", "名", "届", "块",
        "页", "亩", "畝", "平方", "平米", "册", "公里", "吨" };
    static const char *const words_of_others[] = { "号码", "號碼", "人工", "人事", "人力",
        "人民", "人社", "人武", "人才", "日常", "日间", "周一", "周末", "门诊", "門診", "分机",
        "分機", "位置", "名师", "区号", "年级", "车队", "车辆", "室内", "条件", "台办", "路政",
        "点击", "时段", "时间" };
    return begins_with_any(text, counters, COUNT(counters)) &&
           !begins_with_any(text, words_of_others, COUNT(words_of_others));
}

static bool ends_with_any(const char *text, const char *const *list, size_t count)
{
    size_t size = strlen(text);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list[i]);
        if (size >= length && strcmp(text + size - length, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool phone_word_replaces(const char *text)
{
    static const char *const words_of_change[] = { "变更为", "變更為", "更改为", "更改為",
        "改为", "改為", "改成", "更换为", "更換為", "更新为", "变为", "調整為", "调整为",
        "升位为", "升位為", "换成", "换为", "換成" };
    return ends_with_any(text, words_of_change, COUNT(words_of_change));
}

bool phone_word_turns(const char *text)
{
    static const char *const heads[] = { "转各", "轉各", "转接", "轉接", "转以下", "转下列" };
    return begins_with_any(text, heads, COUNT(heads));
}

bool phone_word_is_of_all(const char *text)
{
    static const char *const heads[] = { "均", "皆", "同为", "全部", "上述", "以上号码",
        "以上电话", "都能", "都由" };
    static const char *const within[] = { "均为", "均可", "均是", "均有", "均系", "都可",
        "以上为", "都有", "都是", "都为", "皆为", "皆可", "个号码", "部电话" };
    bool is_said = begins_with_any(text, heads, COUNT(heads));
    for (size_t i = 0; !is_said && i < COUNT(within); i++) {
        is_said = strstr(text, within[i]);
    }
    return is_said;
}

bool phone_word_is_same(const char *text)
{
    return strstr(text, "同号") || strstr(text, "同號") || strstr(text, "同步") ||
           strstr(text, "电话") || strstr(text, "手机") || strstr(text, "電話");
}

static bool trim_one(const char **text, size_t *size, const char *mark)
{
    size_t length = strlen(mark);
    if (*size >= length && memcmp(*text, mark, length) == 0) {
        *text += length;
        *size -= length;
        return true;
    }
    if (*size >= length && memcmp(*text + *size - length, mark, length) == 0) {
        *size -= length;
        return true;
    }
    return false;
}

static bool trim_marks(const char **text, size_t *size)
{
    static const char *const marks[] = { " ", "\t", "\r", "\n", "　", "\u00A0", ".", "．", ":",
        "：", "-", "－", "—", "–", ",", "，", "、", ";", "；", "/", "／", "|", "｜", "。", "☎",
        "☏", "📞", "📱", "📠", "\uFE0F", "\uFE0E", "“", "”", "\"", "'", "‘", "’", "*", "+", "=",
        "＝", "·", "•", "●", "■", "◆", "★", "→", "~", "～", "…", "⋯" };
    bool trims = false;
    for (size_t i = 0; i < COUNT(marks); i++) {
        if (trim_one(text, size, marks[i])) {
            trims = true;
            i = (size_t)-1; /* from the first mark again */
        }
    }
    return trims;
}

static bool trim_words(const char **text, size_t *size)
{
    static const char *const heads[] = { "均由", "统一由", "可由", "为", "為", "是", "即",
        "或者", "或", "及", "以及", "和", "与", "并", "请", "也可", "可", "再联系", "再拨打",
        "再拨" };
    static const char *const tails[] = { "变更为", "更改为", "更换为", "改为", "改為", "改成",
        "请改拨", "改拨", "改撥", "请直拨", "直拨", "直撥", "请拨打", "請撥打", "可拨打",
        "拨打", "撥打", "请拨", "請撥", "拨", "撥", "请致电", "請致電", "致电", "致電", "请打",
        "请联系", "請聯絡", "请电", "联系", "聯絡", "电询", "请咨询", "为", "為", "是", "或者",
        "或", "及", "以及", "和", "请先", "请改", "请" };
    for (size_t i = 0; i < COUNT(heads); i++) {
        size_t length = strlen(heads[i]);
        if (*size > length && memcmp(*text, heads[i], length) == 0) {
            *text += length;
            *size -= length;
            return true;
        }
    }
    for (size_t i = 0; i < COUNT(tails); i++) {
        if (*size == strlen(tails[i]) && memcmp(*text, tails[i], *size) == 0) {
            *size = 0;
            return true;
        }
    }
    size_t shorter = *size;
    if (cut(*text, &shorter, tails, COUNT(tails)) && !phone_word_is_plain(*text, shorter)) {
        *size = shorter; /* "手机拨打" says from where */
        return true;
    }
    return false;
}

/* In lower case, without white space. False where it is longer than any word of a list. */
static bool fold(const char *text, size_t size, char folded[FOLDED_MAX])
{
    size_t length = 0;
    for (size_t at = 0; at < size;) {
        uint32_t c = phone_fold_next(text, size, &at); /* "ＴＥＬ" */
        c = c < 0x80 ? (uint32_t)tolower((int)c) : c;
        if (length + 4 >= FOLDED_MAX) {
            return false;
        }
        length += c == ' ' ? 0 : utf8_encode(c, folded + length);
    }
    folded[length] = '\0';
    return true;
}

static bool is_one_of(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool phone_word_is_plain(const char *text, size_t size)
{
    static const char *const plain[] = { "电话", "電話", "联系电话", "聯絡電話", "咨询电话",
        "諮詢電話", "电话号码", "電話號碼", "联系方式", "聯絡方式", "热线", "热线电话", "熱線",
        "手机", "手機", "手机号", "手机号码", "移动电话", "座机", "固话", "固定电话", "区号",
        "區號", "号码", "长号", "联系人", "联系", "tel", "telephone", "phone", "行動電話",
        "mobile", "mob", "cell", "t", "m", "p", "tel no", "hotline", "联系人及电话", "电话区号",
        "加拨", "加拨区号", "服务电话号码", "转接", "轉接", "后转" };
    char folded[FOLDED_MAX];
    return size == 0 || (fold(text, size, folded) && is_one_of(folded, plain, COUNT(plain)));
}

bool phone_word_is_line(const char *text, size_t size)
{
    static const char *const lines[] = { "内线", "內線", "外线", "外線", "校内", "校內", "校外",
        "院内", "院外", "内", "內", "外", "短号", "短號", "校内短号", "长号", "長號", "直线",
        "直線", "手机", "手機", "座机", "办公电话", "手机拨打", "固话拨打", "传真", "傳真",
        "fax", "f", "传真号", "内线电话", "外线电话", "内线号码", "外线号码", "校外电话",
        "市内", "国内", "国际", "白天", "日间", "夜间", "夜間", "晚间", "晚上", "工作时间",
        "上班时间", "下班时间", "非工作时间", "其他时间", "其余时间", "工作日", "非工作日",
        "节假日", "周末" };
    char folded[FOLDED_MAX];
    if (size == 0 || !fold(text, size, folded)) {
        return false;
    }
    bool is_clock = strchr(folded, ':') && strspn(folded, "0123456789:-~.") == strlen(folded);
    return is_clock || is_one_of(folded, lines, COUNT(lines));
}

void phone_word_trim(const char **text, size_t *size)
{
    while (*size > 0 && (trim_marks(text, size) || trim_words(text, size))) {
    }
    if (phone_word_is_plain(*text, *size)) {
        *size = 0;
    }
}
