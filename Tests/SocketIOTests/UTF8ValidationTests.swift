import Testing

@testable import SocketIO

@Suite("UTF-8 validation")
struct UTF8ValidationTests {
    @Test("every lead byte with every second byte is judged as the standard library judges it")
    func exhaustive() {
        var wrong: [[UInt8]] = []
        for lead in UInt8(0x7f)...0xff {
            for second in UInt8.min...UInt8.max {
                for tail in [[], [0x80], [0x80, 0xbf], [0xbf, 0xc0]] as [[UInt8]] {
                    let bytes = [lead, second] + tail
                    let isValid = String(validating: bytes, as: UTF8.self) != nil
                    if UTF8Validation.isValid(bytes) != isValid { wrong.append(bytes) }
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("a bad byte is found wherever it lies in a run of ASCII", arguments: 0..<20)
    func inRuns(_ position: Int) {
        var bytes = [UInt8](repeating: 0x61, count: 20)
        #expect(UTF8Validation.isValid(bytes))
        bytes[position] = 0x80
        #expect(!UTF8Validation.isValid(bytes))
    }
}
