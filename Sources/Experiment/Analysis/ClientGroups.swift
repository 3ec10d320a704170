/// Observations grouped by client without moving them: a counting sort of their places, so that a
/// client's come in the order in which it made them.
struct ClientGroups {
    private var starts: [Int]
    private var order: [UInt32]
    /// Observations of clients that do not exist.
    let strays: Int

    /// - Parameter client: of the observation at a place.
    init(clients: Int, observations: Int, client: (Int) -> UInt32) {
        var starts = [Int](repeating: 0, count: clients + 1)
        var strays: Int = 0
        for place in 0..<observations {
            let owner = Int(client(place))
            if owner < clients { starts[owner + 1] += 1 } else { strays += 1 }
        }
        for owner in 0..<clients { starts[owner + 1] += starts[owner] }
        var order = [UInt32](repeating: 0, count: observations - strays)
        var next: [Int] = starts
        for place in 0..<observations {
            let owner = Int(client(place))
            guard owner < clients else { continue }
            order[next[owner]] = UInt32(place)
            next[owner] += 1
        }
        self.starts = starts
        self.order = order
        self.strays = strays
    }

    /// Places of the client's observations, in order.
    func places(of client: Int) -> ArraySlice<UInt32> { order[starts[client]..<starts[client + 1]] }
}
