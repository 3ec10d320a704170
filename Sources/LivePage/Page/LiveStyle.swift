import Reporting

/// The look of the pages that are served: the report's stylesheet, and what only they have.
enum LiveStyle {
    static let css = PageStyle.text + "\n" + own

    private static let own = #"""
        .page.live { display: block; max-width: 60rem; }
        .live figure { display: block; }
        .live .plot { display: block; position: static; width: 100%; max-width: none; height: auto; }
        .live .plot text { font-size: 12px; }
        .live #headline:not([class]) { padding: 0; background: none; border: 0; }
        .live .tiles { grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); margin-bottom: .75rem; }
        .live h2 { margin-top: 2.25rem; }
        .live h2::first-letter { text-transform: uppercase; }
        .progress { display: flex; flex-wrap: wrap; gap: .25rem .9rem; align-items: center; margin: 0 0 1rem; }
        .progress[hidden] { display: none; }
        .progress progress { flex: 1 1 14rem; height: .7rem; accent-color: var(--pass); }
        .live .plot .cursor { stroke: var(--muted); stroke-dasharray: 2 3; }
        .live .dash-2 { stroke-dasharray: 8 4; }
        .live .dash-3 { stroke-dasharray: 2 4; }
        .live .tile dd { font-size: 1.15rem; font-weight: 600; }
        .live .tile dd.bad, .live tr.bad td { color: var(--fail); }
        .live .readout { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; min-height: 1.6em; max-width: none; }
        .key { display: inline-flex; align-items: center; gap: .35rem; }
        .key svg { width: 1.8rem; height: .5rem; }
        .key line { stroke: var(--c); stroke-width: 3; }
        """#
}
