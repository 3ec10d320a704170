import CShims
import Foundation
import Glibc
import Synchronization

/// Measures what a send costs its sender: one small message at a time, to a receiver that has gone back to waiting.
///
/// Made for one measurement.
final class SendProbe: Sendable {
    /// As long as a typical event.
    private static let messageBytes = 200
    private static let sends = 2000
    /// Before each send, for the receiver to fall asleep again, microseconds.
    private static let pause: UInt32 = 100
    /// Longest wait for one message, nanoseconds.
    private static let patience: Int64 = 2_000_000_000

    private let sender: Int32
    private let receiver: Int32
    private let received = Atomic<Int>(0)
    private let isOver = Atomic<Bool>(false)
    private let result = Mutex<Outcome?>(nil)

    enum Outcome: Sendable {
        case measured(SendCost)
        case failed(String)
    }

    /// Connects the two ends.
    ///
    /// - Parameters:
    ///   - namespace: that the sender is in; nil is this process's own.
    ///   - address: of the sender's end.
    init(namespace: String? = nil, address: String = "127.0.0.1") throws(SendProbeError) {
        let listener = namespace.map { shim_tcp_socket_in("/run/netns/\($0)") } ?? shim_tcp_socket()
        try SendProbeError.check("opening a socket", listener)
        defer { _ = shim_close(listener) }
        try SendProbeError.check("listening on \(address)", shim_listen(listener, address, 0, 1))
        let port = shim_local_port(listener)
        try SendProbeError.check("finding a port", port)
        let client = shim_tcp_socket()
        try SendProbeError.check("opening a socket", client)
        let connecting = shim_connect(client, address, UInt16(port))
        var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        if connecting == 0 || connecting == -EINPROGRESS { _ = poll(&waiting, 1, 2000) }
        let accepted = shim_accept(listener)
        guard accepted >= 0 else {
            _ = shim_close(client)
            throw SendProbeError(
                action: "connecting to \(address)", code: connecting < 0 ? connecting : accepted)
        }
        _ = shim_set_no_delay(accepted)
        sender = accepted
        receiver = client
    }

    deinit {
        _ = shim_close(sender)
        _ = shim_close(receiver)
    }

    /// Measures with either end on a CPU of its choice; `outcome` tells when it is done.
    func start(senderCPU: Int, receiverCPU: Int) {
        Thread.detachNewThread { [self] in receive(on: receiverCPU) }
        Thread.detachNewThread { [self] in
            let outcome = send(on: senderCPU)
            isOver.store(true, ordering: .relaxed)
            result.withLock { $0 = outcome }
        }
    }

    /// Ends the measurement soon.
    func stop() { isOver.store(true, ordering: .relaxed) }

    /// Nil while it is under way.
    var outcome: Outcome? { result.withLock { $0 } }

    private func send(on cpu: Int) -> Outcome {
        pin(cpu)
        let bytes = [UInt8](repeating: 0x78, count: Self.messageBytes)
        var samples: [Int64] = []
        samples.reserveCapacity(Self.sends)
        for number in 1...Self.sends {
            usleep(Self.pause)
            let before = shim_clock_thread_cpu()
            let sent = shim_send(sender, bytes, bytes.count)
            samples.append(shim_clock_thread_cpu() - before)
            guard sent == bytes.count else { return .failed("a send took \(sent) of \(bytes.count) bytes") }
            let deadline = shim_clock_monotonic() + Self.patience
            while received.load(ordering: .acquiring) < number * Self.messageBytes {
                if isOver.load(ordering: .relaxed) { return .failed("stopped") }
                guard shim_clock_monotonic() < deadline else { return .failed("a message did not arrive") }
                usleep(20)
            }
        }
        guard let cost = SendCost(samples: samples, overhead: Self.clockOverhead()) else {
            return .failed("nothing was sent")
        }
        return .measured(cost)
    }

    private func receive(on cpu: Int) {
        pin(cpu)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var waiting = pollfd(fd: receiver, events: Int16(POLLIN), revents: 0)
        while !isOver.load(ordering: .relaxed) {
            guard poll(&waiting, 1, 50) > 0 else { continue }
            let count = recv(receiver, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count == 0 { break }
            if count > 0 { received.wrappingAdd(count, ordering: .releasing) }
        }
    }

    private func pin(_ cpu: Int) {
        shim_thread_name("doctor-send")
        var number = Int32(cpu)
        _ = shim_affinity_set(0, &number, 1)
    }

    /// What two readings of the CPU clock take of what lies between them: the median of many.
    private static func clockOverhead() -> Int64 {
        let samples: [Int64] = (0..<1001).map { _ in
            let before = shim_clock_thread_cpu()
            return shim_clock_thread_cpu() - before
        }
        return samples.sorted()[samples.count / 2]
    }
}

/// Why a send could not be measured.
struct SendProbeError: Error, Equatable, CustomStringConvertible {
    var action: String
    /// An errno, negative.
    var code: Int32

    var description: String { "\(action): \(String(cString: strerror(-code)))" }

    static func check(_ action: String, _ result: Int32) throws(SendProbeError) {
        guard result < 0 else { return }
        throw SendProbeError(action: action, code: result)
    }
}
