/* Dates and times as systems and people write them where nobody asked for RFC 3339: lists of a
 * CMS, RSS, tables. What is read here is shown, so nothing is guessed: words that are not known
 * beside a date, or two dates, are no date (time/moment_guess.h is for advice). */
#pragma once

#include "time/moment.h"

/* Where no clock is: what is told as from today, and without a year, cannot be read. */
#define MOMENT_NO_CLOCK INT64_MIN

/* One in any of these forms, with spaces, labels ("发布时间："), brackets, 发布 or a day of the
 * week around it, and what pages print behind (来源：… 点击：…):
 *
 *   2026-11-20T09:30:00+08:00     time/moment.h's, and ISO 8601 with less: no offset, +0800,
 * +08 2026/11/2 9:05, 2026.11.20    other marks, single figures, 26-11-20; 20261120,
 * 20261120093000 11/20/2026 9:30 PM, 20.11.2026 2026年11月20日 下午3点半      also in Han
 * numerals; 民國115年, 115/11/20, 令和8年, 2026년, Java's [2026, 11, 20, 9, 30]; Fri, 20 Nov
 * 2026 01:30:00 GMT RFC 822 and RFC 850, asctime, Date.toString of Java and JS 1763602200,
 * 1763602200000     Unix time in s, ms and µs, /Date(1763602200000)/ 11-20, 11月20日 the last
 * one that is not after tomorrow's beginning 今天 09:30, 昨天, 3天前, 5小时前, 2 days ago
 *
 * In 11/20/2026 the month is the first where it can be; CST is left open, for it is China's or
 * Chicago's. Before 1970 there is nothing but time/moment.h's forms: such dates are fillings.
 * local_now_ms is what the clocks show where it is read (time/zone.h).
 * False where it cannot be read; *out is then left alone. */
bool moment_read_loose(const char *text, int64_t local_now_ms, struct moment *out);
