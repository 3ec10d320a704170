/// How the classes of plots look. Colours are the page's: it sets `--ink`, `--muted`, `--grid`, `--paper` and
/// `--series-1` to `--series-8` for light and for dark.
enum PlotStyle {
    /// Rules for a stylesheet.
    ///
    /// Plots are made to be shown between 340 and 640 pixels wide: two beside each other on a wide page.
    /// A line break in `data-tip` separates the lines of a tip (`white-space: pre-line`).
    static let css: String = """
        .plot { display: block; width: 100%; max-width: 40rem; height: auto; font-family: inherit; }
        .plot text { fill: var(--muted); font-variant-numeric: tabular-nums; }
        .plot text.title { fill: var(--ink); font-weight: 600; }
        .plot text.name, .plot text.value { fill: var(--ink); }
        .plot .axis { stroke: var(--muted); stroke-width: 1; fill: none; }
        .plot .grid { stroke: var(--grid); stroke-width: 1; fill: none; }
        .plot .minor { opacity: .45; }
        .plot .line { fill: none; stroke: var(--c, var(--ink)); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .plot .thin { stroke-width: 1; opacity: .35; }
        .plot .uncertain { stroke-dasharray: 1 5; stroke-width: 2.4; }
        .plot .prediction { fill: none; stroke: var(--c, var(--ink)); stroke-width: 1.5; stroke-dasharray: 6 4; opacity: .85; }
        .plot .band { fill: var(--c, var(--muted)); stroke: none; opacity: .38; }
        .plot .band.outer { opacity: .18; }
        .plot .interval { fill: none; stroke: var(--c, var(--ink)); stroke-width: 1.5; }
        .plot .point { fill: var(--c, var(--ink)); stroke: var(--paper); stroke-width: 1; paint-order: stroke; }
        .plot .point.faint { opacity: .55; stroke: none; }
        .plot .point.hollow { fill: var(--paper); stroke: var(--c, var(--ink)); stroke-width: 1.6; }
        .plot .bar { fill: var(--c, var(--muted)); stroke: none; }
        .plot .bar.light { opacity: .45; }
        .plot .bar.ink { fill: var(--ink); }
        .plot .area { fill: var(--c, var(--muted)); stroke: none; opacity: .14; }
        .plot .shade { fill: var(--muted); stroke: none; opacity: .1; }
        .plot .mark { stroke: var(--c, var(--ink)); stroke-width: 1; stroke-dasharray: 2 3; fill: none; }
        .plot .ring { fill: none; stroke: var(--ink); stroke-width: 1.2; }
        .plot .halo { stroke: var(--paper); stroke-width: 3; paint-order: stroke; stroke-linejoin: round; }
        .plot .hatching { stroke: var(--paper); stroke-width: 2; }
        .plot .hover { fill: transparent; stroke: none; pointer-events: all; }
        .plot .hover:hover { fill: var(--ink); opacity: .07; }
        \((1...8).map { ".series-\($0) { --c: var(--series-\($0)); }" }.joined(separator: "\n"))
        """
}
