import Testing

@testable import Scenarios

/// Seeded mutations of a valid file: each is either read or refused with places inside the file.
@Suite struct ScenarioFuzzTests {
    private static let fragments: [[UInt8]] = [
        "[", "]", "{", "}", "\n", "\t", ": ", "- ", "? ", "*a", "&a ", "!!int ", "|\n", ">", "'", "\"", "%",
        "@", "`", "#", "---\n", "...\n", "<<: ", "\\", "\"\\x", "\"\\u12", "-1", "1e999",
        "999999999999999999999",
        "clients: ", "arms:\n", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{E000}", "é", "💥", "  ", "\r", "\0",
    ].map { Array($0.utf8) }

    @Test("mutated files never trap, and every error stands in the file", arguments: 0..<8)
    func mutations(seed: Int) {
        var generator = SplitMix(state: UInt64(seed) &* 7_919 &+ 1)
        let original: [UInt8] = Array(ScenarioReaderTests.everything.utf8)
        var refused: Int = 0
        for _ in 0..<500 {
            var bytes: [UInt8] = original
            for _ in 0...(generator.next() % 4) { mutate(&bytes, &generator) }
            do {
                let scenario = try ScenarioReader.parse(bytes, file: "f")
                #expect(!scenario.arms.isEmpty && scenario.clients > 0 && !scenario.name.isEmpty)
            } catch {
                refused += 1
                check(error, in: bytes)
            }
        }
        #expect(refused > 100)
    }

    @Test("random bytes never trap")
    func noise() {
        var generator = SplitMix(state: 99)
        for length in 0..<400 {
            let bytes: [UInt8] = (0..<length).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            let text: [UInt8] = bytes.map { $0 % 96 + 32 }
            for candidate in [bytes, text] {
                do { _ = try ScenarioReader.parse(candidate, file: "f") } catch {
                    check(error, in: candidate)
                }
            }
        }
    }

    @Test("deep and self-multiplying files end in bounded time")
    func bombs() {
        var aliases: String = "a: &a [x, x, x, x, x, x, x, x]\n"
        for name in ["b", "c", "d"] {
            let previous: Character = Character(UnicodeScalar(name.unicodeScalars.first!.value - 1)!)
            aliases += "\(name): &\(name) [*\(previous), *\(previous)]\n"
        }
        aliases += "*d : 1\n*d : 2\n"
        let nested: String = String(repeating: "{a: ", count: 250) + String(repeating: "}", count: 250)
        let indented: String = (0..<120).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        let questions: String = String(repeating: "? ", count: 60) + "a"
        for text in [aliases, nested, indented, questions] {
            #expect(throws: ScenarioError.self) { try ScenarioReader.parse(Array(text.utf8), file: "f") }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SplitMix) {
        let place = Int(generator.next() % UInt64(bytes.count + 1))
        let length = min(bytes.count - place, Int(generator.next() % 12))
        switch generator.next() % 4 {
        case 0: bytes.removeSubrange(place..<(place + length))
        case 1:
            let fragment = Self.fragments[Int(generator.next() % UInt64(Self.fragments.count))]
            bytes.insert(contentsOf: fragment, at: place)
        case 2: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: generator.next()) }
        default:
            let target = Int(generator.next() % UInt64(bytes.count + 1))
            let copied: [UInt8] = Array(bytes[place..<(place + length)])
            bytes.insert(contentsOf: copied, at: target)
        }
    }

    private func check(_ error: ScenarioError, in bytes: [UInt8]) {
        #expect(!error.problems.isEmpty)
        // Any of the line breaks that YAML 1.1 knows may count.
        let lines: Int = 1 + bytes.count
        for problem in error.problems {
            guard case .position(let file, let position) = problem.place else { continue }
            #expect(file == "f" && (1...lines).contains(position.line))
            #expect((1...(bytes.count + 1)).contains(position.column))
            #expect(!problem.complaint.what.isEmpty && !problem.complaint.remedy.isEmpty)
            #expect(!problem.description.contains("\n"), "\(problem)")
        }
    }
}
