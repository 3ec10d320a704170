/// A JUnit `testsuite` and its cases.
struct JUnitSuite: Sendable {
    var name: String
    /// Names and values, in order.
    var properties: [(name: String, value: String)]
    var cases: [JUnitCase]
    /// What a reader should know beside the cases; `system-out`.
    var output: [String] = []

    /// The element, with the attributes and the order of children that both the Ant schema (JUnit.xsd) and
    /// Jenkins' xUnit schema (junit-10.xsd) ask for.
    ///
    /// - Parameters:
    ///   - id: place among the suites, from 0.
    ///   - timestamp: `YYYY-MM-DDThh:mm:ss` without a time zone, UTC.
    func xml(id: Int, package: String, timestamp: String, hostname: String) -> String {
        func attribute(_ name: String, _ value: String) -> String {
            "\(name)=\"\(XMLText.attribute(value))\""
        }
        let attributes: [String] = [
            attribute("name", name), attribute("package", package), attribute("id", String(id)),
            attribute("tests", String(cases.count)), attribute("failures", String(count(\.isFailure))),
            attribute("errors", String(count(\.isError))), attribute("skipped", "0"),
            attribute("time", JUnitCase.seconds(cases.reduce(0) { $0 + $1.seconds })),
            attribute("timestamp", timestamp), attribute("hostname", hostname),
        ]
        var lines: [String] = ["  <testsuite \(attributes.joined(separator: " "))>", "    <properties>"]
        for property in properties {
            lines.append(
                "      <property \(attribute("name", property.name)) \(attribute("value", property.value))/>")
        }
        lines.append("    </properties>")
        // Jenkins takes what stands before the last dot for a package.
        let className: String = [package, name].map { $0.replacing(".", with: "_") }.joined(separator: ".")
        lines += cases.map { $0.xml(className: className) }
        lines.append("    <system-out>\(XMLText.content(output.joined(separator: "\n")))</system-out>")
        lines += ["    <system-err></system-err>", "  </testsuite>"]
        return lines.joined(separator: "\n")
    }

    private func count(_ isOne: (JUnitCase) -> Bool) -> Int { cases.count { isOne($0) } }
}

/// A JUnit `testcase`: one thing that was asked of the run.
struct JUnitCase: Sendable {
    enum Outcome: Sendable, Equatable {
        case passed
        /// The target did not do what was asked.
        case failure(type: String, message: String, text: String)
        /// It cannot be told whether it did.
        case error(type: String, message: String, text: String)
    }

    var name: String
    var seconds: Double = 0
    var outcome: Outcome

    var isFailure: Bool { if case .failure = outcome { true } else { false } }
    var isError: Bool { if case .error = outcome { true } else { false } }

    func xml(className: String) -> String {
        let start: String =
            "    <testcase name=\"\(XMLText.attribute(name))\" classname=\"\(XMLText.attribute(className))\" "
            + "time=\"\(Self.seconds(seconds))\""
        switch outcome {
        case .passed: return "\(start)/>"
        case .failure(let type, let message, let text):
            return "\(start)>\n\(Self.element("failure", type, message, text))\n    </testcase>"
        case .error(let type, let message, let text):
            return "\(start)>\n\(Self.element("error", type, message, text))\n    </testcase>"
        }
    }

    private static func element(_ name: String, _ type: String, _ message: String, _ text: String) -> String {
        "      <\(name) type=\"\(XMLText.attribute(type))\" message=\"\(XMLText.attribute(message))\">"
            + "\(XMLText.content(text))</\(name)>"
    }

    /// With milliseconds and without thousands' separators: schemas know no exponents.
    static func seconds(_ value: Double) -> String {
        NumberFormat.decimal(max(0, value.isFinite ? value : 0), places: 3).replacing(",", with: "")
    }
}
