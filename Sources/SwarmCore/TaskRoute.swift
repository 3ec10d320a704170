/// Which agents a waiting task may go to.
enum TaskRoute: Hashable {
    /// Agents that list this type.
    case listed(String)
    /// Agents whose role takes work that nobody lists.
    case unlisted
    /// Agents whose role collaborates, several at once.
    case collaborative

    /// The start of the types of tasks that several agents work on together.
    static let collaborativePrefix = "collaborative_"
}
