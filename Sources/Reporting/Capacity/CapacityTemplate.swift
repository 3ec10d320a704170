/// The page of `bench capacity`; well-formed as XML, too.
enum CapacityTemplate {
    static let text: String = #"""
        {{>head}}
        <body>
        <a class="skip" href="#main">Skip to the answer</a>
        <div class="page">
        <header class="summary">
        <p class="eyebrow"><strong>{{scenario}}</strong></p>
        </header>
        <nav class="contents" aria-labelledby="contents-title">
        <h2 id="contents-title">Contents</h2>
        <ol>
        {{#plots}}<li><a href="#figures">Plots</a></li>{{/plots}}
        {{#parts}}
        <li><a href="#{{anchor}}">{{title}}</a></li>
        {{/parts}}
        </ol>
        </nav>
        <main id="main">
        <h1>{{heading}}</h1>
        <p>{{{answer}}}</p>
        {{#plots}}
        {{>plots}}
        {{/plots}}
        {{#parts}}
        <section id="{{anchor}}" aria-labelledby="{{anchor}}-name">
        <h2 id="{{anchor}}-name">{{title}}</h2>
        {{#remarks}}
        <p>{{{.}}}</p>
        {{/remarks}}
        {{#hasItems}}<ul>{{#items}}<li>{{{.}}}</li>{{/items}}</ul>{{/hasItems}}
        {{#isFolded}}
        <details>
        <summary>The numbers</summary>
        <div class="scroll">{{#table}}{{>table}}{{/table}}</div>
        </details>
        {{/isFolded}}
        {{^isFolded}}
        <div class="scroll">{{#table}}{{>table}}{{/table}}</div>
        {{/isFolded}}
        </section>
        {{/parts}}
        </main>
        <footer class="quiet"><p>{{footer}}</p></footer>
        </div>
        <script>{{{script}}}</script>
        </body>
        </html>

        """#
}
