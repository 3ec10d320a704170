/// The verdict, and the comparison as people say it.
enum SummaryTemplate {
    static let text: String = #"""
        <header id="summary" class="summary {{verdictClass}}{{#isMany}} many{{/isMany}}">
        <p class="eyebrow"><strong>{{scenario}}</strong><span>{{when}}</span></p>
        <h1><span class="verdict"><span aria-hidden="true">{{glyph}}</span> {{word}}<span class="colon">:</span></span> {{{rest}}}{{#partialNote}} <span class="partial">{{.}}</span>{{/partialNote}}</h1>
        {{#claims}}
        <div class="claim">
        {{#sentences}}
        <p class="says">{{{.}}}</p>
        {{/sentences}}
        {{#explanations}}
        <p class="why">{{{.}}}</p>
        {{/explanations}}
        </div>
        {{/claims}}
        {{#fewPairs}}
        <p class="quiet">{{.}}</p>
        {{/fewPairs}}
        <p class="quiet">{{run}}</p>
        </header>
        """#
}
