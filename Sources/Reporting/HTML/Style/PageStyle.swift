/// The page's stylesheet, part by part.
package enum PageStyle {
    /// Without `<` and `&`, so that the page is well-formed as XML, too.
    package static let text: String = [
        colours, type, layout, summary, tables, PlotStyle.css, plots, print,
    ].joined(separator: "\n")
}
