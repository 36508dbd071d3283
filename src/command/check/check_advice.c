#include "command/check/check_advice.h"

#include "base/translated.h"

#include <assert.h>

static const char *const advice[] = {
    [FINDING_UNREADABLE] = N_("Check the name or the address; nothing else could be checked."),
    [FINDING_NOT_JSON] =
        N_("Mend the text here; until then the screens go on with what they had."),
    [FINDING_NOT_FEED] =
        N_("Begin the document with {\"lobbycard\": 1, ...}; docs/feed.md shows one."),
    [FINDING_TYPE] =
        N_("A text stands in quotes, a number does not; a list stands in [ ], an entry in\n"
           "{ }. docs/feed.md lists all that can be said."),
    [FINDING_VALUE] = N_("Write one of the values that are named, or take this out."),
    [FINDING_DATE] =
        N_("Write 2026-11-23, or with a time 2026-11-23T18:00; \"issued\" and \"expires\"\n"
           "are written 2026-11-23T18:00:00+08:00."),
    [FINDING_URL] =
        N_("Write a whole address, https://... What is no address, such as a QQ group,\n"
           "belongs into the text."),
    [FINDING_MISSING] = N_("Add it: without it there is nothing to show."),
    [FINDING_UNKNOWN] =
        N_("It is ignored. Correct its spelling, or take it out if screens need it not."),
    [FINDING_FOREIGN] =
        N_("It is ignored. Take it out, or change the item's \"kind\" to the one meant."),
    [FINDING_BESIDE] =
        N_("Move it inside \"show\": { ... }. Until then it neither keeps the item from a\n"
           "screen nor ends it."),
    [FINDING_KIND] = N_("Use one of these kinds, in small letters."),
    [FINDING_EMPTY] = N_("Give the item a title or a text, or take it out."),
    [FINDING_BLOCK] = N_("Make a block of its own of each."),
    [FINDING_TWICE] = N_("Give each item an id of its own; the second one is not shown."),
    [FINDING_LENGTH] = N_("Shorten it: what is behind the cut is not shown."),
    [FINDING_COUNT] = N_("Take some out, or make a second feed of them."),
    [FINDING_NUMBER] =
        N_("Write a number such as 023-65763111, in digits; separate several by spaces."),
    [FINDING_DIGITS] =
        N_("Write nothing but numbers, with spaces between them, and what each is for\n"
           "in brackets behind it: 023-65763111 (招办)."),
    [FINDING_READ] = N_("Where that is wrong, give each number as {\"number\", \"note\"}."),
    [FINDING_READING] =
        N_("Write a colon behind a label that stands before its number: 招办：65763111."),
    [FINDING_HOURS] =
        N_("Write hours as Mon-Fri 08:30-17:30 to have the screen say who answers now."),
    [FINDING_ROWS] = N_("Sort the rows by the time at which they begin."),
    [FINDING_ALERT] =
        N_("Let the alert end within 24 hours of its beginning; renew it if it lasts."),
    [FINDING_IDENTITY] =
        N_("If it is misspelt, correct it. If nobody of yours wrote it, the page may\n"
           "have been tampered with: look at it first. If it is right, have it added\n"
           "to identity = in the config."),
    [FINDING_DENIED] =
        N_("See whether somebody put foreign content into the page. If the words are\n"
           "your own, say it in others, or have the administrator look at the deny\n"
           "list."),
    [FINDING_LINK] =
        N_("Use an https address of the campus, or have the host added to hosts =."),
    [FINDING_HOTLINE] =
        N_("Check the number with the office; then have it added to hotlines =."),
    [FINDING_RULE] = N_("Correct the rule in \"show\"; until then no screen shows this."),
    [FINDING_OVER] = N_("Take it out, or move its end if it is still to be shown."),
    [FINDING_NEVER] =
        N_("Look at from, until, days, hours and screens together: no moment and no\n"
           "screen satisfies them all."),
    [FINDING_SCREEN] =
        N_("Correct the tags in \"screens\"; the administrator knows those of each\n"
           "screen ([screen] tags)."),
    [FINDING_TAG] =
        N_("Correct the tag, or have the administrator add it to [guard] tags, the list\n"
           "of all that there are."),
    [FINDING_ORDER] = N_("Have the kind added to [programme] order, or choose another kind."),
    [FINDING_UNVERIFIED] = N_("Ask whether it still holds; then set verified_until anew."),
    [FINDING_VERIFY] = N_("Have it confirmed now, and set verified_until to a later day."),
    [FINDING_CUT] = N_("Shorten the text; people on this screen do not see the end of it."),
    [FINDING_SHRUNK] = N_("Shorten the text: so small, it is hard to read from a distance."),
    [FINDING_GLYPH] =
        N_("The screen shows 〓 instead. Write it another way, or install a font."),
    [FINDING_PAGES] = N_("Shorten the text, or give a link for those who want all of it."),
    [FINDING_QR] = N_("Use a shorter address; as it is, no code is shown."),
    [FINDING_CONTRAST] = N_("Choose a darker or a lighter colour of the two in the theme."),
    [FINDING_PICTURE] =
        N_("Put the picture into media/, beside the feed, or correct its path; the\n"
           "slide does without it."),
    [FINDING_PICTURE_TYPE] =
        N_("Put a JPEG or PNG in its place: what can be opened is saved as one, or a\n"
           "picture is taken of the screen; what cannot be is copied once more. The\n"
           "slide does without it."),
    [FINDING_PICTURE_BUSY] =
        N_("Check again when the machine has less to do: nothing is known against the\n"
           "picture."),
    [FINDING_PICTURE_SMALL] =
        N_("Use a larger original: enlarged it looks blurred; an icon is left out."),
    [FINDING_PICTURE_LARGE] =
        N_("Scale it down; 3840 pixels on the longer side serve every screen."),
    [FINDING_PICTURE_SHAPE] =
        N_("Use a picture nearer to the screen's shape, or \"fit\": \"contain\"."),
    [FINDING_HTTP] = N_("Use https, or set allow_http = yes in its [source NAME]."),
    [FINDING_EXPIRED] = N_("Publish the feed anew, with a later \"expires\" or without one."),
    [FINDING_ISSUED] = N_("Set \"issued\" to the time at which the feed was made."),
    [FINDING_THEME] =
        N_("Correct it there; docs/theme.md lists the keys of a theme and of [theme]."),
    [FINDING_WAITS] =
        N_("If all of it was meant, publish it, and let it pass on the screen with\n"
           "`lobbycard approve`. If not, compare both and find who changed it."),
    [FINDING_AHEAD] = N_("Correct the date: the screen shows it as it is."),
    [FINDING_LOST] =
        N_("Write it as it is to be shown; see how it looks with `lobbycard render`."),
    [FINDING_BLANK] = N_("Write what is meant, or take it out."),
    [FINDING_GARBLED] =
        N_("Open the original, write these words anew from it, and save the feed as\n"
           "\"UTF-8\": in Notepad with \"Save as\", and below for the encoding \"UTF-8\"."),
    [FINDING_MARKDOWN] =
        N_("Take the marks out. An article has {\"heading\": \"...\"} for headings in its\n"
           "\"body\"; an address goes into \"url\", and is shown as a code."),
    [FINDING_SWAPPED] =
        N_("Let the title say it in a few words, and move the rest into the text."),
    [FINDING_ADAPTED] =
        N_("That is no mistake: the screens read it in the same way. Lines and items\n"
           "that are named are those of the feed that was made of it, which `lobbycard\n"
           "adapt` prints."),
    [FINDING_ENCODING] =
        N_("Save it as UTF-8 where others are to read it: in Notepad with \"Save as\", and\n"
           "below for the encoding \"UTF-8\"."),
    [FINDING_LEFT_OUT] = N_("Mend what is listed, then check again."),
};
static_assert(sizeof advice / sizeof *advice == FINDING_CODE_COUNT, "one each");

const char *check_advice(enum finding_code code)
{
    return translated(advice[code]);
}

bool check_advice_goes_further(enum finding_code code)
{
    static const enum finding_code plain[] = { FINDING_NOT_JSON, FINDING_NOT_FEED, FINDING_TYPE,
        FINDING_VALUE, FINDING_DATE, FINDING_URL, FINDING_MISSING, FINDING_UNKNOWN,
        FINDING_FOREIGN, FINDING_KIND, FINDING_BLOCK, FINDING_TWICE, FINDING_ROWS,
        FINDING_HOURS };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (plain[i] == code) {
            return false;
        }
    }
    return true;
}
