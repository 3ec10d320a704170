"""What is looked at within a page: JavaScript that a browser runs there. Those without a note give a list of what is wrong."""

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
