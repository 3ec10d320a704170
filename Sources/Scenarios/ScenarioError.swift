/// Where in a scenario file something stands, as editors count: both from 1, columns in Unicode
/// scalars.
package struct Position: Sendable, Equatable, Comparable, Hashable {
    /// From 1.
    package var line: Int
    /// From 1, in Unicode scalars.
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Earlier in the file.
    package static func < (left: Position, right: Position) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// One thing wrong with a scenario: where, what, and what to do about it.
package struct ScenarioProblem: Sendable, Equatable {
    /// Where a problem is.
    package enum Place: Sendable, Equatable {
        case position(file: String, Position)
        /// The file as a whole: absent, unreadable, empty, too large.
        case file(String)
        /// A command-line option, for instance `--clients`.
        case option(String)
    }

    /// Where.
    package var place: Place
    /// What, and what to do.
    package var complaint: Complaint
    /// Lines that show the place; empty where it needs none.
    package var excerpt: [String]

    package init(place: Place, complaint: Complaint, excerpt: [String] = []) {
        self.place = place
        self.complaint = complaint
        self.excerpt = excerpt
    }
}

/// What is wrong with a value and its remedy, wherever the value came from.
package struct Complaint: Sendable, Equatable {
    /// The first half of a sentence: `clients` is 0.
    package var what: String
    /// The second half: what to write, use or check instead.
    package var remedy: String

    package init(_ what: String, remedy: String) {
        self.what = what
        self.remedy = remedy
    }
}

extension ScenarioProblem: CustomStringConvertible {
    /// One line and one sentence: `file:line:column: what; remedy`.
    package var description: String {
        let sentence: String = "\(complaint.what); \(complaint.remedy)"
        return switch place {
        case .position(let file, let position): "\(file):\(position.line):\(position.column): \(sentence)"
        case .file(let path): "\(path): \(sentence)"
        case .option(let option): "\(option): \(sentence)"
        }
    }
}

/// Everything found wrong with a scenario, in the order of the file. Never empty.
package struct ScenarioError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In the order of the file, or of the options.
    package var problems: [ScenarioProblem]

    package init(_ problems: [ScenarioProblem]) { self.problems = problems }

    /// One line a problem and what shows its place, under their number when there are several.
    package var description: String {
        let lines: String = problems.flatMap { [$0.description] + $0.excerpt }.joined(separator: "\n")
        return problems.count == 1 ? lines : "\(problems.count) problems:\n\(lines)"
    }
}
