import Foundation
import TestSupport

/// The programs of `Benchmarks/C`, built by the first test that wants one.
enum CProgram {
    private static let folder: Result<URL, TestSupportError> = {
        let built = RepositoryRoot.url.appendingPathComponent(".build/benchmarks")
        let make = Process()
        make.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        make.arguments = [
            "make", "--no-print-directory", "-C",
            RepositoryRoot.url.appendingPathComponent("Benchmarks/C").path,
            "BUILD=\(built.path)",
        ]
        let output = Pipe()
        make.standardOutput = output
        make.standardError = output
        do {
            try make.run()
        } catch {
            return .failure(TestSupportError("cannot run make: \(error)"))
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        make.waitUntilExit()
        guard make.terminationStatus == 0 else {
            return .failure(TestSupportError("make in Benchmarks/C failed:\n\(text)"))
        }
        return .success(built)
    }()

    /// The folder they are in.
    static func directory() throws -> URL { try folder.get() }

    static func start(_ name: String, _ arguments: [String]) throws -> RunningProgram {
        try RunningProgram(try directory().appendingPathComponent(name), arguments: arguments)
    }

    /// Starts the bare sender and waits until it listens.
    static func sender(_ arguments: [String]) async throws -> (program: RunningProgram, port: Int) {
        let program = try start("bare-sender", arguments)
        let line = try await program.line(startingWith: "listening on 127.0.0.1:")
        guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw TestSupportError("no port in \(line)")
        }
        return (program, port)
    }

    /// Starts the reference receiver.
    static func receiver(port: Int, _ arguments: [String]) throws -> RunningProgram {
        try start("epoll-client", ["--port", String(port)] + arguments)
    }
}

extension RunningProgram {
    /// The line of JSON a measuring program ends with.
    func result<Result: Decodable>(_ type: Result.Type, within seconds: Double = 60) async throws -> Result {
        try JSONDecoder().decode(type, from: Data(try await line(startingWith: "{", within: seconds).utf8))
    }
}

/// What the bare sender prints.
struct SenderResult: Decodable {
    var messages: Int
    var broadcasts: Int
    var waited: Int
    var left: Int
    var cpuMicrosecondsPerMessage: Double
}

/// What the reference receiver prints.
struct ReceiverResult: Decodable {
    var messages: Int
    var messagesInAll: Int
    var updates: Int
    var lost: Int
    var disordered: Int
    var gone: Int
    var drained: Bool
    var latencies: Int
    var latenciesOutOfRange: Int
    var meanMilliseconds: Double
    var p50Milliseconds: Double
    var p99Milliseconds: Double
    var cpuMicrosecondsPerMessage: Double
}
