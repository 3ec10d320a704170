extension PageStyle {
    /// The reader's own system face, in few sizes; figures of one width, so that columns of them line up.
    static let type: String = #"""
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
          font-variant-numeric: tabular-nums; overflow-wrap: break-word;
        }
        h1, h2, h3, h4 { line-height: 1.25; font-weight: 600; text-wrap: balance; }
        h2 { font-size: 1.45rem; margin: 3.5rem 0 1rem; }
        h3 { font-size: 1.1rem; margin: 2.25rem 0 .75rem; }
        h4 { font-size: 1rem; margin: 0 0 .5rem; }
        p { margin: 0 0 .75rem; max-width: 46rem; }
        ul { margin: 0 0 .75rem; padding-left: 1.2rem; max-width: 46rem; }
        li { margin-bottom: .4rem; }
        a { color: var(--link); text-underline-offset: .15em; }
        code {
          font: .88em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
          overflow-wrap: anywhere;
        }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        .anchor { color: var(--muted); text-decoration: none; font-weight: 400; opacity: 0; padding: 0 .25em; }
        :is(h2, h3, h4):hover .anchor, .anchor:focus-visible { opacity: 1; }
        .quiet { color: var(--muted); font-size: .88rem; }
        """#
}
