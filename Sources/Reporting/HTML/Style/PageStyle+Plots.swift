extension PageStyle {
    /// Figures, two beside each other where there is room, and what shows when one is pointed at.
    static let plots: String = #"""
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 2.5rem; }
        /* Titles, drawings and captions of figures side by side begin on the same line each. */
        figure { display: grid; grid-row: span 4; grid-template-rows: subgrid; row-gap: .4rem; margin: 0 0 2rem; min-width: 0; align-content: start; }
        figure h4 { margin: 0; align-self: end; }
        figure details { margin: 0; min-width: 0; }
        .drawing { min-width: 0; max-width: 30rem; }
        figcaption { color: var(--muted); font-size: .88rem; line-height: 1.45; max-width: 46rem; }
        #tip {
          position: fixed; z-index: 2; left: 0; top: 0; max-width: min(28rem, 92vw); padding: .4rem .6rem;
          background: var(--ink); color: var(--paper); font-size: .85rem; line-height: 1.4; border-radius: .35rem;
          white-space: pre-line; pointer-events: none; box-shadow: 0 .15rem .6rem rgb(0 0 0 / .25);
        }
        #tip[hidden] { display: none; }
        """#
}
