import Foundation
import Testing

@testable import Reporting

@Suite struct PageColoursTests {
    enum Scheme: String, CaseIterable { case light, dark }

    /// The custom properties of a scheme, as linear light.
    private static func colours(_ scheme: Scheme) throws -> [String: [Double]] {
        let parts: [String] = PageStyle.colours.components(separatedBy: "@media")
        let text: String = try #require(scheme == .light ? parts.first : parts.dropFirst().first)
        var colours: [String: [Double]] = [:]
        for match in text.matches(of: /--([a-z0-9-]+): #([0-9a-f]{6});/) {
            let value: UInt32 = try #require(UInt32(match.output.2, radix: 16))
            colours[String(match.output.1)] = [16, 8, 0].map { shift in
                let channel: Double = Double(value >> shift & 0xFF) / 255
                return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
            }
        }
        return colours
    }

    /// WCAG 2.2, relative luminance.
    private static func luminance(_ light: [Double]) -> Double {
        0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
    }

    private static func contrast(_ one: [Double], _ other: [Double]) -> Double {
        let (low, high) = (
            min(luminance(one), luminance(other)), max(luminance(one), luminance(other))
        )
        return (high + 0.05) / (low + 0.05)
    }

    @Test("text can be read on its ground, and marks of plots be seen on theirs", arguments: Scheme.allCases)
    func contrasts(_ scheme: Scheme) throws {
        let colours: [String: [Double]] = try Self.colours(scheme)
        for (text, ground) in [
            ("ink", "paper"), ("ink", "raised"), ("ink", "sunken"), ("muted", "paper"), ("muted", "raised"),
            ("muted", "sunken"), ("link", "paper"), ("pass", "pass-ground"), ("fail", "fail-ground"),
            ("invalid", "invalid-ground"), ("ink", "pass-ground"), ("ink", "fail-ground"),
            ("ink", "invalid-ground"), ("invalid", "paper"), ("fail", "paper"), ("fail", "sunken"),
        ] {
            let ratio: Double = Self.contrast(
                try #require(colours[text], "\(text)"), try #require(colours[ground], "\(ground)"))
            #expect(ratio >= 4.5, "\(text) on \(ground)")
        }
        let paper: [Double] = try #require(colours["paper"])
        for number in 1...8 {
            let series: [Double] = try #require(colours["series-\(number)"])
            #expect(Self.contrast(series, paper) >= 3, "series-\(number)")
        }
    }

    /// How people who lack a kind of cone see linear light (Machado, Oliveira and Fernandes, "A
    /// Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.0).
    private static let eyes: [(name: String, matrix: [[Double]])] = [
        ("all cones", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        (
            "protanopia",
            [
                [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        (
            "deuteranopia",
            [
                [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        ),
        (
            "tritanopia",
            [
                [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        ),
    ]

    /// CIE L*a*b* of linear sRGB under D65.
    private static func lab(_ light: [Double]) -> [Double] {
        let clamped: [Double] = light.map { min(1, max(0, $0)) }
        func sum(_ weights: [Double]) -> Double { zip(weights, clamped).reduce(0) { $0 + $1.0 * $1.1 } }
        func root(_ value: Double) -> Double {
            value > 216.0 / 24_389 ? cbrt(value) : (24_389.0 / 27 * value + 16) / 116
        }
        let x: Double = root(sum([0.4124, 0.3576, 0.1805]) / 0.95047)
        let y: Double = root(sum([0.2126, 0.7152, 0.0722]))
        let z: Double = root(sum([0.0193, 0.1192, 0.9505]) / 1.08883)
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
    }

    @Test("readers who lack a kind of cone tell the series apart", arguments: Scheme.allCases)
    func colourBlindness(_ scheme: Scheme) throws {
        let colours: [String: [Double]] = try Self.colours(scheme)
        let series: [[Double]] = try (1...8).map { try #require(colours["series-\($0)"]) }
        for (name, matrix) in Self.eyes {
            let seen: [[Double]] = series.map { light in
                Self.lab(matrix.map { row in zip(row, light).reduce(0) { $0 + $1.0 * $1.1 } })
            }
            for one in seen.indices {
                for other in seen.indices.dropFirst(one + 1) {
                    let distance: Double = sqrt(
                        zip(seen[one], seen[other]).reduce(0) { $0 + pow($1.0 - $1.1, 2) })
                    // A difference of 2.3 is just noticeable; most runs have four arms at most, which
                    // stand further apart. Marker and dash differ, too.
                    let least: Double = other < 4 ? 20 : 10
                    #expect(distance >= least, "\(name): series \(one + 1) and \(other + 1), \(distance)")
                }
            }
        }
    }
}
