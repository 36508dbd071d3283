"""Another client of the X server, for what window managers and strangers do to a window. ctypes
over libX11: no package of Python's is needed."""

import ctypes

from common import need

X11 = ctypes.CDLL("libX11.so.6")
WINDOW = ctypes.c_ulong
ERROR_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


@ERROR_HANDLER
def ignore_errors(_display, _event):
    return 0  # a window may go at any time; Xlib would end us


class Attributes(ctypes.Structure):
    """XWindowAttributes as far as map_state, and room for the rest."""
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int),
                ("height", ctypes.c_int), ("border", ctypes.c_int), ("depth", ctypes.c_int),
                ("visual", ctypes.c_void_p), ("root", WINDOW), ("class_", ctypes.c_int),
                ("bit_gravity", ctypes.c_int), ("win_gravity", ctypes.c_int),
                ("backing_store", ctypes.c_int), ("planes", ctypes.c_ulong),
                ("pixel", ctypes.c_ulong), ("save_under", ctypes.c_int),
                ("colormap", ctypes.c_ulong), ("is_map_installed", ctypes.c_int),
                ("map_state", ctypes.c_int), ("rest", ctypes.c_byte * 256)]


def declare(name, result, *arguments):
    function = getattr(X11, name)
    function.restype, function.argtypes = result, arguments


INT, LONG, POINTER, TEXT = ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_char_p
declare("XOpenDisplay", POINTER, TEXT)
declare("XCloseDisplay", INT, POINTER)
declare("XSync", INT, POINTER, INT)
declare("XDefaultRootWindow", WINDOW, POINTER)
declare("XQueryTree", INT, POINTER, WINDOW, POINTER, POINTER, POINTER, POINTER)
declare("XFetchName", INT, POINTER, WINDOW, POINTER)
declare("XFree", INT, POINTER)
declare("XGetWindowAttributes", INT, POINTER, WINDOW, POINTER)
declare("XCreateSimpleWindow", WINDOW, POINTER, WINDOW, INT, INT, INT, INT, INT, LONG, LONG)
declare("XInternAtom", LONG, POINTER, TEXT, INT)
declare("XSendEvent", INT, POINTER, WINDOW, INT, ctypes.c_long, POINTER)
declare("XMoveResizeWindow", INT, POINTER, WINDOW, INT, INT, INT, INT)
for one in ("XMapRaised", "XUnmapWindow", "XDestroyWindow", "XRaiseWindow", "XKillClient"):
    declare(one, INT, POINTER, WINDOW)
declare("XSetErrorHandler", POINTER, ERROR_HANDLER)


class ClientMessage(ctypes.Structure):
    _fields_ = [("type", INT), ("serial", LONG), ("send_event", INT), ("display", POINTER),
                ("window", WINDOW), ("message_type", LONG), ("format", INT),
                ("data", ctypes.c_long * 5), ("rest", ctypes.c_byte * 128)]


class Client:
    def __init__(self, name):
        X11.XSetErrorHandler(ignore_errors)
        self.server = X11.XOpenDisplay(name.encode())
        need(self.server, f"no X server at {name}")
        self.root = X11.XDefaultRootWindow(self.server)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.server:
            X11.XCloseDisplay(self.server)

    def sync(self):
        X11.XSync(self.server, 0)

    def find(self, title):
        """The child of the root window with that title, or None."""
        root, parent, count = WINDOW(), WINDOW(), ctypes.c_uint()
        children = ctypes.POINTER(WINDOW)()
        X11.XQueryTree(self.server, self.root, ctypes.byref(root), ctypes.byref(parent),
                       ctypes.byref(children), ctypes.byref(count))
        found = None
        for i in range(count.value):
            name = TEXT()
            if X11.XFetchName(self.server, children[i], ctypes.byref(name)) and \
                    name.value == title.encode():
                found = children[i]
        if children:
            X11.XFree(children)
        return found

    def geometry(self, window):
        """x, y, width, height, and whether it can be seen; None when it is gone."""
        attributes = Attributes()
        if not X11.XGetWindowAttributes(self.server, window, ctypes.byref(attributes)):
            return None
        return (attributes.x, attributes.y, attributes.width, attributes.height,
                attributes.map_state == 2)

    def cover(self, x, y, width, height):
        """A white window above everything; uncover() takes it away."""
        window = X11.XCreateSimpleWindow(self.server, self.root, x, y, width, height, 0, 0, 0xffffff)
        X11.XMapRaised(self.server, window)
        self.sync()
        return window

    def uncover(self, window):
        X11.XDestroyWindow(self.server, window)
        self.sync()

    def move_resize(self, window, x, y, width, height):
        X11.XMoveResizeWindow(self.server, window, x, y, width, height)
        self.sync()

    def unmap(self, window):
        X11.XUnmapWindow(self.server, window)
        self.sync()

    def destroy(self, window):
        X11.XDestroyWindow(self.server, window)
        self.sync()

    def kill(self, window):
        X11.XKillClient(self.server, window)
        self.sync()

    def close(self, window):
        """As a window manager's X does."""
        protocols = X11.XInternAtom(self.server, b"WM_PROTOCOLS", 0)
        gone = X11.XInternAtom(self.server, b"WM_DELETE_WINDOW", 0)
        message = ClientMessage(type=33, window=window, message_type=protocols, format=32,
                                data=(ctypes.c_long * 5)(gone, 0))
        X11.XSendEvent(self.server, window, 0, 0, ctypes.byref(message))
        self.sync()
