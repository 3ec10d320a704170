/// What lies between the generator and the servers that bench starts.
package enum NetworkPath: String, Sendable, CaseIterable {
    /// 127.0.0.1: needs nothing, but the sender's CPU does the receiver's protocol work.
    case loopback
    /// A network namespace for the server behind a veth pair (an Ethernet of two ends): each side pays for its
    /// own protocol stack. Needs root.
    case veth
}

extension Scenario {
    /// What stands against running this scenario on `network`, if anything does.
    func obstacle(to network: NetworkPath) -> Complaint? {
        guard network == .veth else { return nil }
        for arm in arms {
            guard let target = arm.target, target.command == nil || target.address != nil else { continue }
            return Complaint(
                "`network` is veth, but arm `\(arm.name)` measures the target `\(target.name)`, which has an address of "
                    + "its own",
                remedy: "use loopback, or leave the target's `url` out where its `command` tells its address")
        }
        return nil
    }
}
