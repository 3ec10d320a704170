import Foundation

/// What a page may do: use its own style and its own script, word for word, and nothing else.
///
/// A page holds text from outside (scenario names, errors of servers). Should some of it ever get past
/// ``HTMLText``, a browser still runs no script but ours and asks nobody for anything (Content Security Policy
/// Level 3: `default-src`, hash sources).
enum ContentSecurityPolicy {
    static func text(style: String, script: String) -> String {
        [
            "default-src 'none'", "style-src \(source(style))", "script-src \(source(script))",
            "img-src data:", "base-uri 'none'", "form-action 'none'",
        ].joined(separator: "; ")
    }

    /// Allows the element whose text is exactly this one.
    private static func source(_ text: String) -> String {
        "'sha256-\(Data(SHA256.digest(Array(text.utf8))).base64EncodedString())'"
    }
}
