import Foundation
import Testing

@testable import Experiment

@Suite("A server beside the generator")
struct ServerProcessTests {
    private func shell(_ script: String, timeout: Int64 = 20_000_000_000) -> ServerLaunch {
        ServerLaunch(command: ["/bin/sh", "-c", script], arguments: [], cpus: nil, startTimeout: timeout)
    }

    @Test("is handed over once it says where it listens, and is ended afterwards")
    func lifetime() async throws {
        let (process, death) = try await ServerProcess.run(
            shell("echo starting; echo 'listening on http://127.0.0.1:4711'; exec sleep 60")
        ) { server -> Int32 in
            #expect(server.host == "127.0.0.1")
            #expect(server.port == 4711)
            #expect(kill(server.processIdentifier, 0) == 0)
            return server.processIdentifier
        }
        #expect(death == nil)
        #expect(kill(process, 0) == -1)
    }

    @Test("that ignores SIGTERM is killed")
    func stubborn() async throws {
        let (process, _) = try await ServerProcess.run(
            shell("trap '' TERM; echo 'listening on http://127.0.0.1:1'; while :; do sleep 1; done")
        ) { $0.processIdentifier }
        #expect(kill(process, 0) == -1)
    }

    @Test("that does not exist is an error naming the command")
    func missing() async {
        let launch = ServerLaunch(command: ["/nonexistent/server"], arguments: [], cpus: nil)
        await #expect {
            try await ServerProcess.run(launch) { _ in }
        } throws: { error in
            guard case ServerFailure.cannotStart(let command, _)? = error as? ServerFailure else {
                return false
            }
            return command == ["/nonexistent/server"]
        }
    }

    @Test("that ends before it listens leaves its last words")
    func stillborn() async {
        await #expect {
            try await ServerProcess.run(shell("echo 'port 80 is taken' >&2; exit 1")) { _ in }
        } throws: { error in
            guard case ServerFailure.notListening(_, true, let words)? = error as? ServerFailure else {
                return false
            }
            return words == ["port 80 is taken"]
        }
    }

    @Test("that never listens is given up after the start timeout")
    func silent() async {
        await #expect {
            try await ServerProcess.run(shell("exec sleep 60", timeout: 200_000_000)) { _ in }
        } throws: { error in
            guard case ServerFailure.notListening(_, false, _)? = error as? ServerFailure else {
                return false
            }
            return true
        }
    }

    @Test("that does not listen yet is given up as soon as the run is interrupted")
    func abandoned() async {
        await #expect(throws: CancellationError.self) {
            try await ServerProcess.run(shell("exec sleep 60"), isAbandoned: { true }) { _ in }
        }
    }

    @Test("that dies in mid-run is told with its exit status and last words")
    func dies() async throws {
        let (value, death) = try await ServerProcess.run(
            shell("echo 'listening on http://127.0.0.1:1'; echo 'out of memory' >&2; sleep 0.2; exit 7")
        ) { server -> String in
            while !server.output.hasEnded { try await Task.sleep(for: .milliseconds(5)) }
            return "kept"
        }
        #expect(value == "kept")
        #expect(death == .died(status: "exit status 7", lastWords: ["out of memory"]))
    }

    @Test("has a standard input that stays open while it is used")
    func standardInput() async throws {
        let (early, _) = try await ServerProcess.run(
            shell("echo 'listening on http://127.0.0.1:1'; cat >/dev/null; exit 0")
        ) { server -> Bool in
            // A server that ends with its input would be gone by the time another process has run.
            _ = try await ServerProcess.run(shell("echo 'listening on http://127.0.0.1:2'; exec sleep 9")) {
                _ in
            }
            return server.output.hasEnded
        }
        #expect(early == false)
    }
}
