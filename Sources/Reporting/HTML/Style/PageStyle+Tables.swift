extension PageStyle {
    /// Tables scroll within their box: the page itself never does sideways.
    static let tables: String = #"""
        .scroll {
          overflow-x: auto; margin: 0 0 .75rem; max-width: 100%;
          /* A shade at the edge behind which there is more; what covers it scrolls along. */
          background:
            linear-gradient(to right, var(--paper) 1rem, transparent) left / 2rem 100% no-repeat local,
            linear-gradient(to left, var(--paper) 1rem, transparent) right / 2rem 100% no-repeat local,
            linear-gradient(to right, var(--rule), transparent) left / .6rem 100% no-repeat scroll,
            linear-gradient(to left, var(--rule), transparent) right / .6rem 100% no-repeat scroll;
        }
        table { border-collapse: collapse; font-size: .9rem; line-height: 1.4; }
        caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
        th, td { padding: .32rem 1.4rem .32rem 0; text-align: right; vertical-align: baseline; white-space: nowrap; }
        th:last-child, td:last-child { padding-right: .25rem; }
        thead th { color: var(--muted); font-weight: 400; vertical-align: bottom; border-bottom: 1px solid var(--rule); }
        tbody tr { border-bottom: 1px solid var(--grid); }
        tbody th { font-weight: 400; }
        thead th:first-child { color: var(--ink); font-weight: 600; }
        .name { text-align: left; }
        tbody th.inner { padding-left: 1.1rem; }
        @media (min-width: 60rem) { .load table { min-width: 38rem; } }
        thead th:first-child { white-space: normal; }
        td.name, tbody th.name { white-space: normal; min-width: 7rem; }
        @media (max-width: 30rem) { th, td { padding-right: .9rem; } }
        td.long { min-width: 16rem; }
        @media (max-width: 30rem) { td.long { min-width: 10rem; } }
        td.short, tbody th.short { white-space: nowrap; min-width: 0; }
        td.absent { color: var(--muted); }
        td strong, .part strong.alarm { color: var(--fail); font-weight: 650; }
        tbody tr:hover { background: var(--sunken); }
        .footnotes { list-style: none; padding: 0; color: var(--muted); font-size: .85rem; line-height: 1.45; margin: 0 0 1.75rem; }
        .footnotes li { margin: 0 0 .15rem; padding-left: 1.1em; text-indent: -1.1em; }
        .footnotes b { display: inline-block; width: 1.1em; text-indent: 0; font-weight: 400; }
        """#
}
