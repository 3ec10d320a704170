/// Links to the page's sections.
enum ContentsTemplate {
    static let text: String = #"""
        <nav class="contents" aria-labelledby="contents-title">
        <h2 id="contents-title">Contents</h2>
        <ol>
        {{#contents}}
        <li><a href="#{{anchor}}">{{title}}</a>{{#hasEntries}}
        <ol>
        {{#entries}}
        <li><a href="#{{anchor}}">{{title}}</a></li>
        {{/entries}}
        </ol>{{/hasEntries}}</li>
        {{/contents}}
        </ol>
        </nav>
        """#
}
