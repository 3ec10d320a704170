/// A stated value as claims write it.
///
///     stated  = [ "<" | "<=" | ">" | ">=" | "==" ] number unit
///
/// Without a sign in front it is about that value; `==` is for what holds in every trial, and of counts alone: no two
/// trials agree on what is measured. The unit may stand apart, and a rate an hour, a day or a second behind it (`3.6MB/h`, `10MB/day`, `1000/s`) where the quantity has it.
struct StatedText: Equatable {
    var relation: ClaimStatement.Relation
    /// In the dimension's unit.
    var value: Double

    /// - Throws: what is wrong with the text, for a quantity of this kind.
    init(_ text: String, of quantity: ClaimQuantity) throws(Complaint) {
        (relation, value) = try Self.read(text, quantity.dimension, rates: Self.rates(of: quantity))
        guard relation != .always || quantity.isCountedInTrials else {
            throw Self.neverExact(text, quantity.description)
        }
    }

    /// The change of a ratio: `-90%`, or `x0.1` for the ratio itself.
    init(change text: String) throws(Complaint) {
        let (relation, rest) = Self.relation(of: text)
        self.relation = relation
        guard relation != .always else { throw Self.neverExact(text, "a change") }
        if rest.hasPrefix("x"), let ratio = ThresholdQuantity(String(rest.dropFirst()).trimmed) {
            value = ratio.value(of: .share) - 1
        } else if rest.hasSuffix("%"),
            let part = ThresholdQuantity(String(rest.dropLast()).trimmed.withoutPlus, unit: .percent)
        {
            value = part.value(of: .share)
        } else {
            throw Complaint(
                "`\(Value.shortened(text))` is no change from one arm to another",
                remedy: "write a percentage such as -90%, or the ratio as x0.1")
        }
        guard value > -1 else {
            throw Complaint(
                "`\(Value.shortened(text))` leaves nothing", remedy: "write a change above -100%")
        }
    }

    /// `==` of what trials cannot agree on, or of what is told by several of them.
    private static func neverExact(_ text: String, _ what: String) -> Complaint {
        let value: String = relation(of: text).1
        return Complaint(
            "`\(Value.shortened(text))` asks for exactly that in every trial, and \(what) is nothing that trials count",
            remedy: "write `\(Value.shortened(value))` for about that, or < or > in front for a limit")
    }

    private static func rates(of quantity: ClaimQuantity) -> [String] {
        switch quantity {
        case .residentGrowth: ["/day"]
        default: quantity.dimension == .bytesPerClientHour ? ["/h", "/hour"] : []
        }
    }

    private static func read(
        _ text: String, _ dimension: ThresholdDimension, rates: [String]
    ) throws(Complaint) -> (ClaimStatement.Relation, Double) {
        let (relation, rest) = relation(of: text)
        func unreadable() -> Complaint {
            Complaint(
                "`\(Value.shortened(text))` is not \(dimension.words)",
                remedy: "write \(dimension.example), with < or > in front for a limit")
        }
        var number: String = rest.trimmed
        for rate in dimension == .rate ? ["/s"] : rates where number.hasSuffix(rate) {
            number = String(number.dropLast(rate.count)).trimmed
            break
        }
        let digits: Substring = number.prefix { $0.isASCII && $0.isNumber || $0 == "." || $0 == "-" }
        let unitName: String = String(number.dropFirst(digits.count)).trimmed
        guard let unit = ThresholdUnit(name: unitName),
            let quantity = ThresholdQuantity(String(digits), unit: unit),
            dimension.accepts(unit) || unit == .none && quantity == .zero
        else { throw unreadable() }
        return (relation, quantity.value(of: dimension))
    }

    private static func relation(of text: String) -> (ClaimStatement.Relation, String) {
        let signs: [(String, ClaimStatement.Relation)] = [
            ("==", .always), ("<=", .atMost), (">=", .atLeast), ("<", .atMost), (">", .atLeast),
        ]
        let whole: String = text.trimmed
        for (sign, relation) in signs where whole.hasPrefix(sign) {
            return (relation, String(whole.dropFirst(sign.count)).trimmed)
        }
        return (.about, whole)
    }
}

extension ClaimQuantity {
    /// Whether every trial has a whole number of it.
    fileprivate var isCountedInTrials: Bool { self != .clients && dimension == .count }
}

extension String {
    /// Without blanks at either end.
    fileprivate var trimmed: String {
        var part: Substring = self[...]
        while part.first == " " { part = part.dropFirst() }
        while part.last == " " { part = part.dropLast() }
        return String(part)
    }

    fileprivate var withoutPlus: String { hasPrefix("+") ? String(dropFirst()) : self }
}
