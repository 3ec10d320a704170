/// What has to be done once before a target can be started: installing its packages, for instance.
package struct TargetPreparation: Sendable {
    package let command: [String]

    package init(command: [String]) { self.command = command }

    /// - Throws: ``ClaimsError`` with what the command said.
    package func run() throws(ClaimsError) {
        do {
            try SystemCommand.run(command)
        } catch {
            throw ClaimsError("cannot prepare the target: \(error)")
        }
    }
}

/// Why claims cannot be tested: a sentence with the remedy.
package struct ClaimsError: Error, Sendable, Equatable, CustomStringConvertible {
    package var message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}
