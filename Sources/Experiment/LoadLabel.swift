/// How a load point is written in names: `0`, `0.2`, `10`.
package enum LoadLabel {
    package static func text(_ tasksPerSecond: Double) -> String {
        tasksPerSecond == tasksPerSecond.rounded() && abs(tasksPerSecond) < 1e15
            ? String(Int64(tasksPerSecond)) : String(tasksPerSecond)
    }
}
