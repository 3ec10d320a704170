/// A section about the run as a whole.
enum PartTemplate {
    static let text: String = #"""
        <section class="part">
        <h2 id="{{anchor}}">{{title}} <a class="anchor" href="#{{anchor}}" aria-label="Link to {{title}}">#</a></h2>
        {{#openTable}}
        <div class="scroll">{{>table}}</div>
        {{/openTable}}
        {{#foldedTable}}
        <details>
        <summary>{{foldName}}</summary>
        <div class="scroll">{{>table}}</div>
        </details>
        {{/foldedTable}}
        {{#remarks}}
        <p>{{{.}}}</p>
        {{/remarks}}
        {{#hasPoints}}
        <ul>
        {{#points}}
        <li>{{{.}}}</li>
        {{/points}}
        </ul>
        {{/hasPoints}}
        </section>
        """#
}
