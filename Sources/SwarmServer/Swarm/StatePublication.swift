import NIOConcurrencyHelpers
import NIOCore
import SwarmCore
import Synchronization

/// The swarm's state as it goes over the wire, shared by all who poll the same state.
struct PublishedState: Sendable {
    let sequence: UInt64
    let entityTag: String
    let body: ByteBuffer
}

/// The latest encoded state, for any thread to read without asking the swarm.
///
/// The swarm only notes that something has happened. The state is encoded when somebody polls it next, so a
/// server whose clients are all pushed to encodes none, and one that is polled encodes each state once.
final class StatePublication: Sendable {
    private let published: NIOLockedValueBox<PublishedState>
    private let latestSequence: Synchronization.Atomic<UInt64>

    init(_ state: SwarmState) {
        published = NIOLockedValueBox(StatePublication.encode(state))
        latestSequence = Synchronization.Atomic(state.sequence)
    }

    /// Takes note of an entry that occurred; earlier ones than those noted already change nothing. On the swarm's
    /// loop.
    func note(sequence: UInt64) {
        guard sequence > latestSequence.load(ordering: .relaxed) else { return }
        latestSequence.store(sequence, ordering: .releasing)
    }

    /// The published state, unless something has happened since it was encoded.
    var current: PublishedState? {
        let latest = latestSequence.load(ordering: .acquiring)
        let state = published.withLockedValue { $0 }
        return state.sequence >= latest ? state : nil
    }

    /// Publishes a state unless it is the one published already.
    func publish(_ state: SwarmState) -> PublishedState {
        published.withLockedValue { published in
            if published.sequence != state.sequence { published = StatePublication.encode(state) }
            return published
        }
    }

    private static func encode(_ state: SwarmState) -> PublishedState {
        PublishedState(
            sequence: state.sequence, entityTag: state.entityTag, body: ByteBuffer(bytes: state.body))
    }
}
