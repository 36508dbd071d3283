/* What no member may bring onto the glass, as it could be written in each. */
#pragma once

#include "content/feed/feed_members.h"

#define OFFER "澳门新葡京网站九肖中特"
/* Its first five characters, as hosts and addresses may have them. */
#define OFFER_HOST "xn--1lqx47cx7gcrv76t"
#define OFFER_CODED "%E6%BE%B3%E9%97%A8%E6%96%B0%E8%91%A1%E4%BA%AC"

static const struct poison {
    const char *text;
    enum { IN_ANY, IN_ADDRESS, IN_PHONE } place;
} poisons[] = {
    { OFFER, IN_ANY },
    { OFFER ".html", IN_ADDRESS },
    { "media/" OFFER_CODED ".png", IN_ADDRESS },
    { "/list?name=" OFFER_CODED, IN_ADDRESS },
    { "/list?name=%FF" OFFER_CODED "%C0", IN_ADDRESS },
    { "https://jw.example.org/" OFFER, IN_ADDRESS },
    { "https://jw.example.org/a#" OFFER, IN_ADDRESS },
    { "https://澳门新葡京.jw.example.org/a.png", IN_ADDRESS },
    { "https://" OFFER_HOST ".jw.example.org/a.png", IN_ADDRESS },
    { "//" OFFER_HOST ".jw.example.org/a.png", IN_ADDRESS },
    { "https://onlinecasino.jw.example.org/a.png", IN_ADDRESS },
    { "onlinecasino.com", IN_ADDRESS },
    { "www.onlinecasino.net/a.png", IN_ADDRESS },
    { "\u202emoc.onisac\u200b", IN_ADDRESS },
    { "023-65763111 " OFFER, IN_PHONE },
};

static inline bool poison_fits(const struct poison *poison, const struct feed_member *row)
{
    bool is_address = row->type == FEED_ADDRESS || row->type == FEED_PICTURE;
    return poison->place == IN_ANY || (poison->place == IN_ADDRESS && is_address) ||
           (poison->place == IN_PHONE && row->type == FEED_PHONE);
}
