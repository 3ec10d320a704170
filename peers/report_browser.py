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

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
# What is left of A4 within the page's margins, in CSS pixels: 210 mm - 2 x 13 mm.
PRINT_WIDTH = 695
# WCAG 2.2, success criterion 1.4.3, for text of any size.
CONTRAST = 4.5
# Marks of a plot that are pointed at; all of a large report would take minutes.
HOVERS_A_PLOT = 2

OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > width)
    found.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} of ${width} pixels`);
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest(".scroll, svg, .skip, [hidden]") || !element.checkVisibility()) continue;
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.right > width + 0.5)
      found.push(`<${element.localName} class="${element.className}"> ends at ${box.right} of ${width} pixels`);
  }
  return found.slice(0, 5);
}"""

UNNAMED = """() => {
  const text = id => (document.getElementById(id)?.textContent ?? "").trim();
  return [...document.querySelectorAll("svg")].filter(svg => !svg.closest("[aria-hidden=true]")).flatMap(svg => {
    const named = (svg.getAttribute("aria-labelledby") ?? "").split(" ").map(text).join("").length > 0
      || (svg.getAttribute("aria-label") ?? "").trim().length > 0;
    const problems = named ? [] : [`an SVG without a name: ${svg.outerHTML.slice(0, 120)}`];
    if (svg.getAttribute("role") !== "img") problems.push("an SVG whose role is not img");
    return problems;
  });
}"""

REPEATED = """() => {
  const seen = new Set(), found = [];
  for (const element of document.querySelectorAll("[id]")) {
    if (seen.has(element.id)) found.push(`two elements have the id ${element.id}`);
    seen.add(element.id);
  }
  for (const link of document.querySelectorAll('a[href^="#"]'))
    if (!seen.has(decodeURIComponent(link.hash.slice(1)))) found.push(`${link.hash} leads nowhere`);
  return found;
}"""

FAINT = """least => {
  // Any CSS colour as [r, g, b, alpha], by the browser's own reading of it.
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const known = new Map();
  const colour = text => {
    if (!known.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(text, [r, g, b, a / 255]);
    }
    return known.get(text);
  };
  const over = (top, ground) => [0, 1, 2].map(i => top[i] * top[3] + ground[i] * (1 - top[3]));
  const luminance = rgb => rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  // How much of an element can be seen, and what is behind its text.
  const seen = new Map();
  const surroundings = element => {
    if (!element) return {opacity: 1, ground: [255, 255, 255]};
    if (!seen.has(element)) {
      const own = getComputedStyle(element), outer = surroundings(element.parentElement);
      const ground = element.closest("svg") ? outer.ground : over(colour(own.backgroundColor), outer.ground);
      seen.set(element, {opacity: outer.opacity * parseFloat(own.opacity), ground});
    }
    return seen.get(element);
  };
  const found = [];
  let count = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, title, desc, #tip") || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    if (parseFloat(style.fontSize) === 0) continue;
    const {opacity, ground} = surroundings(element);
    // Shown only when pointed at.
    if (opacity === 0) continue;
    const own = colour(element.closest("svg") ? style.fill : style.color);
    const ink = over([own[0], own[1], own[2], own[3] * opacity], ground);
    const [dark, light] = [luminance(ink), luminance(ground)].sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    count += 1;
    if (contrast < least) found.push(`contrast ${contrast.toFixed(2)} of "${node.data.trim().slice(0, 40)}"`);
  }
  if (count < 20) found.push(`only ${count} pieces of text were found`);
  return found.slice(0, 5);
}"""

# The content of a fold lies below its summary as soon as it is shown.
CLOSED = """() => [...document.querySelectorAll("details")].filter(fold => {
  const content = [...fold.children].filter(child => child.localName !== "summary");
  return !content.some(child => child.getBoundingClientRect().height > 0 && child.checkVisibility());
}).map(fold => `closed on paper: ${fold.querySelector("summary").textContent.trim()}`)"""

MARKS = """limit => [...document.querySelectorAll("main svg")].flatMap(svg => {
  const marks = [...svg.querySelectorAll("[data-tip]")].filter(mark => mark.getBoundingClientRect().width > 0);
  const step = Math.max(1, Math.floor(marks.length / limit));
  return marks.filter((_, index) => index % step === 0).slice(0, limit);
})"""

# A tip goes when the page scrolls, so that has to be over.
INTO_VIEW = """mark => new Promise(resolve => {
  mark.scrollIntoView({block: "center", behavior: "instant"});
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const box = mark.getBoundingClientRect();
    resolve([box.left + box.width / 2, box.top + box.height / 2]);
  }));
})"""

POINTED_AT = """([x, y]) => {
  const mark = document.elementFromPoint(x, y)?.closest("[data-tip]");
  const tip = document.getElementById("tip");
  const expected = mark ? mark.getAttribute("data-tip") : null;
  if (!tip) return {expected, shown: null, inside: true};
  const box = tip.getBoundingClientRect();
  return {
    expected,
    shown: tip.hidden ? null : tip.textContent,
    inside: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
  };
}"""


class Inspection:
    """Of one file; gathers defects."""

    def __init__(self, browser, path, screenshots):
        self.browser = browser
        self.path = path
        self.address = path.as_uri()
        self.screenshots = screenshots
        self.defects = []
        self.checked = 0

    def found(self, where, problems):
        self.checked += 1
        for problem in problems:
            self.defects.append(f"{self.path.name}, {where}: {problem}")

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
            name = f"{self.path.stem}-{width}-{scheme}.png"
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
            page.pdf(path=self.screenshots / f"{self.path.stem}.pdf", format="A4", prefer_css_page_size=True)
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
        for path in arguments.files:
            inspection = Inspection(browser, path.resolve(), arguments.screenshots)
            try:
                inspection.run()
            except Error as error:
                inspection.found("gave up", [error.message.splitlines()[0]])
            defects += inspection.defects
            print(f"{path.name}: {inspection.checked} checks", file=sys.stderr)
        browser.close()
    for defect in dict.fromkeys(defects):
        print(defect)
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
