import Reporting
import Scenarios

extension ValidateCommand {
    /// What goes wrong on purpose, a fault a line; nothing where nothing does.
    static func faults(_ faults: [Fault]) -> [String] {
        faults.enumerated().map { place, fault in
            (place == 0 ? "faults    " : "          ") + words(fault)
        }
    }

    private static func words(_ fault: Fault) -> String {
        var text: String = fault.name
        if fault.name != fault.kind.name { text += " (\(fault.kind.name))" }
        if let share = fault.kind.share, share < 1 {
            text += " of \(NumberFormat.chosen(100 * share)) % of the connections"
        }
        if fault.kind.length > 0 { text += " for \(DurationText.format(fault.kind.length))" }
        switch fault.timing {
        case .at(let times): return text + " at " + times.map(DurationText.format).joined(separator: ", ")
        case .rate(let rate): return text + ", by chance \(NumberFormat.chosen(rate)) times a second"
        }
    }
}
