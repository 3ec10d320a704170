import Foundation

/// The shape that tells an arm's points from another's without colour.
enum PlotMarker: Int, Sendable, CaseIterable {
    case circle, square, triangle, diamond, inverted, cross, plus, hexagon

    /// Its outline around a point; `radius` is that of the circle, the others look as large.
    func path(_ x: Double, _ y: Double, radius r: Double) -> PlotPath {
        func polygon(_ corners: [(Double, Double)]) -> PlotPath {
            var path = PlotPath()
            for (dx, dy) in corners { path.line(x + dx * r, y + dy * r) }
            path.close()
            return path
        }
        // An arm of the plus, whose turn by an eighth is the cross.
        let w: Double = 0.38
        switch self {
        case .circle:
            // Close to round at the sizes of points.
            return polygon(Self.ring(16, radius: 1, turn: 0))
        case .square: return polygon([(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)])
        case .triangle: return polygon([(0, -1.25), (1.15, 0.8), (-1.15, 0.8)])
        case .diamond: return polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
        case .inverted: return polygon([(0, 1.25), (1.15, -0.8), (-1.15, -0.8)])
        case .plus:
            return polygon([
                (-w, -1.2), (w, -1.2), (w, -w), (1.2, -w), (1.2, w), (w, w), (w, 1.2), (-w, 1.2), (-w, w),
                (-1.2, w), (-1.2, -w), (-w, -w),
            ])
        case .cross:
            return polygon([
                (0, -0.54), (0.58, -1.12), (1.12, -0.58), (0.54, 0), (1.12, 0.58), (0.58, 1.12), (0, 0.54),
                (-0.58, 1.12), (-1.12, 0.58), (-0.54, 0), (-1.12, -0.58), (-0.58, -1.12),
            ])
        case .hexagon: return polygon(Self.ring(6, radius: 1.15, turn: 0))
        }
    }

    private static func ring(_ corners: Int, radius: Double, turn: Double) -> [(Double, Double)] {
        (0..<corners).map { corner in
            let angle: Double = turn + 2 * Double.pi * Double(corner) / Double(corners)
            return (radius * cos(angle), radius * cos(angle - Double.pi / 2))
        }
    }
}
