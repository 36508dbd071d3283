/* The 24 solar terms (节气): the days on which the sun's apparent longitude passes a multiple
 * of 15 degrees, in China's time as GB/T 33661-2017 has it. */
#pragma once

/* From 春分, 0, to 惊蛰, 23, when the civil date is the day of a term, else -1. */
int solar_term_on(int year, int month, int day);
