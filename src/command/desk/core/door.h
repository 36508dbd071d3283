/* Coming in and going out: /api/me, login, logout, passwords. */
#pragma once

#include "command/desk/core/visit.h"

void door_me(struct visit *visit);
void door_login(struct visit *visit);
void door_logout(struct visit *visit);
void door_logout_everywhere(struct visit *visit);
void door_password(struct visit *visit);

extern const char door_cookie[]; /* the session's name */
