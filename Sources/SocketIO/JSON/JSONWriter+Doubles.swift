extension JSONWriter {
    /// Appends a double as ECMAScript's `Number::toString` writes it: the shortest digits that read back as the
    /// same value, plain between 1e-6 and 1e21 and with an exponent (`1e+21`, `1e-7`) outside.
    package static func append(_ number: Double, to output: inout [UInt8]) {
        guard number.isFinite else { return append(literal: "null", to: &output) }
        if let whole = number.wholeNumber { return append(whole, to: &output) }
        if number < 0 { output.append(UInt8(ascii: "-")) }
        let (digits, exponent) = shortestDigits(of: number.magnitude)
        let zero = UInt8(ascii: "0")
        switch exponent {
        case digits.count...21:
            output.append(contentsOf: digits)
            output.append(contentsOf: repeatElement(zero, count: exponent - digits.count))
        case 1..<max(digits.count, 1):
            output.append(contentsOf: digits[..<exponent])
            output.append(UInt8(ascii: "."))
            output.append(contentsOf: digits[exponent...])
        case -5...0:
            output.append(zero)
            output.append(UInt8(ascii: "."))
            output.append(contentsOf: repeatElement(zero, count: -exponent))
            output.append(contentsOf: digits)
        default:
            output.append(digits[0])
            if digits.count > 1 {
                output.append(UInt8(ascii: "."))
                output.append(contentsOf: digits[1...])
            }
            output.append(UInt8(ascii: "e"))
            if exponent > 0 { output.append(UInt8(ascii: "+")) }
            append(Int64(exponent - 1), to: &output)
        }
    }

    /// The digits d1d2... and the exponent n of 0.d1d2... x 10^n, from the standard library's own shortest form.
    private static func shortestDigits(of number: Double) -> (digits: [UInt8], exponent: Int) {
        var digits: [UInt8] = []
        var exponent = 0
        var hasPoint = false
        var written = 0
        var isNegative = false
        var inExponent = false
        for byte in number.description.utf8 {
            switch byte {
            case UInt8(ascii: "."): hasPoint = true
            case UInt8(ascii: "e"): inExponent = true
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if inExponent {
                    written = written * 10 + Int(byte - UInt8(ascii: "0"))
                } else {
                    // Leading zeros are no digits; after the point each lowers the exponent.
                    if byte != UInt8(ascii: "0") || !digits.isEmpty {
                        digits.append(byte)
                        if !hasPoint { exponent += 1 }
                    } else if hasPoint {
                        exponent -= 1
                    }
                }
            default: break
            }
        }
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits.isEmpty ? [UInt8(ascii: "0")] : digits, exponent + (isNegative ? -written : written))
    }
}
