import SocketIO

/// Reads the members of a JSON object that a client sent. A member that is null counts as absent.
struct RequestFields {
    private let members: [String: JSONValue]
    /// Names the object in messages, such as `metadata.simulate.`; empty for the body itself.
    private let path: String

    /// - Throws: for what is no object, and for members that are unknown or there twice.
    init(_ value: JSONValue, known: Set<String>, path: String = "") throws(RequestError) {
        guard let object = value.object else {
            let what = path.isEmpty ? "the body" : String(path.dropLast())
            throw RequestError(.field, "\(what) must be a JSON object")
        }
        var members: [String: JSONValue] = [:]
        for member in object.members {
            guard known.contains(member.key) else {
                let names = known.sorted().joined(separator: ", ")
                throw RequestError(.field, "\(path)\(member.key.prefix(64)) is unknown; known here: \(names)")
            }
            guard members.updateValue(member.value, forKey: member.key) == nil else {
                throw RequestError(.field, "\(path)\(member.key) is there twice")
            }
        }
        self.members = members.filter { $0.value != .null }
        self.path = path
    }

    /// A member as it is.
    func value(_ name: String) -> JSONValue? { members[name] }

    func string(_ name: String) throws(RequestError) -> String? {
        try read(name, "a string", \.string)
    }

    func integer(_ name: String) throws(RequestError) -> Int? {
        try read(name, "a whole number") { $0.integer.flatMap { Int(exactly: $0) } }
    }

    func number(_ name: String) throws(RequestError) -> Double? {
        try read(name, "a number", \.number)
    }

    func array(_ name: String) throws(RequestError) -> [JSONValue]? {
        try read(name, "an array", \.array)
    }

    func strings(_ name: String) throws(RequestError) -> [String]? {
        try read(name, "an array of strings") { value in
            guard let elements = value.array else { return nil }
            let texts = elements.compactMap(\.string)
            return texts.count == elements.count ? texts : nil
        }
    }

    /// The string that must be there.
    func required(_ name: String) throws(RequestError) -> String {
        guard let text = try string(name) else {
            throw RequestError(.field, "\(path)\(name) is missing; it must be a string")
        }
        return text
    }

    private func read<Value>(
        _ name: String, _ kind: String, _ convert: (JSONValue) -> Value?
    ) throws(RequestError) -> Value? {
        guard let value = members[name] else { return nil }
        guard let converted = convert(value) else {
            throw RequestError(.field, "\(path)\(name) must be \(kind)")
        }
        return converted
    }
}
