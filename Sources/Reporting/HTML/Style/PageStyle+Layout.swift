extension PageStyle {
    /// One column; beside it the table of contents where there is room.
    static let layout: String = #"""
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: .5rem; background: var(--raised); padding: .25rem .75rem; z-index: 3; }
        .page { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem 4rem; }
        main { min-width: 0; }
        .contents { margin: 1.5rem 0 0; font-size: .88rem; }
        .contents h2 { font-size: .88rem; margin: 0 0 .4rem; color: var(--muted); font-weight: 400; }
        .contents ol { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; }
        .contents li { margin: 0; }
        .contents li ol { display: none; }
        .contents a { text-decoration: none; }
        .contents a:hover { text-decoration: underline; }
        @media (min-width: 75rem) {
          .page {
            max-width: 78rem; display: grid; grid-template-columns: 12.5rem minmax(0, 1fr);
            grid-template-areas: "contents summary" "contents main" "contents footer"; column-gap: 3.5rem;
          }
          .summary { grid-area: summary; }
          main { grid-area: main; }
          footer { grid-area: footer; }
          .contents {
            grid-area: contents; position: sticky; top: 0; align-self: start; max-height: 100vh;
            overflow-y: auto; margin: 0; padding: 3rem 0 2rem; box-sizing: border-box;
          }
          .contents ol { display: block; }
          .contents > ol > li { margin: 0 0 .5rem; }
          .contents li ol { display: block; margin: .25rem 0 .6rem; padding-left: .8rem; border-left: 1px solid var(--rule); }
          .contents li li { margin: .15rem 0; }
          .contents a { color: var(--ink); }
          .contents li li a { color: var(--muted); }
        }
        footer { margin-top: 3.5rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
        .bar { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1.5rem; }
        .fold-all {
          font: inherit; font-size: .88rem; color: var(--link); background: none; border: 1px solid var(--rule);
          border-radius: .4rem; padding: .25rem .7rem; cursor: pointer;
        }
        .fold-all[hidden] { display: none; }
        details { margin: .5rem 0 1rem; }
        summary { cursor: pointer; color: var(--link); font-size: .88rem; padding: .25rem 0; width: fit-content; }
        summary.section { color: var(--ink); font-size: 1.1rem; font-weight: 600; padding: .4rem 0; }
        summary.section h3 { display: inline; margin: 0; }
        """#
}
