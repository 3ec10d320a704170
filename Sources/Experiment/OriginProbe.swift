import Foundation
import Results
import Scenarios
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Finds out what a run is of: the scenario, the commit and the machine.
package enum OriginProbe {
    /// - Parameters:
    ///   - variables: the process's environment; a CI job names its commit there.
    ///   - directory: where git looks for a repository; nil is the working directory.
    package static func read(
        _ scenario: Scenario, variables: [String: String] = ProcessInfo.processInfo.environment,
        directory: String? = nil
    ) async -> RunOrigin {
        // In this order: on GitHub nobody can set the other one to the commit of the server that is measured.
        let named: String? = ["CI_COMMIT_SHA", "GITHUB_SHA"].lazy.compactMap { commit(variables[$0]) }.first
        let found: String? = commit(await git(["rev-parse", "HEAD"], directory))
        // Files that git does not know are mostly results.
        let changes: String? = await git(["status", "--porcelain", "--untracked-files=no"], directory)
        return RunOrigin(
            scenarioHash: scenario.fingerprint, commit: named ?? found,
            // What differs here says nothing of a commit that is not checked out here.
            isDirty: found == nil || (named ?? found) != found ? nil : changes.map { !$0.isEmpty },
            machine: machine())
    }

    /// A commit's name: 40 or 64 hexadecimal digits. Anything else is none.
    static func commit(_ text: String?) -> String? {
        let name: String = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        guard name.utf8.count == 40 || name.utf8.count == 64, name.allSatisfy(\.isHexDigit) else {
            return nil
        }
        return name
    }

    /// What git prints; nil when it fails, is not there or takes longer than two seconds.
    private static func git(_ words: [String], _ directory: String?) async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask {
                // Without it, `status` would write to the repository's index.
                let result = try? await Subprocess.run(
                    .name("git"), arguments: Arguments(words),
                    environment: .inherit.updating(["GIT_OPTIONAL_LOCKS": "0"]),
                    workingDirectory: directory.map { FilePath($0) }, output: .string(limit: 1 << 20),
                    error: .discarded)
                guard let result, result.terminationStatus.isSuccess else { return nil }
                return result.standardOutput
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(2))
                return nil
            }
            let first: String? = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    /// A hash, since the id itself is confidential (machine-id(5)).
    private static func machine() -> String? {
        guard let text = try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8) else { return nil }
        let id: String = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return id.isEmpty ? nil : Fingerprint.of("bench machine \(id)")
    }
}
