/// The figures, each with its numbers in a table.
enum PlotsTemplate {
    static let text: String = #"""
        <section>
        <div class="bar"><h2 id="figures">Plots{{#doubt}} <span class="doubt">{{.}}</span>{{/doubt}} <a class="anchor" href="#figures" aria-label="Link to the plots">#</a></h2>
        <button type="button" class="fold-all" hidden="hidden">Open all tables</button></div>
        {{#groups}}
        <section>
        <h3 id="{{anchor}}">{{title}} <a class="anchor" href="#{{anchor}}" aria-label="Link to {{title}}">#</a></h3>
        <div class="figures">
        {{#figures}}
        <figure id="{{anchor}}" aria-labelledby="{{anchor}}-name">
        <h4 id="{{anchor}}-name">{{title}}{{#doubt}} <span class="doubt">{{.}}</span>{{/doubt}}</h4>
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
        """#
}
