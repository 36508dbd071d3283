#!/usr/bin/env python3
"""Drawings that nobody made: SVGs of every element and attribute at random go through the
decoder in its sandbox. Each is drawn or refused in a line, or stopped for its time; the sandbox
kills it for none. LOBBYCARD_SEED makes a run again."""

import random
import signal
import subprocess

from common import main, need, run_seed
from pictures import DECODER, REPLY, is_long

SHORT, LONG = 80, 3000
NAMES = "gpfcmkus"
PNG = ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4//8/AA"
       "X+Av4zEpUUAAAAAElFTkSuQmCC")
NUMBERS = ("0", "1", "5", "-3", "50%", "1e9", "1e-9", "2.5mm", "9em", "-1e30", "100", "auto", "NaN", "", ".5")
CHOICES = {
    "fill": ("#f00", "none", "currentColor", "url(#g)", "url(#p)", "url(#x)", "rgba(0,0,0,.3)"),
    "stroke": ("#00f", "none", "url(#g)"), "filter": ("url(#f)", "blur(5)", "none"),
    "clip-path": ("url(#c)",), "mask": ("url(#m)",), "marker-end": ("url(#k)",),
    "transform": ("rotate(30)", "scale(0)", "matrix(1 2 3 4 5 6)", "translate(1e30)", "skewX(89.999)"),
    "stroke-dasharray": ("1 2", "0", "1e-5 1e-5", "5%"), "viewBox": ("0 0 9 9", "0 0 0 0", "-1 -1 1e30 1"),
    "preserveAspectRatio": ("none", "xMidYMid slice"), "points": ("0,0 9,9 3,40",),
    "style": ("fill:red;mix-blend-mode:multiply", "isolation:isolate", "filter:blur(3px)"),
    "in": ("SourceGraphic", "SourceAlpha", "BackgroundImage"), "values": ("1 " * 20,),
    "type": ("matrix", "saturate", "fractalNoise", "turbulence", "table"), "display": ("none", "inline"),
    "operator": ("over", "in", "arithmetic", "dilate"), "kernelMatrix": ("1 1 1 1 1 1 1 1 1",),
    "systemLanguage": ("zh,en",), "xml:lang": ("zh",), "class": ("a",),
    "href": tuple(f"#{name}" for name in NAMES) + (PNG, "file:///etc/passwd", "https://a.example/b.png"),
}
MEASURES = ("x", "y", "width", "height", "r", "rx", "cx", "x1", "y2", "stroke-width", "opacity", "stdDeviation",
            "baseFrequency", "numOctaves", "order", "radius", "scale", "dx", "font-size")
ELEMENTS = (
    "g rect circle ellipse path line polygon polyline use svg symbol defs switch a clipPath mask pattern "
    "linearGradient radialGradient marker filter feGaussianBlur feTurbulence feColorMatrix feConvolveMatrix "
    "feMorphology feDisplacementMap feComposite feFlood feMerge feTile feImage feDiffuseLighting "
    "feSpecularLighting feDropShadow feOffset stop style title desc image foreignObject script animate text "
    "tspan textPath").split()
SIZES = ('viewBox="0 0 80 40"', 'width="80" height="40"', 'viewBox="0 0 8 4" width="100%"', 'width="1e5" height="3"',
         'viewBox="-5 -5 1e6 1e6"', "")
DEFS = ('<defs><linearGradient id="g"><stop offset="1"/></linearGradient><filter id="f"><feGaussianBlur '
        'stdDeviation="2"/></filter><clipPath id="c"><rect width="9" height="9"/></clipPath></defs>')


def path(chance):
    return " ".join(chance.choice("MLHVCSQTAZmlhvcsqtaz") + " ".join(chance.choices(NUMBERS, k=chance.randint(0, 7)))
                    for _ in range(chance.randint(1, 8)))


def element(chance, depth):
    values = {name: chance.choice(CHOICES.get(name, NUMBERS))
              for name in chance.sample([*CHOICES, *MEASURES], chance.randint(0, 6))}
    if chance.random() < 0.4:
        values["id"] = chance.choice(NAMES)
    kind = chance.choice(ELEMENTS)
    if kind == "path":
        values["d"] = path(chance)
    inner = ""
    if depth < 6 and chance.random() < 0.7:
        inner = "".join(element(chance, depth + 1) for _ in range(chance.randint(0, 4)))
    attributes = "".join(f' {name}="{value}"' for name, value in values.items())
    return f"<{kind}{attributes}>{inner}</{kind}>"


def drawing(chance):
    body = "".join(element(chance, 0) for _ in range(chance.randint(1, 6)))
    return f'<svg xmlns="http://www.w3.org/2000/svg" {chance.choice(SIZES)}>{DEFS}{body}</svg>'.encode()


def decode(chance, data):
    wish = chance.choice((["codes"], ["contain", "64", "64", "500", "500"], ["contain", "1", "1", "500", "500"],
                          ["cover", "1920", "1080", "500", "500"]))
    return subprocess.run([DECODER, *wish], input=data, capture_output=True, timeout=60)


def test():
    seed = run_seed()
    print(f"seed {seed}", flush=True)
    drawn = refused = late = 0
    for number in range(LONG if is_long else SHORT):
        chance = random.Random(f"{seed} {number}")
        data = drawing(chance)
        done = decode(chance, data)
        if done.returncode == -signal.SIGXCPU:
            late += 1
            continue
        need(done.returncode in (0, 1) and len(done.stdout) >= REPLY.size,
             f"number {number} of seed {seed} ended with {done.returncode}: {data.decode()}")
        message = REPLY.unpack(done.stdout[:REPLY.size])[-1].split(b"\0")[0]
        need(done.returncode == 0 or message, f"number {number} of seed {seed} is refused without a word")
        drawn += done.returncode == 0
        refused += done.returncode == 1
    need(drawn > refused / 2, f"of {drawn + refused} only {drawn} are drawn: that proves little")
    return f"{drawn} drawn, {refused} refused, {late} took too long, seed {seed}"


main(test)
