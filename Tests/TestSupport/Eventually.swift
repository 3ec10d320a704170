/// Waits until `condition` holds, asking every few milliseconds.
///
/// - Parameters:
///   - seconds: When to give up. Generous: it costs only where the test fails.
///   - description: What is waited for, for the message.
///   - details: What to add to the message.
/// - Throws: `TestSupportError` when the time is up, and whatever `condition` throws.
package func eventually(
    within seconds: Double = 10, _ description: String = "the condition holds",
    else details: () -> String = { "" },
    isolation: isolated (any Actor)? = #isolation,
    _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: .seconds(seconds))
    while true {
        if try await condition() { return }
        guard clock.now < deadline else {
            throw TestSupportError("waited \(seconds) s in vain until \(description)\n\(details())")
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}
