import Scenarios

/// Finds one member of nested JSON objects by its path, without allocating.
///
/// A name that is a number also stands for an array's entry, counted from 0. Only the way to the member
/// is checked to be JSON.
struct FieldFinder {
    private let names: [[UInt8]]
    private let places: [Int?]

    init(_ path: FieldPath) {
        names = path.names.map { Array($0.utf8) }
        places = path.names.map { Int($0) }
    }

    /// The content of a string, escapes left as they are, or the text of a number or literal; nil when
    /// there is no such member, or it is an object or array.
    func value(in json: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var cursor = JSONCursor(json)
        for level in names.indices {
            guard enter(&cursor, level) else { return nil }
        }
        switch cursor.peek() {
        case UInt8(ascii: "\""): return cursor.string()
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["): return nil
        default:
            let start = cursor.position
            guard cursor.skipValue() else { return nil }
            return UnsafeRawBufferPointer(rebasing: json[start..<cursor.position])
        }
    }

    /// Steps to the value of this level's member.
    private func enter(_ cursor: inout JSONCursor, _ level: Int) -> Bool {
        if cursor.take(UInt8(ascii: "{")) {
            guard cursor.peek() != UInt8(ascii: "}") else { return false }
            repeat {
                guard let name = cursor.name() else { return false }
                if name.count == names[level].count, name.elementsEqual(names[level]) { return true }
                guard cursor.skipValue() else { return false }
            } while cursor.take(UInt8(ascii: ","))
            return false
        }
        guard let place = places[level], place >= 0, cursor.take(UInt8(ascii: "[")) else { return false }
        for _ in 0..<place {
            guard cursor.skipValue(), cursor.take(UInt8(ascii: ",")) else { return false }
        }
        return cursor.peek() != UInt8(ascii: "]")
    }
}

/// A whole number without a sign, as digits or in a string.
func unsignedNumber(_ text: UnsafeRawBufferPointer) -> UInt64? {
    guard !text.isEmpty, text.count <= 20 else { return nil }
    var value: UInt64 = 0
    for byte in text {
        let digit = byte &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
        let (sum, tooLarge) = tens.addingReportingOverflow(UInt64(digit))
        guard !tooMany, !tooLarge else { return nil }
        value = sum
    }
    return value
}
