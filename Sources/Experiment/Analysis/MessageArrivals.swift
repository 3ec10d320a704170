import LoadEngine

/// When messages arrived: pushed ones that brought updates, or answers where clients poll.
///
/// A trial's count of messages also holds pushed ones without an update, such as answers to a client.
enum MessageArrivals {
    /// Calls `body` with the arrival of each, CLOCK_REALTIME nanoseconds, in no order.
    static func each(_ measurement: TrialMeasurement, index: EntryIndex, _ body: (Int64) -> Void) {
        guard measurement.arm.transport.isPush else {
            for poll in measurement.record.polls.joined() where poll.arrival > 0 { body(poll.arrival) }
            return
        }
        for worker in measurement.record.entries {
            var last: EntryObservation?
            for receipt in worker {
                if let last, isOneMessage(last, receipt, index: index) { continue }
                last = receipt
                body(receipt.arrival)
            }
        }
    }

    /// Entries of one batch follow each other, share their type and their arrival, and were flushed at one
    /// instant; two batches that were read together share all but that.
    private static func isOneMessage(
        _ first: EntryObservation, _ next: EntryObservation, index: EntryIndex
    ) -> Bool {
        guard next.flags.contains(.batched), first.flags.contains(.batched), first.client == next.client,
            first.arrival == next.arrival, first.type == next.type
        else { return false }
        guard let one = flush(first, index: index), let other = flush(next, index: index) else { return true }
        // Delays are recorded in whole microseconds.
        return (one - other).magnitude <= 1_000
    }

    /// Nil for entries that the log does not hold.
    private static func flush(_ receipt: EntryObservation, index: EntryIndex) -> Int64? {
        index.place(of: receipt.seq).map {
            index.timestamps[$0] + Int64(receipt.serverDelayMicroseconds) * 1_000
        }
    }
}
