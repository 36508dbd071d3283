"""Checks of the disk image (e2e_image) that are about displays and their cards."""

import time

from common import need, wait
from image_inside import once
from image_lab import CARD
from virtual import SIZE


def is_connected(machine, number):
    """The kernel asks a card's sockets when somebody has it do so."""
    status = f"/sys/class/drm/card0-Virtual-{number}/status"
    return machine.run(f"echo detect >{status}; cat {status}") == "connected"


def check_displays(images):
    """A second display is plugged in, and the first one pulled out: play goes on, and when that one is back it has the slide of
    then. A play that begins meanwhile takes the one that is there."""
    slides, endpoint = images.slides, images.endpoint
    with images.going_on() as machine:
        pid = machine.run("systemctl show -P MainPID lobbycard-play")
        machine.wait_glass(slides.of(1), "n-1")
        machine.heads[1].plug(1024, 768)
        wait(lambda: is_connected(machine, 2), 300, "the second display to be there", 1)
        time.sleep(3)
        need(machine.glass()[1] == slides.of(1), "a second display changed the first")
        machine.heads[0].pull()
        wait(lambda: not is_connected(machine, 1), 300, "the first display to be out", 1)
        name = endpoint.publish()
        wait(lambda: f'"{name}"' in machine.run(f"{CARD} status --json", ok=False), 300, f"{name} without a display", 1)
        machine.heads[0].plug(*SIZE)
        machine.wait_glass(slides.of(2), f"{name}, when the first display is back")
        need(machine.run("systemctl show -P MainPID lobbycard-play") == pid, "play died when its display was pulled out")
        machine.heads[0].pull()
        wait(lambda: not is_connected(machine, 1), 300, "the first display to be out again", 1)
        machine.run("systemctl restart lobbycard-play")
        wait(lambda: (glass := machine.glass(1))[1] == slides.of(2, glass[0]), 300, "the slide on the second display", 1)
    return "a second display, the first one out and in under the same play, and the second alone"


def check_plain(images):
    """A card without GL, as virtual machines and servers have: qemu's own. The kernel alone shows the slide there, and what goes
    over into the next."""
    with images.started(images.copy(), card="VGA") as machine:
        machine.wait_glass(images.slides.of(1), "the last edition, on a card without GL")
        machine.wait_shell()
        need("renderD" not in machine.run("ls /dev/dri"), "that card has GL")
        once(machine)
        maps = machine.run("grep -c -e libGL -e libLLVM -e _dri.so /proc/$(systemctl show -P MainPID lobbycard-play)/maps || true")
        need(maps == "0", f"{maps} mappings of GL in play")
        machine.wait_glass(images.slides.of(2), f"{images.endpoint.publish()}, after it")
        machine.run("systemctl restart lobbycard-play")
        machine.wait_glass(images.slides.of(2), "the same by another play")
    return "a slide by the kernel alone"


def check_late(images):
    """The graphics card comes after everything else, and later than systemd waits for a device by itself: play waits for it, and is
    started once."""
    with images.going_on() as machine:
        machine.run("mount -o remount,rw / && echo blacklist virtio_gpu >/etc/modprobe.d/e2e.conf && sync")
    with images.started(images.work / "disk.qcow2", linked=False) as machine:
        machine.wait_shell()
        wait(lambda: float(machine.run("cut -d ' ' -f 1 /proc/uptime")) > 150, 300, "the time that systemd waits to be over", 1)
        need(not machine.run("ls /dev/dri 2>/dev/null || true"), "there is a card already")
        machine.run("modprobe virtio_gpu")
        machine.wait_glass(images.slides.of(1), "the last edition, with the card")
        once(machine)
    return "a card that came late, and one play"


# include/uapi/linux/kd.h
KDGKBMODE, K_OFF = 0x4B44, 4
OWN_UNIT = "/etc/systemd/system/lobbycard-play.service.d"


def keyboard(machine):
    """The mode of the first terminal's."""
    return int(machine.run(f"python3 -c 'import array, fcntl; mode = array.array(\"i\", [0]); "
                           f"fcntl.ioctl(open(\"/dev/tty1\"), {KDGKBMODE}, mode); print(mode[0])'"))


def terminal_after_keys(machine, wanted, seconds=60):
    """Which terminal there is some time after Ctrl-Alt-F2, or as soon as it is `wanted`."""
    machine.key("ctrl", "alt", "f2")
    end = time.monotonic() + seconds
    while (found := machine.run("cat /sys/class/tty/tty0/active")) != wanted and time.monotonic() < end:
        time.sleep(0.5)
    return found


def sleep_and_wake(machine, slide):
    """In the hours of `off`, and behind them."""
    config = "/etc/lobbycard/lobbycard.ini"
    power = "cat /sys/class/drm/card0-*/dpms"
    need(machine.run(power) == "On", f"the display's power while it shows a slide: {machine.run(power)}")
    machine.run(f"cp {config} /run/day.ini && sed -i 's|^name = e2e|&\\noff = Mon-Sun 00:00-24:00|' {config} && "
                "systemctl reload lobbycard-play")
    wait(lambda: machine.run(power) == "Off", 300, "the display to be switched off", 0.5)
    wait(lambda: "off: the screen sleeps" in machine.run(f"{CARD} status", ok=False), 60, "status to say that the screen sleeps", 1)
    wait(lambda: not any(map(any, machine.glass()[1])), 60, "a black glass", 0.5)
    machine.run(f"cat /run/day.ini >{config} && systemctl reload lobbycard-play")
    machine.wait_glass(slide, "the slide in the morning")
    need(machine.run(power) == "On", f"the display's power in the morning: {machine.run(power)}")


def check_console(images):
    """The package's own unit, which has the first terminal, on a card that the kernel alone drives: the wall's keyboard does nothing,
    and does again when play has gone, however it went. In the hours of `off` the display is switched off."""
    slide = images.slides.of(1)
    with images.started(images.copy(), card="VGA") as machine:
        machine.wait_glass(slide, "n-1 by the image's unit")
        machine.wait_shell()
        machine.run(f"systemctl stop lobbycard-play && mkdir /run/empty && mount --bind /run/empty {OWN_UNIT} && systemctl daemon-reload")
        need(machine.run("systemctl show -P TTYPath lobbycard-play") == "/dev/tty1", "that is not the package's own unit")
        free = keyboard(machine)
        need(free != K_OFF, "the keyboard is locked before play is there")
        for how in ("systemctl stop lobbycard-play", "systemctl kill -s KILL lobbycard-play; systemctl stop lobbycard-play"):
            machine.run("systemctl start lobbycard-play")
            machine.wait_glass(slide, "n-1 by the package's unit")
            need(keyboard(machine) == K_OFF, f"the wall's keyboard has mode {keyboard(machine)} beside play")
            need(terminal_after_keys(machine, "tty2", 5) == "tty1", "the wall's keyboard switches terminals")
            need(machine.glass()[1] == slide, "the wall's keyboard changed the glass")
            sleep_and_wake(machine, slide)
            machine.run(how)
            need(keyboard(machine) == free, f"the keyboard has mode {keyboard(machine)} after {how}, and had {free}")
            need(terminal_after_keys(machine, "tty2") == "tty2", f"the keyboard switches no terminals after {how}")
            # The image's own, for the administrator, who does not come: play is back behind it.
            wait(lambda: machine.run("systemctl is-active getty@tty2", ok=False) == "active", 300, "a question on that terminal", 1)
            machine.run("systemctl stop getty@tty2")
        denied = machine.run("journalctl -k --no-pager -o cat | grep 'apparmor=.DENIED' | head -n 5 || true")
        need(not denied, f"AppArmor denies: {denied}")
    return "the package's own unit: the wall's keyboard locked and free again, the display off and on"
