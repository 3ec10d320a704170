import Foundation
import SocketIO
import TestSupport
import Testing

/// A `swarm-server` of this build on a free port. It ends with the last reference, and with its input.
final class RunningServer {
    let program: RunningProgram
    let port: Int

    init(_ arguments: [String] = []) async throws {
        program = try RunningProgram(
            BuiltProduct.url(named: "swarm-server"),
            arguments: ["--port", "0", "--stop-on-stdin-end"] + arguments)
        let line = try await program.line(startingWith: "listening on ")
        let prefix = "listening on http://127.0.0.1:"
        guard line.hasPrefix(prefix), let port = Int(line.dropFirst(prefix.count)) else {
            throw TestSupportError("not the line that was agreed: \(line)")
        }
        self.port = port
    }

    /// One request on a connection of its own.
    func request(
        _ method: String, _ target: String, headers: [String: String] = [:], body: String? = nil
    ) throws -> RawResponse {
        try RawConnection(port: port).request(
            method, target, headers: headers, body: body.map { Array($0.utf8) })
    }

    /// The JSON of an answer that must have a status.
    func json(_ method: String, _ target: String, body: String? = nil, status: Int = 200) throws -> JSONValue
    {
        let response = try request(method, target, body: body)
        #expect(response.status == status, "\(method) \(target): \(response.text)")
        return try JSONValue(parsing: response.body)
    }

    /// Submits a task over HTTP.
    func submit(
        _ body: String =
            #"{"task_type":"code_review","description":"d","metadata":{"simulate":{"duration_ms":1}}}"#
    )
        throws -> String
    {
        let answer = try json("POST", "/api/tasks", body: body, status: 202)
        return try #require(answer["task_id"]?.string)
    }

    /// Waits until a task has a status.
    func wait(for task: String, status: String) async throws {
        try await eventually("\(task) is \(status)") {
            try json("GET", "/api/tasks/\(task)")["status"]?.string == status
        }
    }
}

/// A Socket.IO client over a raw WebSocket, connected to `/`.
final class SocketClient {
    let webSocket: RawWebSocket
    /// What `connection_established` said.
    let established: JSONValue

    init(_ server: RunningServer) throws {
        webSocket = try RawWebSocket(
            port: server.port, target: "/socket.io/?EIO=4&transport=websocket", owner: server)
        #expect(try webSocket.message().hasPrefix("0{"))
        webSocket.send("40")
        #expect(try webSocket.message().hasPrefix(#"40{"sid""#))
        let greeting = try webSocket.message()
        established = try SocketClient.event(greeting)?.payload ?? .null
    }

    /// An event's name and first argument; nil for another packet.
    static func event(_ message: String) throws -> (name: String, payload: JSONValue)? {
        guard message.hasPrefix("42") else { return nil }
        let array = try JSONValue(parsing: Array(message.dropFirst(2).utf8)).array ?? []
        return (array.first?.string ?? "", array.count > 1 ? array[1] : .null)
    }

    /// The next event of a name; others are passed over.
    func next(_ name: String) throws -> JSONValue {
        while true {
            if let event = try SocketClient.event(try webSocket.message()), event.name == name {
                return event.payload
            }
        }
    }

    /// Sends an event and gives the first argument of its acknowledgement.
    func call(_ name: String, _ payload: String, id: Int = 7) throws -> JSONValue {
        webSocket.send("42\(id)[\"\(name)\",\(payload)]")
        while true {
            let message = try webSocket.message()
            guard message.hasPrefix("43\(id)[") else { continue }
            return try JSONValue(parsing: Array(message.dropFirst(2 + String(id).count).utf8)).array?.first
                ?? .null
        }
    }
}
