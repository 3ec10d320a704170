/// The page of `bench trend --html`; well-formed as XML, too.
enum TrendTemplate {
    static let text: String = #"""
        {{>head}}
        <body>
        <a class="skip" href="#main">Skip to the figures</a>
        <div class="page">
        <header class="summary">
        <p class="eyebrow"><strong>{{scenario}}</strong></p>
        </header>
        <nav class="contents" aria-labelledby="contents-title">
        <h2 id="contents-title">Contents</h2>
        <ol>
        {{#figures}}
        <li><a href="#{{anchor}}">{{title}}</a></li>
        {{/figures}}
        </ol>
        </nav>
        <main id="main">
        <h1>{{heading}}</h1>
        <div class="figures">
        {{#figures}}
        <figure id="{{anchor}}" aria-labelledby="{{anchor}}-name">
        <h2 id="{{anchor}}-name">{{title}}</h2>
        <p class="quiet">{{lead}}</p>
        <div class="drawing">{{{svg}}}</div>
        <figcaption>
        {{#conclusions}}
        <p>{{{.}}}</p>
        {{/conclusions}}
        {{#remarks}}
        <p>Note: {{{.}}}</p>
        {{/remarks}}
        </figcaption>
        <details>
        <summary>The numbers</summary>
        <div class="scroll">{{#numbers}}{{>table}}{{/numbers}}</div>
        </details>
        </figure>
        {{/figures}}
        </div>
        </main>
        <footer class="quiet"><p>Change points by E-divisive means with a t-test, p 1e-4, levels of at least five runs. Runs that are partial or invalid are left out.</p></footer>
        </div>
        <script>{{{script}}}</script>
        </body>
        </html>

        """#
}
