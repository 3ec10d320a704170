extension RunningProgram {
    /// The number of open descriptors once it has stood still for a while, as a baseline for later.
    ///
    /// - Throws: When it never stands still or the program has ended.
    package func settledDescriptors() async throws -> Int {
        var last = -1
        var repeats = 0
        try await eventually("the number of descriptors settles") {
            guard let count = openDescriptors else { throw TestSupportError("the program has ended") }
            repeats = count == last ? repeats + 1 : 0
            last = count
            return repeats == 40
        }
        return last
    }
}
