import Collections

/// Tasks that wait for an agent: best priority first, and first come first served among equals.
///
/// One heap a route, so that a task nobody is free for never holds up one that somebody is.
struct TaskQueue {
    private struct Entry: Comparable {
        let priority: Int
        let order: UInt64
        let task: SwarmTask

        static func < (left: Entry, right: Entry) -> Bool {
            (left.priority, left.order) < (right.priority, right.order)
        }

        static func == (left: Entry, right: Entry) -> Bool {
            (left.priority, left.order) == (right.priority, right.order)
        }
    }

    private var heaps: [TaskRoute: Heap<Entry>] = [:]
    private var lastOrder: UInt64 = 0
    /// Number of tasks that wait here.
    private(set) var count = 0

    /// Gives a task its place behind all its equals.
    mutating func place(_ task: SwarmTask) {
        lastOrder += 1
        task.queueOrder = lastOrder
    }

    /// Puts a task in at its place.
    mutating func insert(_ task: SwarmTask, route: TaskRoute) {
        heaps[route, default: Heap()].insert(
            Entry(priority: task.priority, order: task.queueOrder, task: task))
        count += 1
    }

    /// Takes out the best task among the routes for which somebody is free.
    mutating func removeBest(where isFree: (TaskRoute) -> Bool) -> (task: SwarmTask, route: TaskRoute)? {
        var best: (entry: Entry, route: TaskRoute)?
        for (route, heap) in heaps {
            guard let entry = heap.min, best == nil || entry < best!.entry, isFree(route) else { continue }
            best = (entry, route)
        }
        guard let best else { return nil }
        heaps[best.route]?.removeMin()
        if heaps[best.route]?.isEmpty == true { heaps[best.route] = nil }
        count -= 1
        return (best.entry.task, best.route)
    }

    /// Sorts all tasks anew, after the types that agents list have changed.
    mutating func reroute(_ route: (SwarmTask) -> TaskRoute) {
        let entries = heaps.values.flatMap(\.unordered)
        heaps.removeAll()
        for entry in entries { heaps[route(entry.task), default: Heap()].insert(entry) }
    }
}
