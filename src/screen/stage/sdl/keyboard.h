/* The keyboard of the terminal that play was given, if it was: while it plays, nobody who
 * passes by switches terminals or restarts the machine. SDL does the same where it has the
 * display. Private to the stage. */
#pragma once

struct keyboard {
    int fd; /* or -1 */
    int mode;
};

/* Nothing happens where there is no such terminal. Give it back in any case. */
void keyboard_take(struct keyboard *keyboard);
void keyboard_give_back(struct keyboard *keyboard);
