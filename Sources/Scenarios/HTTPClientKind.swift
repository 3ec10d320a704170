/// What makes the generator's requests for polling and submissions over plain http.
package enum HTTPClientKind: String, Sendable, Equatable, CaseIterable, Codable {
    /// The engine's own keep-alive connections.
    case native
    /// libcurl, which always makes them for https: the reference that the engine's own can be held against.
    case libcurl
}
