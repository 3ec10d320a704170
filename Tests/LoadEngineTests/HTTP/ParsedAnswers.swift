@testable import LoadEngine

/// What a parser makes of a connection's bytes.
struct ParsedAnswers: Equatable {
    struct Answer: Equatable {
        var status: UInt16
        var body: [UInt8]
        var tag: [UInt8]
        var consumed: UInt64
        var allowsReuse: Bool
    }

    var answers: [Answer] = []
    var error: HTTPResponseError?

    /// Feeds `bytes` cut behind the positions in `cuts` (ascending), one answer expected after another,
    /// and then the connection's end.
    init(_ bytes: [UInt8], cuts: [Int] = [], limits: HTTPLimits = HTTPLimits(), isHeadRequest: Bool = false) {
        var parser = HTTPResponseParser(limits: limits)
        parser.begin(isHeadRequest: isHeadRequest)
        var start = 0
        do throws(HTTPResponseError) {
            for end in cuts + [bytes.count] {
                // Pieces of their own, so that a read beyond one would be a read beyond its memory.
                let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: end - start, alignment: 1)
                defer { piece.deallocate() }
                piece.copyBytes(from: bytes[start..<end])
                start = end
                var input = UnsafeRawBufferPointer(piece)
                while !input.isEmpty {
                    guard try parser.receive(&input) else { break }
                    take(&parser, isHeadRequest: isHeadRequest)
                }
            }
            let isBetween = parser.consumed == 0
            if !isBetween {
                try parser.close()
                take(&parser, isHeadRequest: isHeadRequest)
            }
        } catch {
            self.error = error
        }
    }

    private mutating func take(_ parser: inout HTTPResponseParser, isHeadRequest: Bool) {
        answers.append(
            Answer(
                status: parser.head.status, body: Array(parser.body), tag: parser.head.entityTag,
                consumed: parser.consumed, allowsReuse: parser.allowsReuse))
        parser.begin(isHeadRequest: isHeadRequest)
    }

    init(_ text: String, limits: HTTPLimits = HTTPLimits(), isHeadRequest: Bool = false) {
        self.init(Array(text.utf8), limits: limits, isHeadRequest: isHeadRequest)
    }
}
