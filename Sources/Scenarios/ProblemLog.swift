/// Collects problems while a file is read, so that one reading reports all of them.
final class ProblemLog {
    let file: String
    private(set) var problems: [ScenarioProblem] = []

    init(file: String) { self.file = file }

    var isEmpty: Bool { problems.isEmpty }

    /// - Parameter excerpt: lines that show the place.
    func add(at position: Position, _ complaint: Complaint, excerpt: [String] = []) {
        problems.append(
            ScenarioProblem(place: .position(file: file, position), complaint: complaint, excerpt: excerpt))
    }

    /// What to throw: everything collected, in the order of the file.
    func failure() -> ScenarioError {
        func position(_ problem: ScenarioProblem) -> Position {
            guard case .position(_, let position) = problem.place else { return Position(line: 0, column: 0) }
            return position
        }
        // Sorted by place and then by arrival: the standard library's sort is stable in practice only.
        let ordered = problems.enumerated().sorted { left, right in
            (position(left.element), left.offset) < (position(right.element), right.offset)
        }
        return ScenarioError(ordered.map(\.element))
    }

    /// What to throw when one complaint about the whole file ends the reading.
    func failure(_ complaint: Complaint) -> ScenarioError {
        ScenarioError(problems + [ScenarioProblem(place: .file(file), complaint: complaint)])
    }
}
