import CCurl

/// Why there is no TLS connection, and what to do about it.
struct TLSFailure: Equatable {
    /// For the counts of errors: `certificate` when the server is not who it should be, else `tls`.
    let kind: String
    let reason: String

    /// Nil when `code` is not about TLS.
    ///
    /// - Parameters:
    ///   - detail: libcurl's own words for this handle (CURLOPT_ERRORBUFFER); may be empty.
    ///   - verdict: CURLINFO_SSL_VERIFYRESULT, the X509_V_ERR_* of OpenSSL.
    init?(_ code: CURLcode, detail: String, verdict: Int, authority: String) {
        let words = detail.isEmpty ? CurlLibrary.message(code) : detail
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION:
            kind = "certificate"
            reason =
                "the certificate of \(authority) is refused (\(words)): "
                + Self.remedy(verdict) + ", or measure without checking it with --insecure"
        case CURLE_SSL_CACERT_BADFILE:
            kind = "certificate"
            reason =
                "the certificate of \(authority) cannot be checked (\(words)): "
                + "give a PEM file of its authority with --cacert FILE, or measure without checking it with --insecure"
        case CURLE_SSL_CONNECT_ERROR where words.contains("wrong version number"):
            kind = "tls"
            reason =
                "\(authority) does not speak TLS (\(words)): use http:// or ws://, or the port of its https"
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM:
            kind = "tls"
            reason = "no TLS connection to \(authority): \(words)"
        default: return nil
        }
    }

    private static func remedy(_ verdict: Int) -> String {
        switch verdict {
        case 0: "connect by a name that it holds"
        case 9, 10: "renew it (or put this machine's clock right)"
        default: "give the file of its authority with --cacert FILE"
        }
    }
}
