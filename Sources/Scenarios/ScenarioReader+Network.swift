extension ScenarioReader {
    /// The path named by `network`, held against the arms.
    static func network(_ value: Value?, in scenario: Scenario) -> NetworkPath {
        guard let value, let name = value.choice(NetworkPath.allCases.map(\.rawValue)),
            let network = NetworkPath(rawValue: name)
        else { return .loopback }
        if let obstacle = scenario.obstacle(to: network) {
            value.log.add(at: value.position, obstacle)
            return .loopback
        }
        return network
    }
}
