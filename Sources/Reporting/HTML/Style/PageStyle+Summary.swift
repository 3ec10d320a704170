extension PageStyle {
    /// The verdict, the comparison in large type, and the key figures.
    static let summary: String = #"""
        .summary { padding-top: 2.5rem; }
        .eyebrow { color: var(--muted); font-size: .95rem; margin: 0 0 .75rem; display: flex; flex-wrap: wrap; gap: 0 1.2rem; }
        .eyebrow strong { color: var(--ink); font-weight: 600; }
        .summary h1 {
          margin: 0 0 1.75rem; padding: 1rem 1.25rem; background: var(--ground); border-left: .35rem solid var(--verdict);
          border-radius: 0 .5rem .5rem 0; font-weight: 400; font-size: 1.2rem; line-height: 1.45; text-wrap: pretty;
        }
        .verdict { color: var(--verdict); font-weight: 650; font-size: 1.65rem; margin-right: .5rem; white-space: nowrap; }
        .colon { font-size: 0; }
        .partial { display: block; margin-top: .4rem; }
        .claim { margin: 0 0 1.5rem; }
        .says { font-size: 1.3rem; line-height: 1.5; max-width: 50rem; margin: 0 0 .6rem; text-wrap: pretty; }
        .says strong { font-weight: 650; }
        .says .aside { color: var(--muted); font-size: .8em; }
        .many .says { font-size: 1.08rem; }
        .why { color: var(--muted); max-width: 46rem; }
        .groups { display: grid; gap: 2rem; }
        .groups h3 { margin: 0 0 .75rem; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .75rem; margin: 0; }
        .tile { background: var(--raised); border: 1px solid var(--rule); border-radius: .6rem; padding: .8rem 1rem .7rem; margin: 0; }
        .tile dt { color: var(--muted); font-size: .85rem; line-height: 1.3; margin: 0 0 .45rem; }
        .tile dd { margin: 0; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .45rem; }
        .tile .arm { font-size: .88rem; min-width: 0; overflow-wrap: anywhere; flex: 1 1 auto; }
        .tile .value { font-size: 1.15rem; font-weight: 600; white-space: nowrap; margin-left: auto; }
        .tile:has(dd:nth-of-type(5)) .value { font-size: 1rem; }
        .tile .absent { font-weight: 400; color: var(--muted); }
        .tile dd.ratio { color: var(--muted); font-size: .82rem; border-top: 1px solid var(--grid); margin-top: .45rem; padding-top: .35rem; display: block; }
        .doubt {
          display: inline-block; color: var(--invalid); border: 1px solid; border-radius: .3rem; padding: 0 .4em;
          margin-left: .3em; font-size: .8rem; font-weight: 400; line-height: 1.5; white-space: nowrap; vertical-align: .1em;
        }
        .doubtful .tile { border: 1px dashed var(--invalid); }
        .piece { display: inline-block; }
        .swatch { width: .7rem; height: .7rem; flex: none; align-self: center; fill: var(--c); }
        @media (max-width: 30rem) {
          .page { padding: 0 1rem 3rem; }
          .says { font-size: 1.12rem; }
          .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem; }
          .tile { padding: .6rem .7rem; }
          .tile .value { font-size: 1.02rem; }
          .drawing { margin: 0 -.6rem; }
        }
        """#
}
