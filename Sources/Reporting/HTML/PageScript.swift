/// The page's script: hover texts of plots, and folding of all tables at once. Without it the page has everything,
/// too: plots have their own titles, and each table opens by itself.
enum PageScript {
    /// Without `<` and `&`, so that the page is well-formed as XML, too.
    static let text: String = #"""
        "use strict";
        (function () {
          var tip = document.createElement("div");
          tip.id = "tip";
          tip.hidden = true;
          document.body.appendChild(tip);

          // The browser's own tip would come on top of ours.
          document.querySelectorAll("[data-tip]").forEach(function (mark) {
            var title = mark.querySelector("title");
            if (title) { title.remove(); }
            mark.setAttribute("aria-label", mark.getAttribute("data-tip"));
          });

          function show(mark, x, y) {
            tip.textContent = mark.getAttribute("data-tip");
            tip.hidden = false;
            var box = tip.getBoundingClientRect();
            var width = document.documentElement.clientWidth;
            var left = Math.max(4, Math.min(x + 14, width - box.width - 4));
            var top = y - box.height - 12;
            tip.style.left = left + "px";
            tip.style.top = (4 > top ? y + 18 : top) + "px";
          }

          function follow(event) {
            var mark = event.target.closest ? event.target.closest("[data-tip]") : null;
            if (mark) { show(mark, event.clientX, event.clientY); } else { tip.hidden = true; }
          }
          document.addEventListener("pointermove", follow);
          document.addEventListener("pointerdown", follow);
          document.addEventListener("pointerleave", function () { tip.hidden = true; });
          document.addEventListener("scroll", function () { tip.hidden = true; }, true);
          document.addEventListener("keydown", function (event) {
            if (event.key === "Escape") { tip.hidden = true; }
          });

          var folds = Array.from(document.querySelectorAll("details"));
          function label(button) {
            var closed = folds.some(function (fold) { return !fold.open; });
            button.textContent = closed ? "Open all tables" : "Close all tables";
            return closed;
          }
          document.querySelectorAll(".fold-all").forEach(function (button) {
            button.hidden = folds.length === 0;
            label(button);
            button.addEventListener("click", function () {
              var open = label(button);
              folds.forEach(function (fold) { fold.open = open; });
              label(button);
            });
          });

          // A link to a section leads to what is in it, not to a closed fold.
          function unfold() {
            var section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
            var fold = section ? section.querySelector(":scope > details") : null;
            if (fold) { fold.open = true; fold.scrollIntoView(); }
          }
          window.addEventListener("hashchange", unfold);
          unfold();

          // For browsers whose stylesheets cannot open a fold.
          var opened = [];
          window.addEventListener("beforeprint", function () {
            opened = folds.filter(function (fold) { return !fold.open; });
            opened.forEach(function (fold) { fold.open = true; });
          });
          window.addEventListener("afterprint", function () {
            opened.forEach(function (fold) { fold.open = false; });
          });
        })();
        """#
}
