extension ScenarioLimits {
    /// Headers that the generator writes itself, in lower case: two of them would contradict each other.
    private static let ownHeaders: [String] = [
        "host", "connection", "upgrade", "content-length", "content-type", "transfer-encoding",
        "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions", "sec-websocket-protocol",
        "sec-websocket-accept",
    ]

    /// What is wrong with a header's name; nil when it is a token of RFC 9110 (section 5.6.2) that the
    /// generator does not write itself.
    static func headerComplaint(_ name: String) -> Complaint? {
        let isToken: Bool = name.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0))
        }
        guard isToken, name.count <= 200 else {
            return Complaint("is no name of a header", remedy: "use letters, digits and -, such as X-Api-Key")
        }
        guard !ownHeaders.contains(name.lowercased()) else {
            return Complaint("is written by the generator itself", remedy: "remove it")
        }
        return nil
    }
}
