extension PageStyle {
    /// On paper: everything open, nothing that is for a pointer, no figure or line of a table torn apart.
    static let print: String = #"""
        @page { margin: 15mm 13mm; }
        @media print {
          body { background: none; font-size: 10pt; }
          .page { display: block; max-width: none; padding: 0; }
          .contents, .skip, .anchor, .fold-all, #tip { display: none !important; }
          .summary { padding-top: 0; }
          .summary h1 { font-size: 12pt; }
          .verdict { font-size: 16pt; }
          .says, .many .says { font-size: 12pt; }
          a { color: inherit; text-decoration: none; }
          h2 { margin-top: 1.6rem; font-size: 14pt; }
          h2, h3, h4, caption, thead, summary { break-after: avoid; }
          tr, .tile, .groups > div, .claim, .drawing, p, li { break-inside: avoid; }
          .groups { display: block; }
          .tiles { grid-template-columns: repeat(4, 1fr); gap: .4rem; margin-bottom: 1rem; }
          .tile { padding: .4rem .6rem; }
          .tile dt, .tile .arm, .tile dd.ratio { font-size: 7.5pt; }
          .tile .value { font-size: 10pt; }
          .figures { grid-template-columns: 1fr 1fr; gap: 0 1rem; }
          figure { display: block; margin-bottom: 1.2rem; break-inside: avoid; }
          figure table { font-size: 6pt; line-height: 1.2; }
          figure th, figure td, figure td.short, figure tbody th.short { padding: .05rem .5rem .05rem 0; }
          figure:only-child { grid-column: 1 / -1; }
          figure:only-child .drawing { max-width: 11cm; }
          figcaption, .footnotes, .quiet { font-size: 8pt; }
          .why { font-size: 9pt; }
          h3 { margin-top: .9rem; }
          .scroll { overflow: visible; background: none; }
          table { font-size: 7.5pt; }
          th, td, td.short, tbody th.short { padding: .15rem .5rem .15rem 0; white-space: normal; min-width: 0; overflow-wrap: anywhere; }
          tbody th.name, td.name, tbody th.short, td.short { min-width: 3.6em; }
          tbody tr:hover { background: none; }
          details::details-content { content-visibility: visible; display: block; block-size: auto; }
          summary { list-style: none; color: var(--muted); }
          summary::-webkit-details-marker { display: none; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """#
}
