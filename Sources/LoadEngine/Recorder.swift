/// What one worker observes. Belongs to the worker's thread.
final class Recorder {
    /// [t0, t1) in CLOCK_REALTIME; empty until the load starts.
    var window: Range<Int64> = 0..<0
    var entries = ObservationLog<EntryObservation>()
    var polls = ObservationLog<PollObservation>()
    var types = NameTable()
    /// By the type's number; a type that came only before its client's session may lack one.
    private(set) var typeTraffic: [TypeTraffic] = []
    /// Push: from an entry's stamp, or its batch's flush, to its arrival; entries stamped in the window.
    let stampToArrival = LatencyCounts()
    /// What clients saw of a target that keeps no log.
    var seen = SeenEntries()
    var errors = Tally()
    /// Connections that ended before their clients meant them to: the clients' records together.
    var disconnects: Int = 0
    var generator = GeneratorRecord()
    /// Event packets or responses since the start.
    var messages: UInt64 = 0
    /// Stands beside `messages`, which every message is compared with.
    var live = LiveSampler()
    private(set) var serverIDs: [String] = []
    private var lastServerID: [UInt8] = []
    private var lastServerPlace = 0

    /// Notes a `server_id`; cheap while it stays the same. At most 64 are kept.
    ///
    /// - Returns: its place among `serverIDs`; their number for one that was not kept.
    @discardableResult
    func note(serverID: UnsafeRawBufferPointer) -> Int {
        guard !serverID.elementsEqual(lastServerID) else { return lastServerPlace }
        lastServerID = Array(serverID)
        let text = String(decoding: serverID, as: UTF8.self)
        if serverIDs.count < 64, !serverIDs.contains(text) { serverIDs.append(text) }
        lastServerPlace = serverIDs.firstIndex(of: text) ?? serverIDs.count
        return lastServerPlace
    }

    /// Counts a message of a type: `entries` log entries in `bytes` of frames.
    func count(type: UInt16, entries: Int, bytes: Int, isInWindow: Bool) {
        while typeTraffic.count <= Int(type) { typeTraffic.append(TypeTraffic()) }
        typeTraffic[Int(type)].add(entries: entries, bytes: bytes, isInWindow: isInWindow)
    }

    /// The arrival to record for a kernel stamp: the stamp, or `held` (when user space held the
    /// bytes) where the stamp is missing or lies in the future.
    ///
    /// Counted in the steady state only: the kernel turns stamping on in the background when the
    /// first socket asks for it, so a ramp's first packets can lack a stamp.
    func arrival(stamp: Int64, held: Int64) -> Int64 {
        if stamp > 0, stamp <= held { return stamp }
        if window.contains(held) { generator.unusableStamps += 1 }
        return held
    }

    /// `held - arrival` as it is recorded.
    static func lag(arrival: Int64, held: Int64) -> UInt32 {
        UInt32(clamping: held - arrival)
    }

    /// How long before `arrival` bytes of the same read may have come, when the previous read's came at
    /// `last`; saturated where the clock ran backwards, since there is no bound then.
    static func uncertainty(arrival: Int64, after last: Int64) -> UInt32 {
        arrival >= last ? UInt32(clamping: arrival - last) : .max
    }
}
