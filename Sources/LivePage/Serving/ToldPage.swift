import Foundation

/// What an open page knows, so that each event tells only what is new.
struct ToldPage {
    private var told: LiveState?

    /// An event of the stream (WHATWG, server-sent events): one JSON object; nil when there is nothing new.
    mutating func news(_ state: LiveState) -> String? {
        guard state != told else { return nil }
        var news = state
        if let told, told.trial == state.trial, let last = told.points.last {
            news.points = state.points.filter { $0.second > last.second }
            news.isWhole = false
        }
        told = state
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(news) else { return nil }
        return "data: " + String(decoding: json, as: UTF8.self) + "\n\n"
    }
}
