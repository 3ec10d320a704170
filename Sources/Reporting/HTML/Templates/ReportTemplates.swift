import Mustache

/// The templates, parsed once.
enum ReportTemplates {
    static let library: MustacheLibrary = {
        MustacheContentTypes.register(HTMLContent(), named: HTMLContent.name)
        var library = MustacheLibrary()
        for (name, text) in texts {
            do {
                // A partial does not take over its parent's content type.
                try library.register("{{%CONTENT_TYPE:\(HTMLContent.name)}}\n\(text)", named: name)
            } catch {
                // No input gets here: a template that does not parse is a defect of this module, and of every page.
                preconditionFailure("template \(name): \(error)")
            }
        }
        return library
    }()

    /// The document `page` shows.
    static func render(_ page: PageView) -> String { library.render(page, withTemplate: "page") ?? "" }

    /// The trends that `page` shows.
    static func render(_ page: TrendPageView) -> String { library.render(page, withTemplate: "trends") ?? "" }

    /// The claims that `page` shows.
    static func render(_ page: ClaimsPageView) -> String {
        library.render(page, withTemplate: "claims") ?? ""
    }

    /// The capacity search that `page` shows.
    static func render(_ page: CapacityPageView) -> String {
        library.render(page, withTemplate: "capacity") ?? ""
    }

    private static let texts: [(name: String, text: String)] = [
        ("head", HeadTemplate.text), ("page", PageTemplate.text), ("summary", SummaryTemplate.text),
        ("contents", ContentsTemplate.text),
        ("keyFigures", KeyFiguresTemplate.text), ("plots", PlotsTemplate.text),
        ("loads", LoadsTemplate.text), ("part", PartTemplate.text), ("table", TableTemplate.text),
        ("trends", TrendTemplate.text), ("claims", ClaimsTemplate.text), ("capacity", CapacityTemplate.text),
    ]
}
