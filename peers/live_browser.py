#!/usr/bin/env python3
"""Opens the live page of a run in a real browser, follows it to the run's end, and says what is wrong with it.

    live_browser.py [--screenshots FOLDER] URL

Two widths in both colour schemes at once. Prints `ready` when every page has drawn what it was told and has been looked at;
then waits for the run's end, looks again, and follows the link to the report. One line for each defect, on standard
output; exit status 1 if there is any, 2 if there is no browser. The browser is that of report_browser.py.
"""

import argparse
import os
import pathlib
import shutil
import sys

from playwright.sync_api import Error, sync_playwright

from page_checks import FAINT, OVERFLOW, REPEATED, UNNAMED
from report_browser import CONTRAST, SCHEMES, WIDTHS, launch

# Figures that have to be there once the page was told something.
FIGURES = ("clients", "rate", "errors", "p50", "p90", "p99", "max")


class LivePage:
    """One view of the page; gathers defects."""

    def __init__(self, browser, url, width, scheme, screenshots):
        self.name = f"{width} pixels, {scheme}"
        self.file = f"live-{width}-{scheme}"
        self.url = url
        self.screenshots = screenshots
        self.defects = []
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
        self.page = context.new_page()
        self.page.on("console", self.said)
        self.page.on("pageerror", lambda error: self.found(f"script error: {error}"))
        self.page.on("request", self.asked)
        self.page.goto(url, wait_until="load")

    def found(self, problem):
        self.defects.append(f"{self.name}: {problem}")

    def said(self, message):
        if message.type in ("error", "warning"):
            self.found(f"console {message.type}: {message.text}")

    def asked(self, request):
        if not request.url.startswith((self.url, "data:")):
            self.found(f"asks for {request.url}")

    def look(self, when):
        for text, argument in ((OVERFLOW, None), (UNNAMED, None), (REPEATED, None), (FAINT, CONTRAST)):
            for problem in self.page.evaluate(text, argument):
                self.found(f"{when}: {problem}")
        if self.screenshots:
            self.page.screenshot(path=self.screenshots / f"{self.file}-{when}.png", full_page=True)

    def running(self):
        self.page.wait_for_selector("#latency polyline.series-3", state="attached", timeout=20_000)
        self.page.wait_for_selector("#messages polyline", state="attached", timeout=20_000)
        for figure in FIGURES:
            if self.page.locator(f"#{figure}").inner_text().strip() in ("", "-"):
                self.found(f"no figure {figure}")
        plot = self.page.locator("#latency")
        plot.scroll_into_view_if_needed()
        box = plot.bounding_box()
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        if "p99" not in self.page.locator("#latency-readout").inner_text():
            self.found("pointing at the plot shows no value")
        self.page.mouse.move(0, 0)
        self.page.locator("#table summary").click()
        self.page.wait_for_selector("#seconds tr", timeout=5_000)
        if self.page.locator("#cells tr").count() == 0:
            self.found("no results so far")
        self.look("running")

    def ended(self):
        self.page.wait_for_selector("#headline.pass .verdict", timeout=30_000)
        self.look("ended")
        link = self.page.locator("#report a").first
        with self.page.context.expect_page() as opened:
            link.click()
        report = opened.value
        report.wait_for_load_state()
        if "the report itself" not in report.content():
            self.found(f"the report's link leads to {report.url}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screenshots", type=pathlib.Path, help="folder for pictures of every view")
    parser.add_argument("url")
    arguments = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("there is no chromium in PATH (Debian: apt-get install chromium); CHROMIUM can name one", file=sys.stderr)
        return 2
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium, chromium)
        pages = [
            LivePage(browser, arguments.url, width, scheme, arguments.screenshots)
            for width in WIDTHS
            for scheme in SCHEMES
        ]
        for stage in (LivePage.running, LivePage.ended):
            for page in pages:
                try:
                    stage(page)
                except Error as error:
                    page.found(f"gave up: {error.message.splitlines()[0]}")
            if stage is LivePage.running:
                print("ready", flush=True)
        browser.close()
    defects = [defect for page in pages for defect in page.defects]
    for defect in defects:
        print(defect)
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
