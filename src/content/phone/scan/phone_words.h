/* Words around numbers, and what they say of them; for phone*.c only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum phone_word {
    PHONE_WORD_NONE,
    PHONE_WORD_PHONE,    /* a telephone number follows: 电话 */
    PHONE_WORD_BOARD,    /* one with extensions behind it does: 总机 */
    PHONE_WORD_OTHER,    /* something else does: QQ, 邮编, 代码 */
    PHONE_WORD_DEAD,     /* a number that is not to be called: 停用 */
    PHONE_WORD_INTERNAL, /* a short number inside the house does: 内线 */
    PHONE_WORD_AREA,     /* 区号 */
    PHONE_WORD_CAMPUS,   /* 校园, whose "110" is a name */
    PHONE_WORD_PERSON,   /* as a key: who answers */
    PHONE_WORD_PLACE,    /* as a key: where it is, how to write: no telephone's matter */
};

/* Of a text in lower case without white space, the longest word that it ends with. Numbering
 * behind the word ("群2", "账号为"), and 电话 behind 内线, are passed over. */
enum phone_word phone_word_at_end(const char *text);

/* Counters: what stands behind a count ("110室"). False for words that only begin so. */
bool phone_word_counts(const char *text);

/* A label without what says nothing: "电话" alone, "请拨打" at its end, "为" at its beginning.
 * The bytes that are left. */
void phone_word_trim(const char **text, size_t *size);

/* "电话", "Tel", "咨询热线": says no more than that it is a telephone. */
bool phone_word_is_plain(const char *text, size_t size);

/* "变更为": the number in front of it is not to be called any more. */
bool phone_word_replaces(const char *text);

/* "内线", "传真", "夜间", "8:00-12:00": which of several lines it is, not whose. */
bool phone_word_is_line(const char *text, size_t size);

/* Days or times of day are told. */
bool phone_word_is_when(const char *text);

/* "截止日期": a day follows. */
bool phone_word_dates(const char *text);

/* "均为招办": said of every number of a list. */
bool phone_word_is_of_all(const char *text);

/* "转各部门", "转接": behind the number of a switchboard. */
bool phone_word_turns(const char *text);

/* "同号": the account is the telephone number too. */
bool phone_word_is_same(const char *text);
