/* Whose shapes a text's Han characters, kana, hangul and full-width marks take: Unicode gives
 * 直 or 骨 one number, Taipei, Hong Kong, Tokyo and Seoul write them each in their own way. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum han_shapes { HAN_MAINLAND, HAN_TAIWAN, HAN_HONG_KONG, HAN_JAPAN, HAN_KOREA, HAN_COUNT };

/* lang is a language tag (BCP 47); NULL and all that is not Chinese, Japanese or Korean give
 * HAN_MAINLAND. */
enum han_shapes han_shapes_of(const char *lang);

/* Whether the character looks different, or sits in its em differently, by the above. Latin and
 * figures do not: they come from one face everywhere, so that columns of numbers line up. */
bool han_shapes_matter(uint32_t character);
