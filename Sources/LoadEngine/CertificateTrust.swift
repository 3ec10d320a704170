/// Whose word is taken for the identity of a server behind TLS (`https`, `wss`).
///
/// Unless it is `unchecked`, the certificate also has to hold the endpoint's host name or address,
/// and to be valid at this moment.
package enum CertificateTrust: Sendable, Hashable, Codable {
    /// The authorities that this machine trusts.
    case system
    /// The authorities in this PEM file, and no others.
    case authorities(file: String)
    /// Nobody's: any certificate will do, so the server may be an impostor.
    case unchecked

    /// Throws when the file of authorities cannot be read or holds no certificate.
    package func check() throws(LoadError) {
        if let complaint = CurlSecurity.complaint(self) { throw complaint }
    }
}
