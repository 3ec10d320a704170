import Foundation

/// Runs blocking client code on a thread of its own, away from the few that all tests' tasks share: two that
/// block there for long would stop every other test.
package func blocking<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
}
