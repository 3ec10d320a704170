/// What a server did that RFC 6455 forbids, or that exceeds the client's limit.
enum FrameError: Error, Equatable {
    case masked
    case reservedBits
    case unknownOpcode(UInt8)
    case fragmentedControl
    case oversizedControl
    case lengthNotMinimal
    case unexpectedContinuation
    case expectedContinuation
    case tooLarge(UInt64)
    case invalidUTF8
    case invalidClose
}
