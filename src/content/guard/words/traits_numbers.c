/* Amounts of money as people write them: 三百元, 58块, 四十七万, 百分之五, 一成, 十倍; and
 * numbers to call whose figures are written so that nobody finds them: 壹叁捌零零. */
#include "content/guard/words/words_private.h"

enum { LETTERS_MAX = 12, CALLED_MIN = 7, HIDDEN_MIN = 4 };

static bool is_among(uint32_t letter, const uint_least16_t *letters)
{
    while (*letters && *letters != letter) {
        letters++;
    }
    return *letters && letter;
}

static bool is_power(uint32_t letter)
{
    switch (letter) {
    case u'十':
    case u'百':
    case u'千':
    case u'万':
    case u'亿':
        return true;
    default:
        return false;
    }
}

bool letter_is_number(uint32_t letter)
{
    switch (letter) {
    case u'两':
    case u'几':
    case u'半':
    case u'数':
        return true;
    default:
        return unit_is_figure(letter) || is_power(letter);
    }
}

/* Where the number that begins at `first` ends; *powers: how often ten, a hundred and so on
 * stand in it. */
static size_t number_end(const struct units *units, size_t first, size_t *powers)
{
    size_t end = first;
    *powers = 0;
    while (end < units->count && end - first < LETTERS_MAX &&
           letter_is_number(units->list[end].plain)) {
        const struct unit *unit = &units->list[end];
        if (end > first && unit->gap && unit->sign != '.' && unit->sign != ',') {
            break;
        }
        *powers += is_power(unit->plain);
        end++;
    }
    return end;
}

/* How many units behind a number say that it is one of money; 0: none. */
static size_t unit_of_money(const struct units *units, size_t end)
{
    const struct unit *unit = &units->list[end];
    if (end >= units->count || unit->gap) {
        return 0;
    }
    if (unit->plain == u'个' && end + 1 < units->count && units->list[end + 1].plain == u'点') {
        return 2;
    }
    return is_among(unit->plain, u"元块毛倍成佣") ? 1 : 0;
}

/* 给五百 or 六百一次, where nothing is counted: what follows is a stop, the end, or what the
 * money is for. */
static bool stands_bare(const struct units *units, size_t end)
{
    const struct unit *unit = &units->list[end];
    if (end == units->count || (unit->gap & (GAP_STOP | GAP_SEGMENT))) {
        return true;
    }
    return is_among(unit->plain, u"起往") ||
           (unit[-1].plain == '1' && is_power(unit[-2].plain) &&
               is_among(unit->plain, u"次个晚天套张科门篇条单份本月分页章学"));
}

static bool is_share(const struct units *units, size_t first)
{
    return first >= 3 && units->list[first - 1].plain == u'之' &&
           units->list[first - 2].plain == u'分' && units->list[first - 3].plain == u'百';
}

/* Figures of a number to call, of which some are none of ASCII's. */
static bool is_hidden(const struct units *units, size_t first, size_t end)
{
    size_t hidden = 0;
    for (size_t i = first; i < end; i++) {
        if (!unit_is_figure(units->list[i].plain)) {
            return false;
        }
        hidden += units->list[i].written >= 0x80;
    }
    return end - first >= CALLED_MIN && hidden >= HIDDEN_MIN;
}

void meet_numbers(struct judged *judged)
{
    const struct units *units = &judged->units[READ_PLAIN];
    for (size_t first = 0; first < units->count;) {
        if (!letter_is_number(units->list[first].plain)) {
            first++;
            continue;
        }
        size_t powers, end = number_end(units, first, &powers);
        size_t more = unit_of_money(units, end);
        bool is_bare = powers > 0 && end - first > 1 && stands_bare(units, end);
        bool is_ordinal = first > 0 && units->list[first - 1].plain == u'第'; /* 第二十一次 */
        if (more || (is_bare && !is_ordinal) || is_share(units, first)) {
            meetings_add_trait(judged, TRAIT_AMOUNT, &units->list[first], end - first + more);
        } else if (is_hidden(units, first, end)) {
            meetings_add_trait(judged, TRAIT_HIDDEN_NUMBER, &units->list[first], end - first);
        }
        first = end;
    }
}
