import NIOCore
import SocketIO
import SocketIOServer
import SwarmCore

/// The Socket.IO side: sends the swarm's messages and answers its clients.
///
/// Rooms change and messages go out on the swarm's loop, so a client that was told it is in a room gets
/// every message of that room from then on.
final class SwarmPush: Sendable {
    let namespace: Namespace
    let host: SwarmHost
    let serverID: String
    let defaultRoom: String
    private let confined: NIOLoopBoundBox<Clients>

    private struct Clients {
        var byID: [String: PushClient] = [:]
        var ofTier: [QualityTier: Int] = [:]
    }

    init(namespace: Namespace, host: SwarmHost, configuration: SwarmConfiguration) {
        self.namespace = namespace
        self.host = host
        serverID = configuration.serverID
        defaultRoom = configuration.room
        confined = .makeBoxSendingValue(Clients(), eventLoop: host.eventLoop)
    }

    /// Wires swarm and namespace together, before the first client.
    func start() async throws {
        try await host.perform { swarm, _ in
            swarm.sink = { self.send($0) }
        }
        namespace.onConnection { self.register($0) }
    }

    private func send(_ emission: Emission) {
        // Before anyone gets it: who polls after a push must see at least what was pushed.
        host.publication.note(sequence: emission.lastSequence)
        // Nothing is encoded for nobody, so that a server that is only polled does not pay for pushing.
        guard !confined.value.byID.isEmpty else { return }
        let rooms: [String]
        switch emission.audience {
        case .tier(let tier):
            rooms = [TierRooms.name(emission.room, tier: tier)]
        case .everyone:
            let inUse = confined.value.ofTier
            rooms = QualityTier.allCases.compactMap { tier in
                tier == .good || inUse[tier, default: 0] > 0 ? TierRooms.name(emission.room, tier: tier) : nil
            }
        }
        namespace.emit(emission.event, encodedArguments: emission.payload, to: rooms)
    }

    /// Runs a change of a client on the swarm's loop; nothing if the client is gone.
    func change(_ id: String, _ body: @escaping @Sendable (PushClient, Swarm, Int64) -> Void) {
        host.execute { swarm, now in
            guard let client = self.confined.value.byID[id] else { return }
            body(client, swarm, now)
        }
    }

    /// Takes a client in: it joins the default room and is told who it talks to.
    func arrive(_ socket: Socket) {
        host.execute { swarm, now in
            let client = PushClient(socket: socket)
            self.confined.value.byID[socket.id] = client
            self.confined.value.ofTier[client.tier, default: 0] += 1
            swarm.moveClient(from: nil, to: client.tier, now: now)
            _ = client.join(self.defaultRoom)
            self.greet(client, now: now)
        }
    }

    func depart(_ id: String) {
        host.execute { swarm, now in
            guard let client = self.confined.value.byID.removeValue(forKey: id) else { return }
            self.confined.value.ofTier[client.tier, default: 0] -= 1
            swarm.moveClient(from: client.tier, to: nil, now: now)
        }
    }

    /// Moves a client to the tier of the quality it reports: at once, or, if it has moved only just now, to
    /// that of its latest report when the hold is over.
    func rate(_ id: String, score: Double) {
        change(id) { client, swarm, now in
            client.wantedTier = QualityTier(score: score)
            self.moveIfDue(client, swarm, now: now)
        }
    }

    private func moveIfDue(_ client: PushClient, _ swarm: Swarm, now: Int64) {
        let tier = client.wantedTier
        guard tier != client.tier, !client.isMoveScheduled else { return }
        let wait = client.holdLeft(now: now)
        guard wait == 0 else {
            client.isMoveScheduled = true
            let id = client.socket.id
            host.eventLoop.scheduleTask(in: .nanoseconds(wait)) {
                self.change(id) { client, swarm, now in
                    client.isMoveScheduled = false
                    self.moveIfDue(client, swarm, now: now)
                }
            }
            return
        }
        swarm.moveClient(from: client.tier, to: tier, now: now)
        confined.value.ofTier[client.tier, default: 0] -= 1
        confined.value.ofTier[tier, default: 0] += 1
        client.move(to: tier, now: now)
    }
}
