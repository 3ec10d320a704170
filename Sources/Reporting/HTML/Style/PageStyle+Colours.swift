extension PageStyle {
    /// Colours by their use. Text on its ground has a contrast of at least 4.5:1 and a series of at least 3:1
    /// (WCAG 2.2, 1.4.3 and 1.4.11). The series began as the colours of Okabe and Ito (jfly.uni-koeln.de/color); each
    /// set was then moved, as little as it takes, until readers who lack a kind of cone tell all eight apart.
    /// Paper that is printed on is light, whatever the screen was.
    static let colours: String = #"""
        :root {
          color-scheme: light;
          --paper: #fcfcfa; --raised: #ffffff; --sunken: #f3f4f2;
          --ink: #1d2228; --muted: #59626d; --rule: #d9dcdf; --grid: #e4e6e8; --link: #0a5c9e;
          --pass: #0d6b4f; --fail: #b3261e; --invalid: #8a5a00;
          --pass-ground: #e6f3ee; --fail-ground: #fbeae8; --invalid-ground: #faf0dc;
          --series-1: #0264bf; --series-2: #d46500; --series-3: #1a9e8a; --series-4: #9c418c;
          --series-5: #7a6000; --series-6: #5190d9; --series-7: #33383e; --series-8: #d76787;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            color-scheme: dark;
            --paper: #14171b; --raised: #1b1f24; --sunken: #101316;
            --ink: #e4e7ea; --muted: #a2abb5; --rule: #343a41; --grid: #2a2f35; --link: #7dbcf2;
            --pass: #58cfa4; --fail: #ff9a8f; --invalid: #f0bd5c;
            --pass-ground: #12291f; --fail-ground: #341815; --invalid-ground: #2f2410;
            --series-1: #58b0ef; --series-2: #ff8a3d; --series-3: #33e99f; --series-4: #eda0c5;
            --series-5: #f5d24e; --series-6: #c9e4ff; --series-7: #959da3; --series-8: #9f7dec;
          }
        }
        .pass { --verdict: var(--pass); --ground: var(--pass-ground); }
        .fail { --verdict: var(--fail); --ground: var(--fail-ground); }
        .invalid { --verdict: var(--invalid); --ground: var(--invalid-ground); }
        """#
}
