import CCurl
import CShims
import Glibc

/// How libcurl handles reach an endpoint: its address, and whom they trust there.
enum CurlSecurity {
    /// Sets a handle up for TLS as the endpoint asks; what each option said.
    ///
    /// The folder of authorities is left out, since libcurl keeps the authorities it has read for later
    /// handles (of the same multi handle) only without one: reading them takes 20 ms and more.
    static func apply(_ trust: CertificateTrust, to easy: UnsafeMutableRawPointer) -> [CURLcode] {
        var results: [CURLcode] = [shim_easy_set_string(easy, CURLOPT_CAPATH, nil)]
        switch trust {
        case .system: break
        case .authorities(let file): results.append(shim_easy_set_string(easy, CURLOPT_CAINFO, file))
        case .unchecked:
            results.append(shim_easy_set_string(easy, CURLOPT_CAINFO, nil))
            results.append(shim_easy_set_long(easy, CURLOPT_SSL_VERIFYPEER, 0))
            results.append(shim_easy_set_long(easy, CURLOPT_SSL_VERIFYHOST, 0))
        }
        return results
    }

    /// CURLOPT_CONNECT_TO for the endpoint: its address in place of its host name, which `Host:` and the
    /// certificate's check keep. Nil where they are the same. The caller frees it.
    static func route(to endpoint: Endpoint) -> UnsafeMutablePointer<curl_slist>? {
        guard endpoint.host != endpoint.address else { return nil }
        return curl_slist_append(nil, "::\(endpoint.address):\(endpoint.port)")
    }

    /// What is wrong with the file of authorities, if there is one.
    static func complaint(_ trust: CertificateTrust) -> LoadError? {
        guard case .authorities(let file) = trust else { return nil }
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            return LoadError(
                .plan, "the file of authorities '\(file)' cannot be read: \(LoadError.name(ofErrno: errno))")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(descriptor, &bytes, bytes.count)
        // As PEM marks certificates (RFC 7468), and OpenSSL's `TRUSTED CERTIFICATE`.
        guard String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).contains(" CERTIFICATE-----")
        else {
            return LoadError(
                .plan, "the file of authorities '\(file)' holds no certificate: give PEM (BEGIN CERTIFICATE)")
        }
        return nil
    }
}
