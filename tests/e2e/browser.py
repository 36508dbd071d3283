"""Debian's Chromium by python3-selenium, and how to find one's way on the desk's page as a person does: by what stands
on a button, and by the field that a member of the feed is written in."""

import contextlib
import shutil
import sys

from common import Failure, need, wait

try:
    import selenium  # noqa: F401
except ImportError:  # another Python than the system's comes first in PATH
    sys.path.append("/usr/lib/python3/dist-packages")

PHONE = (390, 844)
DESKTOP = (1440, 900)


def missing():
    """What keeps the tests from a browser, or None."""
    for name in ("chromium", "chromedriver"):
        if not shutil.which(name):
            return f"{name} is not installed"
    try:
        import selenium.webdriver  # noqa: F401
    except ImportError:
        return "python3-selenium is not installed"
    return None


class Browser:
    """One person's. `language`: zh or en; `letters`: how many pixels high the browser is set to."""

    def __init__(self, lab, url, size=DESKTOP, language="zh", letters=16):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        profile = lab.folder / f"browser-{len(list(lab.folder.glob('browser-*')))}"
        profile.mkdir()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
                         "--force-device-scale-factor=1", f"--user-data-dir={profile}", f"--window-size={max(500, size[0])},{size[1]}"):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"webkit.webprefs.default_font_size": letters})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        lab.stack.callback(self.quit)
        self.url, self.size = url, size
        self.driver.set_script_timeout(20)
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 500})
        self.driver.get(url)
        self.driver.execute_script("localStorage.setItem('desk-language', arguments[0])", language)
        self.driver.get(url)

    def quit(self):
        with contextlib.suppress(Exception):
            self.driver.quit()

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def seen(self, selector, text=None, seconds=15):
        """The first such element that is displayed, with that text in it where one is given."""
        from selenium.common.exceptions import WebDriverException

        def find():
            for element in self.all(selector):
                with contextlib.suppress(WebDriverException):
                    if element.is_displayed() and (text is None or text in element.text):
                        return element
            return None

        return wait(find, seconds, lambda: f"{selector} {text or ''} at {self.driver.current_url}: {self.text()[:600]!r}")

    def text(self, selector="body"):
        found = self.all(selector)
        return found[0].text if found else ""

    def wait_text(self, selector, text, seconds=15):
        return self.seen(selector, text, seconds)

    def press(self, text, selector="button, a, summary"):
        """What says exactly this."""
        from selenium.common.exceptions import WebDriverException

        def click():
            for element in self.all(selector):
                with contextlib.suppress(WebDriverException):
                    if element.text.strip() == text and element.is_displayed() and element.is_enabled():
                        self.script("arguments[0].scrollIntoView({block: 'center'})", element)
                        element.click()
                        return True
            return False

        wait(click, 15, lambda: f"a button {text!r} at {self.driver.current_url}: {self.text()[:800]!r}")

    def field(self, pointer, seconds=15):
        return self.seen(f'[data-pointer="{pointer}"] > input, [data-pointer="{pointer}"] > textarea', seconds=seconds)

    def value(self, pointer):
        """What is written there; at once, because the form may be drawn anew between two questions."""
        return self.script('const e = document.querySelector(`[data-pointer="${arguments[0]}"] > :is(input, textarea)`); return e && e.value', pointer)

    def write(self, pointer, text):
        field = self.field(pointer)
        field.clear()
        field.send_keys(text)

    def log_in(self, name, password):
        from selenium.webdriver.common.keys import Keys

        self.seen(".login input")
        fields = self.all(".login input")
        fields[0].send_keys(name)
        fields[1].send_keys(password, Keys.ENTER)
        self.seen("#bar nav, #bar .menu")

    def go(self, *words):
        self.script("location.hash = arguments[0]", "#/" + "/".join(words))
        self.seen("h1")

    def drag(self, what, onto):
        from selenium.webdriver.common.action_chains import ActionChains

        self.script("arguments[0].scrollIntoView({block: 'center'})", onto)
        ActionChains(self.driver).click_and_hold(what).move_by_offset(4, -4).pause(0.3).move_to_element(onto).pause(0.3) \
            .move_by_offset(2, 2).pause(0.3).release().perform()

    def part(self):
        """The part that is open."""
        return wait(lambda: self.driver.current_url.partition("#/parts/")[2], 15, "a part that is open")

    def saved(self):
        wait(lambda: self.script("const p = document.querySelector('.saved'); return p && p.dataset.state === 'saved'"), 15,
             lambda: f"the draft is saved: {self.text('.saved')!r}")

    def previewed(self, size="lying"):
        """A slide is there, whole; its size in pixels."""
        return wait(lambda: self.script(
            "const i = document.querySelector(`.shape.${arguments[0]} img`);"
            "return i && !i.hidden && i.complete && i.naturalWidth > 0 && [i.naturalWidth, i.naturalHeight]", size), 30,
            lambda: f"a slide beside the form: {self.text('.wall')!r}")

    def complaints(self):
        """What the console has to say: a violated policy, an error of a script, a file that is not there."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if "status of 401" not in entry["message"]
                and not ("status of 404" in entry["message"] and "&wait=" in entry["message"])  # what is open is gone
                and "status of 409" not in entry["message"] and "status of 422" not in entry["message"] and "[DOM]" not in entry["message"]]

    def well(self):
        said = self.complaints()
        need(not said, f"the browser's console: {said[:5]}")

    def shot(self, path):
        self.driver.save_screenshot(str(path))

    def fits(self, what):
        """Nothing of the page is wider than the window."""
        width = self.script("return document.documentElement.scrollWidth")
        if width > self.size[0]:
            wide = self.script("return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
                               ".slice(0, 5).map(e => e.tagName + '.' + e.className)")
            raise Failure(f"{what} is {width} px wide, the window {self.size[0]}: {wide}")
