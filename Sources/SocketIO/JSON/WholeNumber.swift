extension Double {
    /// The value as an integer if it is a whole number within 64 bits.
    ///
    /// `Int64(exactly:)` means the same, but calls libm's `trunc` in optimised builds, and this module links
    /// nothing beyond the standard library.
    var wholeNumber: Int64? {
        // 2^63 itself is no Int64; the next double below it is.
        guard self >= -0x1p63, self < 0x1p63 else { return nil }
        let whole = Int64(self)
        return Double(whole) == self ? whole : nil
    }
}
