/// What the live page does: takes events, fills in figures, draws.
enum LiveScript {
    static let javaScript = state + plots + tables + connection

    private static let state = #"""
        "use strict";
        const byId = (id) => document.getElementById(id);
        const set = (id, text) => { const e = byId(id); if (e.textContent !== text) e.textContent = text; };
        let points = [];
        let latest = null;
        let isOver = false;

        // Three digits that carry information, as in the report.
        function digits(value) {
          if (value === 0) return "0";
          const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
          return value.toLocaleString("en", { minimumFractionDigits: Math.min(places, 6),
            maximumFractionDigits: Math.min(places, 6) });
        }
        function milliseconds(value) {
          if (value == null) return "-";
          if (value === 0) return "0 ms";
          if (value * 1000 < 999.5) return digits(value * 1000) + " µs";
          if (value < 999.5) return digits(value) + " ms";
          return digits(value / 1000) + " s";
        }
        function bytes(value) {
          if (value == null) return "-";
          const units = ["B", "kB", "MB", "GB", "TB"];
          let unit = 0;
          while (value >= 999.5 && unit < units.length - 1) { value /= 1000; unit += 1; }
          return (unit === 0 ? Math.round(value) : digits(value)) + " " + units[unit];
        }
        const count = (value) => value == null ? "-" : Math.round(value).toLocaleString("en");
        const percent = (value) => value == null ? "-" : (value >= 9.95 ? Math.round(value) : value.toFixed(1)) + " %";
        function length(seconds) {
          const total = Math.max(0, Math.round(seconds));
          const two = (n) => String(n).padStart(2, "0");
          if (total < 60) return total + " s";
          if (total < 3600) return Math.floor(total / 60) + " min " + two(total % 60) + " s";
          return Math.floor(total / 3600) + " h " + two(Math.floor(total % 3600 / 60)) + " min";
        }
        function element(name, text, className) {
          const e = document.createElement(name);
          if (text != null) e.textContent = text;
          if (className) e.className = className;
          return e;
        }

        """#

    private static let plots = #"""
        const svgNamespace = "http://www.w3.org/2000/svg";
        function shape(name, attributes, text) {
          const e = document.createElementNS(svgNamespace, name);
          for (const key in attributes) e.setAttribute(key, attributes[key]);
          if (text != null) e.textContent = text;
          return e;
        }
        // A step of 1, 2 or 5 that gives some `wanted` of them.
        function step(range, wanted) {
          const rough = range / wanted;
          const power = Math.pow(10, Math.floor(Math.log10(rough)));
          return power * [1, 2, 5, 10].find((m) => m * power >= rough * 0.999);
        }
        // A series has a colour and a dash of its own.
        const looks = (index) => "series-" + (index + 1) + " dash-" + (index + 1);
        class Plot {
          constructor(id, series, format) {
            this.svg = byId(id);
            this.readout = byId(id + "-readout");
            this.series = series;
            this.format = format;
            this.height = this.svg.viewBox.baseVal.height;
            this.width = 720;
            addEventListener("resize", () => this.draw());
            this.cursor = null;
            const legend = byId(id + "-legend");
            series.forEach((s, index) => {
              const key = element("span", null, "key");
              const mark = shape("svg", { viewBox: "0 0 26 8", "aria-hidden": "true" });
              mark.append(shape("line", { x1: 0, x2: 26, y1: 4, y2: 4, class: looks(index) }));
              key.append(mark, s.name);
              legend.append(key);
            });
            this.svg.addEventListener("pointermove", (e) => this.point(e));
            this.svg.addEventListener("pointerleave", () => { this.cursor = null; this.draw(); });
          }
          point(event) {
            const box = this.svg.getBoundingClientRect();
            const x = (event.clientX - box.left) / box.width * this.width;
            let best = null;
            for (const p of points) if (!best || Math.abs(this.x(p.second) - x) < Math.abs(this.x(best.second) - x)) best = p;
            this.cursor = best;
            this.draw();
          }
          x(second) { return 64 + (second - this.from) / (this.to - this.from) * (this.width - 76); }
          y(value) { return this.height - 26 - value / this.top * (this.height - 38); }
          draw() {
            if (points.length === 0) { this.svg.replaceChildren(); this.readout.textContent = ""; return; }
            // As many units as pixels, so that text is of one size on every screen.
            this.width = Math.max(300, Math.min(960, this.svg.clientWidth || 720));
            this.svg.setAttribute("viewBox", "0 0 " + this.width + " " + this.height);
            this.from = points[0].second - 1;
            this.to = Math.max(points[points.length - 1].second, this.from + 10);
            let top = 0;
            for (const p of points) for (const s of this.series) top = Math.max(top, s.value(p) ?? 0);
            const each = step(top > 0 ? top * 1.05 : 1, 4);
            this.top = Math.max(each, Math.ceil((top || 1) / each - 1e-9) * each);
            const parts = this.axes(each);
            this.series.forEach((s, index) => parts.push(...this.line(s, index)));
            if (this.cursor && points.includes(this.cursor)) {
              const x = this.x(this.cursor.second);
              parts.push(shape("line", { x1: x, x2: x, y1: 12, y2: this.height - 26, class: "cursor" }));
              this.readout.textContent = Math.round(this.cursor.second) + " s (" + this.cursor.phase + "): "
                + this.series.map((s) => s.name + " " + this.format(s.value(this.cursor))).join(", ");
            } else {
              this.readout.textContent = "";
            }
            this.svg.replaceChildren(...parts);
          }
          axes(each) {
            const parts = [];
            const bottom = this.height - 26;
            // What is measured stands on a band of its own; warm-up and drain do not.
            const steady = points.filter((p) => p.phase === "steady");
            if (steady.length) {
              const left = this.x(Math.max(this.from, steady[0].second - 1));
              parts.push(shape("rect", { x: left, y: 12, height: bottom - 12, class: "shade",
                width: Math.max(1, this.x(steady[steady.length - 1].second) - left) }));
              parts.push(shape("text", { x: left + 4, y: 23 }, "steady"));
            }
            for (let value = 0; value <= this.top * 1.001; value += each) {
              const y = this.y(value);
              parts.push(shape("line", { x1: 64, x2: this.width - 12, y1: y, y2: y, class: value === 0 ? "axis" : "grid" }));
              parts.push(shape("text", { x: 58, y: y + 4, "text-anchor": "end" }, this.format(value)));
            }
            const width = step(this.to - this.from, this.width / 90);
            for (let s = Math.ceil(this.from / width) * width; s <= this.to; s += width) {
              parts.push(shape("text", { x: this.x(s), y: bottom + 18, "text-anchor": "middle" }, s + " s"));
            }
            return parts;
          }
          line(series, index) {
            const parts = [];
            let run = [];
            const flush = () => {
              if (run.length > 1) {
                parts.push(shape("polyline", { points: run.map((p) => p.join(",")).join(" "),
                  class: "line " + looks(index) }));
              } else if (run.length === 1) {
                parts.push(shape("circle", { cx: run[0][0], cy: run[0][1], r: 2.5,
                  class: "point series-" + (index + 1) }));
              }
              run = [];
            };
            for (const p of points) {
              const value = series.value(p);
              if (value == null) flush();
              else run.push([this.x(p.second).toFixed(1), this.y(value).toFixed(1)]);
            }
            flush();
            return parts;
          }
        }
        const plots = [
          new Plot("latency", ["p50", "p90", "p99"].map((name) => (
            { name, value: (p) => p.latency ? p.latency[name] : null })), milliseconds),
          new Plot("messages", [{ name: "messages/s", value: (p) => p.messagesPerSecond }], count),
        ];

        """#

    private static let tables = #"""
        function row(cells, nameColumn, className) {
          const tr = element("tr", null, className);
          cells.forEach((text, column) => tr.append(element("td", text, column === nameColumn ? "name" : "")));
          return tr;
        }
        function fillSeconds() {
          if (!byId("table").open) return;
          byId("seconds").replaceChildren(...points.map((p) => row([
            Math.round(p.second), p.phase, milliseconds(p.latency?.p50), milliseconds(p.latency?.p90),
            milliseconds(p.latency?.p99), milliseconds(p.latency?.max), count(p.messagesPerSecond),
            count(p.clients), count(p.errors), percent(p.serverCPUPercent)], 1)));
        }
        byId("table").addEventListener("toggle", fillSeconds);

        function show(state) {
          latest = state;
          points = state.isWhole ? state.points : points.concat(state.points).slice(-900);
          document.title = Math.floor(state.share * 100) + " % " + state.scenario + ", bench";
          set("scenario", state.scenario);
          const phase = state.phaseLength == null ? state.phase
            : state.phase + ", " + Math.floor(state.phaseSeconds) + " of " + length(state.phaseLength);
          set("trial", "trial " + state.trial + " of " + state.trials);
          if (!state.end) set("headline", state.cell + ": " + phase);
          byId("share").value = state.share;
          set("left", length(state.secondsLeft) + " left");
          for (const e of document.querySelectorAll(".quantity")) e.textContent = state.quantity;
          set("clients", count(state.connected) + " of " + count(state.clients));
          set("rate", count(state.messagesPerSecond));
          set("errors", count(state.errors));
          byId("errors").className = state.errors > 0 ? "bad" : "";
          const last = points[points.length - 1];
          set("cpu", percent(last?.serverCPUPercent));
          set("memory", bytes(last?.residentBytes));
          for (const name of ["p50", "p90", "p99", "max"]) set(name, milliseconds(state.current?.[name]));
          for (const plot of plots) plot.draw();
          fillSeconds();
          byId("results").hidden = state.results.length === 0;
          byId("cells").replaceChildren(
            ...state.results.map((r) => row([r.cell, ...r.columns], 0, r.isBad ? "bad" : "")));
          if (state.end) end(state.end);
        }

        """#

    private static let connection = #"""
        const events = new EventSource("/events");
        events.onmessage = (event) => show(JSON.parse(event.data));
        events.onerror = () => {
          if (!isOver) return set("trial", "no connection to bench: it has ended, or is too busy to answer");
          events.close();
          set("served", "; no longer served from here.");
        };

        function end(end) {
          isOver = true;
          byId("progress").hidden = true;
          const headline = byId("headline");
          headline.className = end.outcome;
          // The verdict's first word stands out, as in the report.
          const colon = end.verdict.indexOf(":");
          const hasWord = ["pass", "fail", "invalid"].includes(end.outcome) && colon > 0;
          headline.replaceChildren(
            ...(hasWord ? [element("span", end.verdict.slice(0, colon + 1), "verdict")] : []),
            hasWord ? end.verdict.slice(colon + 1) : end.verdict);
          const links = end.files.map((name) => {
            const a = element("a", name);
            a.href = "/" + name;
            a.target = "_blank";
            return a;
          });
          const report = byId("report");
          report.hidden = false;
          report.replaceChildren(links.length ? "The run is over: " : "The run is over; there is no report.");
          links.forEach((a, index) => report.append(index ? ", " : "", a));
          const served = element("span", "; served from here while this page is open, ten minutes at most.");
          served.id = "served";
          report.append(" in ", element("code", end.folder), served);
          document.title = end.outcome + ": " + latest.scenario + ", bench";
        }
        """#
}
