import CShims

/// Threads of bench that only show something: they must not take a CPU from what measures.
package enum BackgroundThread {
    /// Lets the calling thread run only when nothing else wants its CPU, from now on. Its CPUs stay those of the
    /// thread that made it: the generator's, once they are pinned. Where the system refuses, it runs as others do.
    package static func enter(name: String) {
        shim_thread_name(name)
        _ = shim_thread_background()
    }
}
