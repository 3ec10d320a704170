import Responder

extension ResponderRecord {
    /// Of clients that poll for events: each has what stood on its own pages.
    func pageFigures() -> [SelfTestQuantity: SelfTestTruth] {
        var stamps: [UInt64: Int64] = [:]
        for entry in eligible { stamps[entry.seq] = entry.stamp }
        // A client asks for the state before its first page, and may never have come to that.
        var pages: [Int: [ResponderTruth.Page]] = [:]
        for poll in truth.polls { pages[poll.connection] = [] }
        for page in truth.pages { pages[page.connection, default: []].append(page) }
        var messages = WindowCount()
        var bytes = WindowCount()
        var update = Sum()
        var service = Sum()
        var duplicated = 0
        var reordered = 0
        for pages in pages.values {
            var held: Set<UInt64> = []
            var last: UInt64 = 0
            for page in pages {
                messages.add(1, began: page.began, returned: page.returned, window: window)
                bytes.add(page.bytesDown, began: page.began, returned: page.returned, window: window)
                service.add(began: page.began, returned: page.returned, from: page.arrived)
                for seq in page.seqs {
                    guard held.insert(seq).inserted else {
                        duplicated += 1
                        continue
                    }
                    // Entries that polls bring are all of one type.
                    if seq < last { reordered += 1 }
                    last = seq
                    guard let stamp = stamps[seq] else { continue }
                    update.add(began: page.began, returned: page.returned, from: stamp)
                }
            }
        }
        let pairs: Int = stamps.count * pages.count
        var figures: [SelfTestQuantity: SelfTestTruth] = [:]
        figures[.updateLatency] = update.mean
        figures[.serviceTime] = service.mean
        figures[.updates] = SelfTestTruth(value: Double(pairs))
        figures[.lost] = SelfTestTruth(value: Double(pairs - update.count))
        figures[.duplicated] = SelfTestTruth(value: Double(duplicated))
        figures[.reordered] = SelfTestTruth(value: Double(reordered))
        figures[.coalesced] = SelfTestTruth(value: 0)
        figures[.messages] = messages.truth
        figures[.bytesDown] = bytes.truth
        return figures
    }
}
