import Testing

@testable import Results

@Suite struct LoadPointTests {
    @Test(
        "one task a second is a task, any other rate tasks",
        arguments: [(1, "1 task/s"), (0, "0 tasks/s"), (0.2, "0.2 tasks/s"), (10, "10 tasks/s")]
            as [(Double, String)])
    func rate(tasks: Double, phrase: String) {
        #expect(LoadPoint(tasksPerSecond: tasks).phrase == phrase)
    }

    @Test("rates that vary are named one after the other")
    func shapes() {
        var load = LoadPoint(tasksPerSecond: 4)
        load.shape = LoadPoint.Shape(kind: "steps", rates: [1, 7], seconds: [2, 2])
        #expect(load.phrase == "1, 7 tasks/s (steps)")
        load.shape = LoadPoint.Shape(kind: "ramp", rates: [1, 7], seconds: [])
        #expect(load.phrase == "1 to 7 tasks/s (ramp)")
    }
}
