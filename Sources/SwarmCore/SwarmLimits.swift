/// Limits on what outsiders may hand to the swarm.
package enum SwarmLimits {
    /// Longest name of a type, an agent or a room, bytes of UTF-8.
    package static let nameBytes = 64

    /// A name must be there, short, and free of control characters.
    package static func checkName(_ name: String, field: String) throws(SwarmRefusal) {
        guard !name.isEmpty else { throw .invalid("\(field) is empty") }
        guard name.utf8.count <= nameBytes else {
            throw .invalid("\(field) has \(name.utf8.count) bytes; at most \(nameBytes) are allowed")
        }
        guard name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .invalid("\(field) contains a control character")
        }
    }

    static func check(_ count: Int, atMost limit: Int, field: String) throws(SwarmRefusal) {
        guard count <= limit else {
            throw .invalid("\(field) has \(count) bytes; at most \(limit) are allowed")
        }
    }
}
