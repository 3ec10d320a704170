/// The headline figures of every load point, a tile each.
enum KeyFiguresTemplate {
    static let text: String = #"""
        <section{{#doubt}} class="doubtful"{{/doubt}}>
        <h2 id="key-figures">Key figures{{#doubt}} <span class="doubt">{{.}}</span>{{/doubt}} <a class="anchor" href="#key-figures" aria-label="Link to the key figures">#</a></h2>
        <div class="groups">
        {{#groups}}
        <div>
        <h3>{{title}}</h3>
        <div class="tiles">
        {{#tiles}}
        <dl class="tile">
        <dt>{{label}}</dt>
        {{#values}}
        <dd class="{{series}}"><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true"><path d="{{marker}}" /></svg><span class="arm">{{arm}}</span> <span class="value{{#isMissing}} absent{{/isMissing}}">{{value}}</span></dd>
        {{/values}}
        {{#ratios}}
        <dd class="ratio">{{arms}}: {{#pieces}}<span class="piece">{{.}}</span> {{/pieces}}</dd>
        {{/ratios}}
        </dl>
        {{/tiles}}
        </div>
        </div>
        {{/groups}}
        </div>
        </section>
        """#
}
