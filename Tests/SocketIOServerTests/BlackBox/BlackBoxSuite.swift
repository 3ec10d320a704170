import Testing

/// The server as a process, seen from the network. One test after the other: each has a server of its own,
/// and some count its descriptors.
@Suite("Server seen from outside", .serialized)
enum BlackBoxSuite {}
