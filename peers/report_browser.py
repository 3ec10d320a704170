#!/usr/bin/env python3
"""Opens rendered reports in a real browser and says what is wrong with them.

    report_browser.py [--screenshots FOLDER] FILE.html ...

Every file is opened from disk at two widths, in both colour schemes, for print, and with scripts off. One line for
each defect, on standard output; exit status 1 if there is any, 2 if there is no browser.

The browser is Debian's chromium, else Google's Chrome, or the one that CHROMIUM names.
"""

import argparse
import os
import pathlib
import shutil
import sys

from playwright.sync_api import Error, sync_playwright

from page_checks import CLOSED, FAINT, INTO_VIEW, MARKS, OVERFLOW, POINTED_AT, REPEATED, UNNAMED

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
# What is left of A4 within the page's margins, in CSS pixels: 210 mm - 2 x 13 mm.
PRINT_WIDTH = 695
# WCAG 2.2, success criterion 1.4.3, for text of any size.
CONTRAST = 4.5
# Marks of a plot that are pointed at; all of a large report would take minutes.
HOVERS_A_PLOT = 2


class Inspection:
    """Of one file; gathers defects."""

    def __init__(self, browser, path, name, screenshots):
        self.browser = browser
        self.path = path
        self.name = name
        self.address = path.as_uri()
        self.screenshots = screenshots
        self.defects = []
        self.checked = 0

    def found(self, where, problems):
        self.checked += 1
        for problem in problems:
            self.defects.append(f"{self.name}, {where}: {problem}")

    def open(self, where, **options):
        context = self.browser.new_context(**options)
        page = context.new_page()

        def say(message):
            if message.type in ("error", "warning"):
                self.found(where, [f"console {message.type}: {message.text}"])

        def request(request):
            if request.url != self.address and not request.url.startswith("data:"):
                self.found(where, [f"asks for {request.url}"])

        page.on("console", say)
        page.on("pageerror", lambda error: self.found(where, [f"script error: {error}"]))
        page.on("request", request)
        page.goto(self.address, wait_until="load")
        return page

    def run(self):
        for width in WIDTHS:
            for scheme in SCHEMES:
                self.screen(width, scheme)
        self.printed()
        self.without_scripts()

    def screen(self, width, scheme):
        where = f"{width} pixels, {scheme}"
        page = self.open(where, viewport={"width": width, "height": 844}, color_scheme=scheme)
        if self.screenshots:
            name = f"{self.name}-{width}-{scheme}.png"
            page.screenshot(path=self.screenshots / name, full_page=True)
        # Where things are, and what they do, does not depend on colours.
        if scheme == "light":
            self.found(where, page.evaluate(OVERFLOW))
            self.found(where, page.evaluate(UNNAMED))
            self.found(where, page.evaluate(REPEATED))
            self.hovers(page, where)
            self.links(page, where)
            self.folds(page, where)
            # Again, now that all tables are open.
            self.found(where, page.evaluate(OVERFLOW))
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        self.found(where, page.evaluate(FAINT, CONTRAST))
        page.context.close()

    def hovers(self, page, where):
        marks = page.evaluate_handle(MARKS, HOVERS_A_PLOT)
        plots = page.locator("main figure svg").count()
        handles = [handle.as_element() for handle in marks.get_properties().values()]
        if plots and not handles:
            self.found(where, ["no plot has anything to point at"])
        for mark in handles:
            at = mark.evaluate(INTO_VIEW)
            page.mouse.move(*at)
            tip = page.evaluate(POINTED_AT, at)
            expected = tip["expected"]
            if not expected or not expected.strip():
                self.found(where, [f"nothing to show at a mark of {mark.get_attribute('data-tip')!r}"])
            elif tip["shown"] != expected:
                self.found(where, [f"shows {tip['shown']!r} instead of {expected!r}"])
            elif not tip["inside"]:
                self.found(where, [f"the tip {expected!r} leaves the window"])
            else:
                self.found(where, [])
        page.mouse.move(0, 0)

    def links(self, page, where):
        """A link of the table of contents to something folded opens it."""
        page.evaluate("document.querySelectorAll('.load').forEach(fold => fold.open = false)")
        link = page.locator('.contents a[href^="#load-"]')
        if link.count() == 0 or not link.last.is_visible():
            return
        link.last.click()
        page.wait_for_timeout(50)
        if page.locator(f'{link.last.get_attribute("href")} > details[open]').count() == 0:
            self.found(where, [f"{link.last.get_attribute('href')} leads to a closed fold"])

    def folds(self, page, where):
        """All tables open and close at once; leaves them open."""
        folds = page.locator("details")
        button = page.locator(".fold-all")
        if button.count() == 0 or folds.count() == 0:
            return
        if not button.first.is_visible():
            self.found(where, ["the button that opens all tables is hidden"])
            return
        for _ in range(3):
            open_before = page.locator("details[open]").count()
            button.first.click()
            is_open = page.locator("details[open]").count()
            if is_open not in (0, folds.count()) or is_open == open_before:
                self.found(where, [f"{is_open} of {folds.count()} tables are open after a click"])
            if is_open == folds.count():
                return
        self.found(where, ["the tables do not open"])

    def printed(self):
        page = self.open("print", viewport={"width": PRINT_WIDTH, "height": 1000}, color_scheme="dark")
        page.emulate_media(media="print")
        self.found("print", page.evaluate(CLOSED))
        self.found("print", page.evaluate(OVERFLOW.replace(".scroll, ", "")))
        self.found("print", page.evaluate(FAINT, CONTRAST))
        if self.screenshots:
            page.pdf(path=self.screenshots / f"{self.name}.pdf", format="A4", prefer_css_page_size=True)
        page.context.close()

    def without_scripts(self):
        where = "scripts off"
        page = self.open(where, viewport={"width": 1280, "height": 844}, java_script_enabled=False)
        marks = page.locator("main svg [data-tip]").count()
        titles = page.locator("main svg [data-tip] > title").count()
        if marks != titles:
            self.found(where, [f"{marks - titles} marks have no title of their own"])
        folds = page.locator("details:not([open]) > summary")
        if folds.count() > 0:
            folds.first.click()
            self.found(where, [] if page.locator("details[open]").count() > 0 else ["a table does not open"])
        page.context.close()


def distinct_names(paths):
    """What pictures and defects are named by: a file without its suffix, behind the folders that tell it from others."""
    names = []
    for place, path in enumerate(paths):
        others = {other for other in paths if other != path}
        depth = 1
        while depth < len(path.parts) and any(other.parts[-depth:] == path.parts[-depth:] for other in others):
            depth += 1
        name = "-".join([*path.parts[-depth:-1], path.stem]).replace("/", "")
        # The same file twice, or folders whose names hold hyphens.
        while name in names:
            name += f"-{place + 1}"
        names.append(name)
    return names


def launch(chromium, path):
    """In a sandbox where there can be one: root has none, and neither have most containers."""
    if os.geteuid() != 0:
        try:
            return chromium.launch(executable_path=path)
        except Error:
            pass
    return chromium.launch(executable_path=path, args=["--no-sandbox"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screenshots", type=pathlib.Path, help="folder for pictures of every view, and a PDF")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("there is no chromium in PATH (Debian: apt-get install chromium); CHROMIUM can name one", file=sys.stderr)
        return 2
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    defects = []
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium, chromium)
        paths = [path.resolve() for path in arguments.files]
        for path, name in zip(paths, distinct_names(paths)):
            inspection = Inspection(browser, path, name, arguments.screenshots)
            try:
                inspection.run()
            except Error as error:
                inspection.found("gave up", [error.message.splitlines()[0]])
            defects += inspection.defects
            print(f"{name}: {inspection.checked} checks", file=sys.stderr)
        browser.close()
    for defect in dict.fromkeys(defects):
        print(defect)
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
