import Glibc

/// Finds where the level of a series changed: E-divisive means with a t-test.
///
/// The energy statistic of Matteson and James (A Nonparametric Approach for Multiple Change Point Analysis
/// of Multivariate Data, 2014) names a place, and a t-test says whether it counts, as in Hunter (Fleming and
/// others, 2023) and Apache Otava: overlapping windows are split as long as a weak test passes, and the changes
/// found are then dropped, the least significant first, until all that are left pass the strict test between
/// their neighbours. Nothing is drawn at random, so the same series gives the same changes.
///
/// Apart from Otava: p 1e-4 instead of 1e-3, which gives about one false change in 1,000 flat values there; the
/// unbiased variance; no part shorter than five values; and each change moved at the end to where it separates
/// its neighbours best. Flat normal series of 20 to 1,000 values then give 0.05 to 0.005 false changes in 1,000.
///
/// A single outlier, however large, is never a change: among m values behind n others it can lift |t| to
/// sqrt((n + m - 2) / ((m - 1) (1 + m / n))) at most, which stays below the weak test's limit in a window of 50
/// when m is at least 5.
package struct ChangePointSearch: Sendable, Equatable {
    /// What is compared.
    package enum Scale: Sendable, Equatable {
        /// Values as they are: differences count.
        case linear
        /// Logarithms of values that are above zero: ratios count.
        case logarithmic
    }

    /// p of the test that a change has to pass in the end.
    package var significance: Double = 1e-4
    /// p of the test that goes on splitting. Weaker, so that a change hidden by a larger one is reached.
    package var weakSignificance: Double = 1e-3
    /// Values that a level lasts at least; 2 or more.
    package var shortest: Int = 5
    /// Values that are looked at together; each window starts half a window behind the one before.
    package var window: Int = 50

    package init() {}

    /// The changes in order of their places; none in series shorter than two levels.
    ///
    /// - Throws: ``ChangePointError``.
    package func changes(
        in values: [Double], scale: Scale = .linear
    ) throws(ChangePointError) -> [ChangePoint] {
        if let index = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index) }
        var compared: [Double] = values
        if scale == .logarithmic {
            if let index = values.firstIndex(where: { $0 <= 0 }) { throw .notPositive(index: index) }
            compared = values.map { log($0) }
        }
        let segments = Segmentation(compared, search: self)
        return segments.places.map { place in
            ChangePoint(index: place, test: segments.test(at: place), scale: scale)
        }
    }
}
