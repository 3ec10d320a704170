import ArgumentParser
import FaultProxy
import Foundation

/// `proxy-delay`: what the fault proxy itself adds to a message's way, as a difference within one run.
@main
struct ProxyDelay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proxy-delay",
        abstract: "Measures what the fault proxy adds to the way of single messages on loopback.",
        discussion: """
            Messages go by turns directly and through a proxy that does nothing to the path, from just before the
            sending to the kernel's receive stamp. The added delay is the difference of the medians; the median
            of the rounds' is held to the limit.
            Exit codes: 0 within the limit, 99 above it, 64 usage error, 70 it could not be measured.
            """)

    /// Microseconds.
    private static let limit = 100.0

    @Option(help: ArgumentHelp("Messages each way and round.", valueName: "N"))
    var messages = 3000

    @Option(help: ArgumentHelp("Rounds, each with connections of its own.", valueName: "N"))
    var rounds = 5

    @Option(help: ArgumentHelp("Length of a message, up to 4096.", valueName: "bytes"))
    var bytes = 200

    func validate() throws {
        guard (100...1_000_000).contains(messages), (1...1000).contains(rounds), (1...4096).contains(bytes)
        else {
            throw ValidationError("--messages 100 to 1000000, --rounds 1 to 1000, --bytes 1 to 4096")
        }
    }

    func run() async throws {
        print(
            "one message of \(bytes) bytes, microseconds   direct p50  proxied p50   added p50   added p99   ratio"
        )
        var added: [Double] = []
        do {
            for round in 1...rounds {
                let figures = try AddedDelay.measure(messages: messages, bytes: bytes)
                print("round \(round)".padding(toLength: 44, withPad: " ", startingAt: 0) + Self.row(figures))
                added.append(Double(figures.added(0.5)) / 1e3)
            }
        } catch {
            FileHandle.standardError.write(Data("proxy-delay: \(error)\n".utf8))
            throw ExitCode(70)
        }
        let ordered = added.sorted()
        let median = (ordered[ordered.count / 2] + ordered[(ordered.count - 1) / 2]) / 2
        let isWithin = median < Self.limit
        print(
            "added: \(Self.text(median)) us, limit \(Self.text(Self.limit)) us: \(isWithin ? "held" : "MISSED")"
        )
        if !isWithin { throw ExitCode(99) }
    }

    private static func row(_ figures: AddedDelay) -> String {
        let direct = Double(AddedDelay.quantile(figures.direct, 0.5)) / 1e3
        let proxied = Double(AddedDelay.quantile(figures.proxied, 0.5)) / 1e3
        let values = [
            direct, proxied, Double(figures.added(0.5)) / 1e3, Double(figures.added(0.99)) / 1e3,
            direct > 0 ? proxied / direct : .nan,
        ]
        return values.map { text($0) }.map {
            String(repeating: " ", count: max(0, 12 - $0.count)) + $0
        }.joined()
    }

    private static func text(_ value: Double) -> String { String(format: "%.1f", value) }
}
