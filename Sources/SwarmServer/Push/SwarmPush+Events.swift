import SocketIO
import SocketIOServer
import SwarmCore

extension SwarmPush {
    /// Registers what a client may say. What has no answer of its own, such as an invalid room, is
    /// answered by the acknowledgement, if the client asks for one.
    func register(_ socket: Socket) {
        let id = socket.id
        // First, so that a departure, however soon, comes after the arrival.
        arrive(socket)
        socket.on("join_room") { arguments, acknowledge in
            self.withRoom(arguments, acknowledge) { room in self.join(id, room, acknowledge) }
        }
        socket.on("leave_room") { arguments, acknowledge in
            self.withRoom(arguments, acknowledge) { room in self.leave(id, room, acknowledge) }
        }
        socket.on("ping") { arguments, acknowledge in
            let pong = Reply.pong(id: arguments.first?["ping_id"], now: WallClock.now)
            socket.emit("pong", encodedArguments: pong)
            acknowledge?([])
        }
        socket.on("connection_quality") { arguments, acknowledge in
            guard let score = arguments.first?["score"]?.number, (0...100).contains(score) else {
                Reply.refuse(acknowledge, "connection_quality needs a score from 0 to 100")
                return
            }
            self.rate(id, score: score)
            acknowledge?([])
        }
        socket.on("submit_task") { arguments, acknowledge in self.submit(arguments, acknowledge) }
        socket.onDisconnect { _ in self.depart(id) }
    }

    func greet(_ client: PushClient, now: Int64) {
        let greeting = Reply.established(
            clientID: client.socket.id, serverID: serverID, rooms: client.rooms, now: now)
        client.socket.emit("connection_established", encodedArguments: greeting)
    }

    private func withRoom(
        _ arguments: [JSONValue], _ acknowledge: Acknowledgement?, _ body: (String) -> Void
    ) {
        do throws(SwarmRefusal) {
            guard let room = arguments.first?["room"]?.string else {
                throw .invalid("the event needs an object with a room, a string")
            }
            try SwarmLimits.checkName(room, field: "room")
            body(room)
        } catch {
            Reply.refuse(acknowledge, error.description)
        }
    }

    private func join(_ id: String, _ room: String, _ acknowledge: Acknowledgement?) {
        change(id) { client, _, now in
            guard client.join(room) else {
                Reply.refuse(acknowledge, "a client may be in \(PushClient.roomLimit) rooms; leave one first")
                return
            }
            client.socket.emit(
                "room_joined", encodedArguments: Reply.room(room, clientID: id, now: now))
            acknowledge?([])
        }
    }

    private func leave(_ id: String, _ room: String, _ acknowledge: Acknowledgement?) {
        change(id) { client, _, now in
            client.leave(room)
            client.socket.emit("room_left", encodedArguments: Reply.room(room, clientID: id, now: now))
            acknowledge?([])
        }
    }

    private func submit(_ arguments: [JSONValue], _ acknowledge: Acknowledgement?) {
        let submission: TaskSubmission
        do throws(RequestError) {
            submission = try TaskRequest.submission(from: arguments.first ?? .null)
        } catch {
            Reply.refuse(acknowledge, error.detail)
            return
        }
        host.execute { swarm, now in
            do throws(SwarmRefusal) {
                let id = try swarm.submitTask(submission, now: now)
                acknowledge?([["task_id": .string(id)]])
            } catch {
                Reply.refuse(acknowledge, error.description)
            }
        }
    }
}
