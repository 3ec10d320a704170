/// The document around everything. Elements without content are closed and attributes quoted, so that the page is
/// well-formed as XML, too.
enum PageTemplate {
    static let text: String = #"""
        {{>head}}
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
