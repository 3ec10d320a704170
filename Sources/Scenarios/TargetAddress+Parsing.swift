extension TargetAddress {
    /// Reads `scheme://host[:port][/path]`; `ws` stands for `http` and `wss` for `https`.
    ///
    /// - Returns: The address and the path with its query, `/` when there is none.
    static func parse(_ text: String) throws(Complaint) -> (address: TargetAddress, path: String) {
        let example: String = "write one such as http://127.0.0.1:5000"
        let shown: String = Value.shortened(text)
        guard let colon = text.firstRange(of: "://") else {
            throw Complaint("`\(shown)` is no URL", remedy: example)
        }
        let isSecure: Bool
        switch text[..<colon.lowerBound].lowercased() {
        case "http", "ws": isSecure = false
        case "https", "wss": isSecure = true
        default:
            throw Complaint("`\(shown)` has another scheme than http, https, ws or wss", remedy: example)
        }
        let rest: Substring = text[colon.upperBound...]
        let authority: Substring = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path: String = String(rest[authority.endIndex...])
        guard !authority.contains("@") else {
            throw Complaint("`\(shown)` holds a user name", remedy: "send it with `headers` or `auth`")
        }
        guard !authority.contains("[") else {
            throw Complaint(
                "`\(shown)` names an IPv6 address", remedy: "give the host's name or its IPv4 address")
        }
        let parts: [Substring] = authority.split(separator: ":", omittingEmptySubsequences: false)
        let host: Substring = parts.first ?? ""
        guard parts.count <= 2, !host.isEmpty, host.count <= 253, host.allSatisfy(isHostCharacter) else {
            throw Complaint("`\(shown)` names no host", remedy: example)
        }
        var port: UInt16 = isSecure ? 443 : 80
        if parts.count == 2 {
            guard let number = UInt16(parts[1]), number > 0 else {
                throw Complaint("`\(shown)` has no port from 1 to 65535", remedy: example)
            }
            port = number
        }
        guard !path.contains("#"), path.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
        else {
            throw Complaint(
                "`\(shown)` has characters that a request cannot carry", remedy: "write them as %20 and alike"
            )
        }
        let address = TargetAddress(isSecure: isSecure, host: String(host), port: port)
        return (address, path.hasPrefix("/") ? path : "/" + path)
    }

    private static func isHostCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-._".contains(character))
    }
}

extension Complaint: Error {}
