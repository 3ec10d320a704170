/// Which methods each path takes, to tell a wrong method from a wrong path.
struct RouteTable: Sendable {
    private var routes: [(pattern: [Substring], method: String)] = []

    /// Adds a route; `{name}` in the pattern stands for any one component.
    mutating func add(_ method: String, _ pattern: String) {
        routes.append((pattern.split(separator: "/"), method))
    }

    /// The methods that a path takes, HEAD wherever GET is; empty for a path that nothing matches.
    func methods(path: String) -> [String] {
        let components = path.split(separator: "/")
        var methods: [String] = []
        for (pattern, method) in routes where pattern.count == components.count {
            guard zip(pattern, components).allSatisfy({ $0.hasPrefix("{") || $0 == $1 }) else { continue }
            methods.append(method)
            if method == "GET" { methods.append("HEAD") }
        }
        return methods
    }
}
