import SocketIO
import SocketIOServer
import SwarmCore

/// Answers to one client. They are no log entries and bear no `seq`.
enum Reply {
    /// Payload of `connection_established`.
    static func established(clientID: String, serverID: String, rooms: [String], now: Int64) -> [UInt8] {
        object(now: now) { json in
            json.field("client_id", clientID)
            json.field("server_id", serverID)
            json.key("rooms")
            json.beginArray()
            for room in rooms { json.element(room) }
            json.endArray()
        }
    }

    /// Payload of `room_joined` and `room_left`.
    static func room(_ room: String, clientID: String, now: Int64) -> [UInt8] {
        object(now: now) { json in
            json.field("room", room)
            json.field("client_id", clientID)
        }
    }

    /// Payload of `pong`, with the id of the ping as it came.
    static func pong(id: JSONValue?, now: Int64) -> [UInt8] {
        object(now: now) { json in
            json.key("ping_id")
            json.raw(id?.encoded() ?? JSONBytes.null)
        }
    }

    /// Acknowledges with `{error}`, if the client wants to know.
    static func refuse(_ acknowledge: Acknowledgement?, _ reason: String) {
        acknowledge?([["error": .string(reason)]])
    }

    private static func object(now: Int64, _ fields: (inout JSONBytes) -> Void) -> [UInt8] {
        var json = JSONBytes()
        var formatter = Timestamp()
        json.beginObject()
        fields(&json)
        json.key("timestamp")
        json.timestamp(now, &formatter)
        json.endObject()
        return json.bytes
    }
}
