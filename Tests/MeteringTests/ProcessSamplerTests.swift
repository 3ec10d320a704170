import Foundation
import Metering
import Testing

@Suite struct ProcessSamplerTests {
    /// Starts a shell command and ends it when the body returns.
    private func withChild(_ command: String, _ body: (Process) throws -> Void) throws {
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/bin/sh")
        child.arguments = ["-c", command]
        child.standardInput = FileHandle.nullDevice
        try child.run()
        defer {
            kill(child.processIdentifier, SIGKILL)
            child.waitUntilExit()
        }
        try body(child)
    }

    @Test("a spinning child's CPU clock, user and system time agree and stay below the wall clock")
    func burn() throws {
        try withChild("while :; do :; done") { child in
            let sampler = ProcessSampler(processIdentifier: child.processIdentifier)
            let first = try sampler.sample()
            var last = first
            let deadline = Date().addingTimeInterval(60)
            while last.cpuNanoseconds - first.cpuNanoseconds < 500_000_000, Date() < deadline {
                last = try sampler.sample()
            }
            let burnt: Int64 = last.cpuNanoseconds - first.cpuNanoseconds
            #expect(burnt >= 500_000_000)
            // One thread cannot use more than the time that passed (5 ms of slack for clock reading).
            #expect(burnt <= last.instant - first.instant + 5_000_000)
            let split: Int64 =
                last.userNanoseconds + last.systemNanoseconds - first.userNanoseconds
                - first.systemNanoseconds
            // Two roundings to a tick of 10 ms each way.
            #expect(abs(split - burnt) <= 60_000_000)
            #expect(last.residentBytes > 100_000)
        }
    }

    @Test("a sleeping child uses next to nothing")
    func idle() throws {
        try withChild("exec sleep 60") { child in
            let sampler = ProcessSampler(processIdentifier: child.processIdentifier)
            let first = try sampler.sample()
            // Meanwhile this thread works for a while, which must not be charged to the child.
            let own = ProcessSampler(processIdentifier: getpid())
            let ownFirst = try own.sample()
            while try own.sample().cpuNanoseconds - ownFirst.cpuNanoseconds < 200_000_000 {}
            #expect(try sampler.sample().cpuNanoseconds - first.cpuNanoseconds < 100_000_000)
        }
    }

    @Test("memory that is touched shows as resident")
    func resident() throws {
        let own = ProcessSampler(processIdentifier: getpid())
        let bytes = [UInt8](repeating: 1, count: 128 << 20)
        let sample = try own.sample()
        #expect(sample.residentBytes >= 128 << 20)
        #expect(bytes[bytes.count - 1] == 1)
    }

    @Test("a process that has ended is an error that says so, also before it is reaped")
    func gone() throws {
        var pid: pid_t = 0
        let path = "/bin/true"
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
        defer { free(arguments[0]) }
        try #require(posix_spawn(&pid, path, nil, nil, &arguments, nil) == 0)
        var info = siginfo_t()
        #expect(waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) == 0)
        let sampler = ProcessSampler(processIdentifier: pid)
        #expect(throws: ProcessSamplingError.gone(process: pid)) { try sampler.sample() }
        var status: Int32 = 0
        #expect(waitpid(pid, &status, 0) == pid)
        #expect(throws: ProcessSamplingError.gone(process: pid)) { try sampler.sample() }
        #expect(ProcessSamplingError.gone(process: 7).description.contains("7"))
    }
}
