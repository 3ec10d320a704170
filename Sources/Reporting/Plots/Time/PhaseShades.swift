/// Where the warm-up and the drain are in a panel over time.
struct PhaseShades: Sendable {
    private let shades: [(name: String, box: PlotBox)]

    init(_ arms: [ArmOverTime], x: PlotScale, area: PlotBox) {
        let slices: [TimeSlices.Slice] = arms.flatMap(\.chosen.slices)
        shades = [("warmUp", "warm-up"), ("drain", "drain")].compactMap { phase, name in
            let own: [TimeSlices.Slice] = slices.filter { $0.phase == phase }
            guard let from = own.map(\.from).min(), let to = own.map(\.to).max(),
                let left = x.position(from), let right = x.position(to), right > left
            else { return nil }
            return (name, PlotBox(x: left, y: area.y, width: right - left, height: area.height))
        }
    }

    /// Behind everything else.
    func draw(on canvas: inout PlotCanvas) {
        for shade in shades { canvas.rectangle(shade.box, "shade") }
    }

    /// In front of the curves, where a name fits.
    func drawNames(on canvas: inout PlotCanvas) {
        for shade in shades {
            let width: Double = PlotText.width(shade.name, size: PlotCanvas.smallSize)
            guard width + 4 <= shade.box.width else { continue }
            canvas.text(
                shade.name, shade.box.midX, shade.box.y + 12, anchor: .middle, size: PlotCanvas.smallSize,
                "label halo")
        }
    }
}
