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
          figure, tr, .tile, .claim, p, li { break-inside: avoid; }
          .groups { display: block; }
          .tiles { grid-template-columns: repeat(4, 1fr); gap: .4rem; margin-bottom: 1rem; }
          .tile { padding: .4rem .6rem; }
          .tile dt, .tile .arm, .tile dd.ratio { font-size: 7.5pt; }
          .tile .value { font-size: 10pt; }
          .figures { grid-template-columns: 1fr 1fr; gap: 0 1rem; }
          figure { margin-bottom: 1rem; }
          figure table { font-size: 6.5pt; }
          figcaption { font-size: 8pt; }
          .scroll { overflow: visible; }
          table { font-size: 7.5pt; }
          th, td, td.short, tbody th.short { padding: .15rem .5rem .15rem 0; white-space: normal; min-width: 0; overflow-wrap: anywhere; }
          tbody th.name, td.name { min-width: 0; }
          tbody tr:hover { background: none; }
          details::details-content { content-visibility: visible; display: block; block-size: auto; }
          summary { list-style: none; color: var(--muted); }
          summary::-webkit-details-marker { display: none; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """#
}
