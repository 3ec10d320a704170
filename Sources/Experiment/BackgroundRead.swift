import Dispatch
import Synchronization

/// A blocking read on a thread of its own, so that whoever waits for it stays responsive.
final class BackgroundRead<Value: Sendable>: Sendable {
    private let outcome = Mutex<Result<Value, any Error>?>(nil)

    init(_ read: @escaping @Sendable () throws -> Value) {
        DispatchQueue.global().async { [self] in
            let result = Result { try read() }
            outcome.withLock { $0 = result }
        }
    }

    /// What came of it; nil while it is under way.
    var result: Result<Value, any Error>? { outcome.withLock { $0 } }

    /// Waits for it, asking every few milliseconds; nil when `isAbandoned` says so first.
    func wait(isAbandoned: () -> Bool) async -> Result<Value, any Error>? {
        while true {
            if let result { return result }
            if isAbandoned() { return nil }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}
