import ArgumentParser
import LoadEngine

/// Whom the certificate of a target behind `https://` or `wss://` has to convince.
struct TrustOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "For targets behind https or wss: PEM file of the authorities that are trusted, and no others.",
            valueName: "file"))
    var cacert: String?

    @Flag(help: "For targets behind https or wss: takes any certificate. The report warns of it.")
    var insecure = false

    var trust: CertificateTrust {
        if insecure { return .unchecked }
        return cacert.map { .authorities(file: $0) } ?? .system
    }

    func validate() throws {
        guard cacert == nil || !insecure else {
            throw ValidationError("--cacert checks certificates and --insecure does not: give one of them.")
        }
    }
}
