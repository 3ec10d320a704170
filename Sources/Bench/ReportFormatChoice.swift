import ArgumentParser
import Reporting

/// What `bench report --format` takes: a format's name, or `all`.
enum ReportFormatChoice: ExpressibleByArgument, Equatable {
    case all
    case one(ReportFormat)

    init?(argument: String) {
        if argument == "all" {
            self = .all
        } else if let format = ReportFormat(rawValue: argument) {
            self = .one(format)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { ReportFormat.allCases.map(\.rawValue) + ["all"] }

    var defaultValueDescription: String {
        switch self {
        case .all: "all"
        case .one(let format): format.rawValue
        }
    }

    /// Each format once, in the order of the list of them.
    static func formats(_ choices: [ReportFormatChoice]) -> [ReportFormat] {
        guard !choices.isEmpty, !choices.contains(.all) else { return ReportFormat.allCases }
        return ReportFormat.allCases.filter { choices.contains(.one($0)) }
    }
}
