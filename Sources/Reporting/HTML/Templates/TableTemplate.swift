/// A table; the first cell of a row names it.
enum TableTemplate {
    static let text: String = #"""
        <table>
        {{#heads}}
        <thead><tr>{{#cells}}<{{tag}} class="{{kind}}"{{#isHeader}} scope="col"{{/isHeader}}>{{{html}}}</{{tag}}>{{/cells}}</tr></thead>
        {{/heads}}
        <tbody>
        {{#rows}}
        <tr><th class="{{nameKind}}" scope="row">{{{name}}}</th>{{#cells}}<td class="{{kind}}">{{{html}}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        """#
}
