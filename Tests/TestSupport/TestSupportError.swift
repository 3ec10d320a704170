/// What went wrong around a test, rather than in what it tests.
package struct TestSupportError: Error, CustomStringConvertible {
    /// What, where, and what to do.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
