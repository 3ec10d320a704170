/// Where all connections of a worker read into: what one read brings is used up before the next.
final class ReadBuffer {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)

    init() {}

    deinit { bytes.deallocate() }
}
