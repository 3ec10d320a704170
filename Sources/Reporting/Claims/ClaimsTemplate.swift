/// The page of claims; well-formed as XML, too.
enum ClaimsTemplate {
    static let text: String = #"""
        {{>head}}
        <body>
        <a class="skip" href="#main">Skip to the figures</a>
        <div class="page">
        <header class="summary">
        <p class="eyebrow"><strong>{{name}}</strong></p>
        </header>
        <nav class="contents" aria-labelledby="contents-title">
        <h2 id="contents-title">Contents</h2>
        <ol>
        {{#parts}}
        <li><a href="#{{anchor}}">{{title}}</a></li>
        {{/parts}}
        </ol>
        </nav>
        <main id="main">
        <h1>{{heading}}</h1>
        {{#conditions}}
        <p>{{{.}}}</p>
        {{/conditions}}
        {{#parts}}
        <section id="{{anchor}}" aria-labelledby="{{anchor}}-name">
        <h2 id="{{anchor}}-name">{{title}}</h2>
        {{#sentences}}
        <p>{{{.}}}</p>
        {{/sentences}}
        {{#table}}
        <div class="scroll">{{>table}}</div>
        {{/table}}
        </section>
        {{/parts}}
        {{#reports}}
        <p><a href="{{path}}">Report of the test {{name}}</a></p>
        {{/reports}}
        </main>
        <footer class="quiet"><p>95 % intervals over trials; a verdict wants the whole interval on one side of the stated value and its margin.</p></footer>
        </div>
        <script>{{{script}}}</script>
        </body>
        </html>

        """#
}
