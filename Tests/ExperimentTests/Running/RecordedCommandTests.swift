import Foundation
import Testing

@testable import Experiment

@Suite("Commands as documents record them") struct RecordedCommandTests {
    @Test(
        "paths below the working directory are relative to it, all others stay",
        arguments: [
            ("/home/me/repo/.build/release/swarm-server", ".build/release/swarm-server"),
            ("/home/me/repo/swarm-server", "./swarm-server"), ("swarm-server", "swarm-server"),
            ("/home/me/repository/swarm-server", "/home/me/repository/swarm-server"),
            ("/usr/bin/env LOG=/home/me/repo/log /home/me/repo/server", "/usr/bin/env LOG=log ./server"),
            ("python3 /home/me/repo/ --file=/home/me/repo/a/b", "python3 ./ --file=a/b"),
        ])
    func words(command: String, recorded: String) {
        for directory in ["/home/me/repo", "/home/me/repo/"] {
            let words = RecordedCommand.words(
                command.split(separator: " ").map(String.init), below: directory)
            #expect(words.joined(separator: " ") == recorded)
        }
    }

    @Test("below the root everything would be relative: nothing is")
    func root() {
        #expect(
            RecordedCommand.words(["/usr/bin/server", "--a=/b"], below: "/") == ["/usr/bin/server", "--a=/b"])
    }

    @Test("an environment that was read records the command so")
    func environment() {
        let here = FileManager.default.currentDirectoryPath
        let environment = EnvironmentProbe.read(
            serverCPUs: nil, generatorCPUs: nil, serverCommand: ["\(here)/a/server"], phaseSeconds: [:])
        #expect(environment.serverCommand == ["a/server"])
    }
}
