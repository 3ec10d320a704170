/// All figures in tables, load point by load point.
enum LoadsTemplate {
    static let text: String = #"""
        <section>
        <h2 id="loads">Figures by load{{#doubt}} <span class="doubt">{{.}}</span>{{/doubt}} <a class="anchor" href="#loads" aria-label="Link to the figures by load">#</a></h2>
        {{#groups}}
        <section id="{{anchor}}">
        <details class="load"{{#isOpen}} open="open"{{/isOpen}}>
        <summary class="section"><h3>{{title}}</h3></summary>
        {{#blocks}}
        {{#heading}}
        <h4>{{.}}</h4>
        {{/heading}}
        <div class="scroll">{{#table}}{{>table}}{{/table}}</div>
        {{#hasNotes}}
        <ul class="footnotes">
        {{#notes}}
        <li><b>{{mark}}</b>{{{text}}}</li>
        {{/notes}}
        </ul>
        {{/hasNotes}}
        {{#remark}}
        <p class="quiet">{{.}}</p>
        {{/remark}}
        {{/blocks}}
        </details>
        </section>
        {{/groups}}
        </section>
        """#
}
