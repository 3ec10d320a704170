/// The document around everything. Elements without content are closed and attributes quoted, so that the page is
/// well-formed as XML, too.
enum PageTemplate {
    static let text: String = #"""
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="{{policy}}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{{pageTitle}}</title>
        <link rel="icon" href="{{icon}}" />
        <style>{{{style}}}</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the figures</a>
        <div class="page">
        {{#summary}}
        {{>summary}}
        {{/summary}}
        {{>contents}}
        <main id="main">
        {{#keyFigures}}
        {{>keyFigures}}
        {{/keyFigures}}
        {{#plots}}
        {{>plots}}
        {{/plots}}
        {{#loads}}
        {{>loads}}
        {{/loads}}
        {{#parts}}
        {{>part}}
        {{/parts}}
        </main>
        <footer class="quiet"><p>{{madeBy}}</p></footer>
        </div>
        <script>{{{script}}}</script>
        </body>
        </html>

        """#
}
