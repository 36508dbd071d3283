/* What a text in the config may look like, where its type alone does not say. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

bool rule_name(const char *text);        /* letters, digits, - and _; 1 to 40 of them */
bool rule_tag(const char *text);         /* the same, with the letters of any script */
bool rule_phrase(const char *text);      /* not empty, no ; in front: that is a comment */
bool rule_screen_name(const char *text); /* empty, or up to 120 bytes of text */
bool rule_language(const char *text);    /* a language tag */
bool rule_timezone(const char *text);    /* an IANA zone that this system knows */
bool rule_url(const char *text);         /* https://HOST, http://HOST or file:///PATH */
bool rule_public_key(const char *text);  /* minisign's: 56 characters of base64, "RW..." */
bool rule_host(const char *text);        /* a host name, or .suffix */
bool rule_phone(const char *text);       /* digits, may begin with +, may have - inside */
bool rule_path(const char *text);        /* empty or absolute */
bool rule_proxy(const char *text);       /* empty, or http, https, socks5 or socks5h ://HOST */
bool rule_calendar(const char *text);    /* empty, a name, or an absolute path */
bool rule_map(const char *text);         /* empty, or a name */
bool rule_charset(const char *text);     /* empty, or letters, digits, - and _ */
bool rule_user(const char *text);        /* empty, or up to 120 bytes without a colon */
bool rule_body(const char *text);        /* empty, or a text of one line */
bool rule_media_type(const char *text);  /* empty, or TYPE/SUBTYPE, with parameters or not */
bool rule_theme(const char *text);       /* a name, or a path that ends in .ini */
bool rule_face(const char *text);        /* a family of faces, or an absolute path */
bool rule_listen(const char *text);      /* ADDRESS:PORT, an IPv6 one in brackets */
bool rule_listen_is_private(const char *text); /* only this machine reaches it */
bool rule_folder(const char *text);            /* absolute */
bool rule_ip_address(const char *text);        /* IPv4 or IPv6, no brackets */
bool rule_header_name(const char *text);       /* empty, or letters, digits and - */

/* The size of a comma of a list that stands there, ASCII or full-width (U+FF0C, U+3001): lists
 * hold Chinese names. 0 where none does. */
size_t rule_comma(const char *text);

bool rule_url_is_file(const char *url);
bool rule_url_has_user(const char *url);

/* True for https and file, and for http to this machine (address/address.h). */
bool rule_url_is_private(const char *url);
