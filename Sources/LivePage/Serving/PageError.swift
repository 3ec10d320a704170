/// Why pages cannot be served.
package struct PageError: Error, Sendable, Equatable, CustomStringConvertible {
    package var port: UInt16
    package var reason: String

    package var description: String {
        "cannot serve pages at 127.0.0.1:\(port): \(reason); name another port, or 0 for any that is free"
    }
}
