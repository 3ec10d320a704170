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
        {{#hasFigures}}<li><a href="#plots">Plots</a></li>{{/hasFigures}}
        {{#parts}}
        <li><a href="#{{anchor}}">{{title}}</a></li>
        {{/parts}}
        </ol>
        </nav>
        <main id="main">
        <h1>{{heading}}</h1>
        <p>{{{answer}}}</p>
        {{#hasFigures}}
        <section>
        <h2 id="plots">Plots</h2>
        {{#groups}}
        <section>
        <h3 id="{{anchor}}">{{title}}</h3>
        <div class="figures">
        {{#figures}}
        <figure id="{{anchor}}" aria-labelledby="{{anchor}}-name">
        <h4 id="{{anchor}}-name">{{title}}</h4>
        <div class="drawing">{{{svg}}}</div>
        <figcaption>{{caption}}</figcaption>
        {{#numbers}}
        <details>
        <summary>The numbers</summary>
        <div class="scroll">{{>table}}</div>
        </details>
        {{/numbers}}
        </figure>
        {{/figures}}
        </div>
        </section>
        {{/groups}}
        </section>
        {{/hasFigures}}
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
