#include "screen/stage/sdl/keyboard.h"

#include <fcntl.h>
#include <linux/kd.h>
#include <sys/ioctl.h>
#include <unistd.h>

void keyboard_take(struct keyboard *keyboard)
{
    keyboard->fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (keyboard->fd >= 0 && (ioctl(keyboard->fd, KDGKBMODE, &keyboard->mode) != 0 ||
                                 ioctl(keyboard->fd, KDSKBMODE, K_OFF) != 0)) {
        close(keyboard->fd);
        keyboard->fd = -1;
    }
}

void keyboard_give_back(struct keyboard *keyboard)
{
    if (keyboard->fd >= 0) {
        ioctl(keyboard->fd, KDSKBMODE, keyboard->mode);
        close(keyboard->fd);
        keyboard->fd = -1;
    }
}
