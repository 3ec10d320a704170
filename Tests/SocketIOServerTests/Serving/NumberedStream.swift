import NIOConcurrencyHelpers
import SocketIOServer
import TestSupport
import Testing

/// Numbered messages of various lengths, each made from its number, so that a reader can tell what it got.
enum NumberedStream {
    static let event = "n"

    /// The encoded arguments of message `number`: the number, and a text of 1 byte to 6 KB that depends on it.
    static func arguments(_ number: Int) -> [UInt8] {
        let length = 1 + (number &* 2_654_435_761 >> 7) % 6_000
        let letter = UInt8(ascii: "a") + UInt8(number % 26)
        return Array("\(number),\"".utf8) + Array(repeating: letter, count: length) + [UInt8(ascii: "\"")]
    }

    /// The message as a client reads it.
    static func message(_ number: Int) -> String {
        "42[\"n\"," + String(decoding: arguments(number), as: UTF8.self) + "]"
    }

    /// Sends messages to everyone.
    static func emit(_ numbers: Range<Int>, to namespace: Namespace) {
        for number in numbers { namespace.emit(event, encodedArguments: arguments(number)) }
    }

    /// How many of the messages from `first` on begin `messages`, without a gap and each byte as it should be.
    static func prefix(of messages: [String], from first: Int = 0) -> Int {
        var count = 0
        while count < messages.count, messages[count] == message(first + count) { count += 1 }
        return count
    }
}

extension RawClient {
    /// Reads messages until the connection ends, in whatever way; half a message at the end is no message.
    func messagesToEnd(within seconds: Double = 20) -> [String] {
        var all: [String] = []
        while let frame = try? socket.frame(within: seconds) {
            if frame.opcode == RawWebSocket.Opcode.close { break }
            if frame.text != "2" { all.append(frame.text) }
        }
        return all
    }
}
