/// The page of `bench capacity`; well-formed as XML, too.
enum CapacityTemplate {
    static let text: String = #"""
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="{{policy}}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{{pageTitle}}</title>
        <link rel="icon" href="data:," />
        <style>{{{style}}}</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the answer</a>
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
        {{#parts}}
        <li><a href="#{{anchor}}">{{title}}</a></li>
        {{/parts}}
        </ol>
        </nav>
        <main id="main">
        <h1>{{heading}}</h1>
        <p>{{{answer}}}</p>
        <div class="figures">
        {{#figures}}
        <figure id="{{anchor}}" aria-labelledby="{{anchor}}-name">
        <h2 id="{{anchor}}-name">{{title}}</h2>
        <div class="drawing">{{{svg}}}</div>
        </figure>
        {{/figures}}
        </div>
        {{#parts}}
        <section id="{{anchor}}" aria-labelledby="{{anchor}}-name">
        <h2 id="{{anchor}}-name">{{title}}</h2>
        {{#remarks}}
        <p>{{{.}}}</p>
        {{/remarks}}
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
