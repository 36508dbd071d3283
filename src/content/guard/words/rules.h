/* Deny lists as they are read: one thing a line, # begins a comment (docs/guard.md has the
 * format). Of content/guard only. */
#pragma once

#include "base/bytes.h"
#include "base/digest.h"
#include "content/guard/words/alike.h"
#include "content/guard/words/tone.h"

enum rule_kind {
    RULE_ALWAYS,  /* held wherever it stands */
    RULE_REGULAR, /* the same, by an ICU regular expression over the folded text */
    RULE_WORD,    /* what is offered */
    RULE_CLAIM,   /* what an offer promises; warnings quote it */
    RULE_CALL,    /* what readers are told to do: no warning covers it */
    RULE_WARNING, /* speaks against words and claims */
    RULE_CONTEXT, /* speaks of them without offering */
    RULE_OFFICE,  /* how offices speak: against claims alone */
    RULE_NAME,    /* words and claims within it are none */
    RULE_KIND_COUNT,
};

/* What is no phrase and has a weight all the same: <address> and so on. */
enum rule_trait {
    TRAIT_NONE,
    TRAIT_ADDRESS,        /* a host that is no campus's or government's */
    TRAIT_HIDDEN_ADDRESS, /* one whose dots are written otherwise */
    TRAIT_HANDLE,         /* letters and figures as an account has them */
    TRAIT_DISGUISE,       /* a word or claim is written so that it is not found */
    TRAIT_WHOLE,          /* words and claims are nearly all that is said */
    TRAIT_QUOTED,         /* a word stands in quotation marks */
    TRAIT_HIDDEN_NUMBER,  /* one to call whose figures are written otherwise */
    TRAIT_AMOUNT,         /* a number of yuan, a percentage, so many times as much */
    TRAIT_PIECES,         /* a short text of several pieces, as offers are strung together */
    TRAIT_HINT,           /* a sentence speaks somewhat as offers do, */
    TRAIT_TONE,           /* much as they do, */
    TRAIT_LOUD,           /* as hardly anything else does, */
    TRAIT_SOBER,          /* or as they do not, */
    TRAIT_TURN,           /* or begins as they do not and goes on as they do */
    TRAIT_COUNT,
};

enum { RULE_LETTERS_MAX = 64 };

/* There are thousands of these: small members. */
struct rule {
    uint32_t text;    /* where it begins in the texts of rules, as written */
    uint32_t letters; /* in the letters of rules, folded; of RULE_REGULAR in the patterns */
    int line;
    uint16_t list;  /* index into the names of rules */
    uint8_t kind;   /* enum rule_kind */
    uint8_t trait;  /* enum rule_trait */
    uint8_t weight; /* at most 99 */
    uint8_t count;  /* of letters */
    bool is_latin;  /* it begins or ends with such letters */
    bool is_ascii;  /* it is written in it */
};

enum rule_limit {
    LIMIT_HOLD,
    LIMIT_CALL,
    LIMIT_WARNING,
    LIMIT_CONTEXT,
    LIMIT_OFFICE,
    LIMIT_LETTERS,
    LIMIT_SOFT,
    LIMIT_NEAR,
    LIMIT_TALK,
    LIMIT_HINT,
    LIMIT_TONE,
    LIMIT_LOUD,
    LIMIT_TURN,
    LIMIT_SOBER,
    RULE_LIMIT_COUNT,
};

/* All owned, but of those that were made with the program. */
struct rules {
    struct alike alike;
    struct tone tone;
    struct rule *list;
    size_t count, capacity;
    struct bytes texts; /* one after another, each with a NUL */
    uint32_t *letters;  /* 0: any figure */
    size_t letter_count, letter_capacity;
    struct pattern **patterns;
    size_t pattern_count, pattern_capacity;
    char **names; /* of the lists: without their folders and .txt */
    size_t name_count, name_capacity;
    int limits[RULE_LIMIT_COUNT];
    struct digest digest; /* of all lists; 0 where they were made with the program */
};

enum { RULE_LIGHT = 5, RULE_CALL_FIRM = 3 };

static inline bool rule_is_against(const struct rule *rule)
{
    return rule->kind == RULE_WARNING || rule->kind == RULE_CONTEXT ||
           rule->kind == RULE_OFFICE;
}

static inline const char *rule_list(const struct rules *rules, const struct rule *rule)
{
    return rules->names[rule->list];
}

static inline const char *rule_text(const struct rules *rules, const struct rule *rule)
{
    return rules->texts.data + rule->text;
}

static inline const uint32_t *rule_letters(const struct rules *rules, const struct rule *rule)
{
    return rules->letters + rule->letters;
}

/* A claim that others make as well: it stands in one piece, in the same breath as an offer. */
static inline bool rule_is_light(const struct rule *rule)
{
    return rule->kind == RULE_CLAIM && rule->weight < RULE_LIGHT;
}

static inline bool rule_is_tone(const struct rule *rule)
{
    return rule->kind == RULE_CLAIM && rule->trait >= TRAIT_HINT && rule->trait <= TRAIT_LOUD;
}

/* What tells readers to do something; a lighter one (登录) others say as well. */
static inline bool rule_is_firm_call(const struct rule *rule)
{
    return rule->kind == RULE_CALL && rule->weight >= RULE_CALL_FIRM &&
           rule->trait != TRAIT_TURN;
}

/* A claim of one letter: a mark of how people talk, part of whatever phrase it stands in. */
static inline bool rule_is_letter(const struct rule *rule)
{
    return rule->kind == RULE_CLAIM && rule->count == 1;
}
