/// `If-None-Match`, RFC 9110 section 13.1.2.
enum EntityTag {
    /// Whether the header's value names the tag, so that 304 answers the request. Tags compare weakly; `*`
    /// names every tag.
    static func matches(ifNoneMatch header: String, tag: String) -> Bool {
        if header == "*" { return true }
        return header.split(separator: ",").contains { candidate in
            let trimmed = candidate.drop { $0 == " " || $0 == "\t" }
            let opaque = trimmed.hasPrefix("W/") ? trimmed.dropFirst(2) : trimmed
            var end = opaque
            while end.last == " " || end.last == "\t" { end.removeLast() }
            return end == tag
        }
    }
}
