/// What a `ResponderServer` really did, by its own record. Instants are CLOCK_REALTIME nanoseconds.
package struct ResponderTruth: Sendable, Equatable, Codable {
    package struct Entry: Sendable, Equatable, Codable {
        package var seq: UInt64
        package var event: String
        /// As in the payload, to the microsecond.
        package var stamp: Int64
        /// The delay chosen between the stamp and the sending (0 for batched entries).
        package var addedDelay: Int64
        package var taskID: String?
    }

    /// One sending of one entry to one client. The kernel's receive stamp on loopback is taken between
    /// `began` and `returned`.
    package struct Delivery: Sendable, Equatable, Codable {
        package var client: Int
        package var seq: UInt64
        package var stamp: Int64
        /// Of the batch it went out in; 0 for an immediate event.
        package var flush: Int64
        package var began: Int64
        /// 0 when the socket was full and the rest went out later.
        package var returned: Int64
        /// Of the frame that carried it, its head included; 0 for all but the frame's first entry. Over HTTP
        /// long-polling of the packet and what separates it; the first of an answer also bears that one's head.
        package var frameBytes: Int
    }

    package struct Poll: Sendable, Equatable, Codable {
        /// In the order in which HTTP connections were opened.
        package var connection: Int
        /// When the kernel received the last of the request.
        package var arrived: Int64
        /// When the responder had read it.
        package var received: Int64
        package var began: Int64
        package var returned: Int64
        package var seq: UInt64
        /// Answered with 304.
        package var isNotModified = false
        package var bytesUp: Int
        package var bytesDown: Int
    }

    /// One answer of `GET /api/events` to a client.
    package struct Page: Sendable, Equatable, Codable {
        /// In the order in which HTTP connections were opened.
        package var connection: Int
        /// When the kernel received the last of the request.
        package var arrived: Int64
        package var began: Int64
        /// 0 when the socket was full and the rest went out later.
        package var returned: Int64
        /// Of the entries on it, in their order there.
        package var seqs: [UInt64]
        package var bytesDown: Int
    }

    package struct Task: Sendable, Equatable, Codable {
        package var id: String
        package var received: Int64
        package var answered: Int64
        package var body: [UInt8]
    }

    /// What it was told to do.
    package var behavior: ResponderBehavior?
    package var entries: [Entry] = []
    package var deliveries: [Delivery] = []
    package var polls: [Poll] = []
    package var pages: [Page] = []
    package var tasks: [Task] = []
    /// By client, numbered in the order in which connections were opened: `seq`s never sent, sent twice, and sent
    /// after a later one of their type.
    package var dropped: [[UInt64]] = []
    package var doubled: [[UInt64]] = []
    package var swapped: [[UInt64]] = []
    /// WebSocket frame bytes by client, both directions, heads included, from the first frame on.
    package var frameBytesSent: [Int] = []
    package var frameBytesReceived: [Int] = []
    /// Clients that said goodbye: `41`, and a close frame.
    package var disconnectPackets = 0
    package var closeFrames = 0
    package var connectionsOpened = 0
    /// Rooms that clients asked to join, in order.
    package var rooms: [String] = []
}
