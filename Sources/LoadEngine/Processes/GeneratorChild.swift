import CShims

/// What a further process of a run does: gets its part of the plan, simulates its clients, hands over what
/// they saw. It ends when the first process does.
package enum GeneratorChild {
    /// Runs on the socket that the first process made its standard input. The exit code: 0 when it handed
    /// over its record.
    package static func run(descriptor: Int32 = 0) -> Int32 {
        let child = Conversation(descriptor)
        do {
            try child.send(.hello(GeneratorMessage.Hello()))
            try child.converse()
            return 0
        } catch {
            child.run?.cancel()
            return 70
        }
    }

    private struct Gone: Error {}

    private final class Conversation {
        private let descriptor: Int32
        private var stream = MessageStream()
        private(set) var run: LoadRun?
        private var hasHandedOver = false
        private var buffer = [UInt8](repeating: 0, count: 65_536)
        /// When latencies are told next: they are some 2 KB, and people look at them.
        private var latenciesDue: Int64 = 0

        init(_ descriptor: Int32) { self.descriptor = descriptor }

        func send(_ message: GeneratorMessage) throws {
            let frame = try message.frame()
            guard shim_send_all(descriptor, frame, frame.count) == 0 else { throw Gone() }
        }

        /// Returns when the first process has closed the conversation after it had everything.
        func converse() throws {
            while true {
                if shim_wait_readable(descriptor, hasHandedOver ? 1000 : 20) == 1 {
                    let count = shim_read_some(descriptor, &buffer, buffer.count)
                    guard count > 0 else {
                        if hasHandedOver { return }
                        throw Gone()
                    }
                    buffer.withUnsafeBytes { stream.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
                    while let message = try stream.next() { try take(message) }
                }
                try report()
            }
        }

        private func take(_ message: GeneratorMessage) throws {
            switch message {
            case .plan(let share):
                do {
                    let run = try LoadRun(plan: share.plan, timebase: Timebase(offset: share.clockOffset))
                    try run.start()
                    self.run = run
                } catch let error as LoadError {
                    try send(.end(GeneratorMessage.End(failure: error.description)))
                    hasHandedOver = true
                }
            case .begin(let instant): run?.board?.begin(at: instant)
            case .finishDrain: run?.finishDrain()
            case .cancel: run?.cancel()
            case .hello, .status, .latencies, .entries, .polls, .worker, .end: break
            }
        }

        private func reportLatencies(_ run: LoadRun) throws {
            let now = shim_clock_monotonic()
            guard now >= latenciesDue, let latencies = run.latencies else { return }
            latenciesDue = now + 500_000_000
            try send(.latencies(latencies))
        }

        private func report() throws {
            guard let run, !hasHandedOver else { return }
            try send(
                .status(
                    GeneratorMessage.Status(
                        progress: run.progress, isReady: run.board?.hasArrived ?? false)))
            try reportLatencies(run)
            guard let records = run.workerRecords else { return }
            for (index, record) in records.enumerated() {
                for message in record.messages(number: run.plan.workerNumber(index)) { try send(message) }
            }
            try send(.end(GeneratorMessage.End(failure: run.board?.failure)))
            hasHandedOver = true
        }
    }
}
