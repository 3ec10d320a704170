import CCurl

/// libcurl's process-wide state, which has to exist before any handle and be made once.
enum CurlLibrary {
    private static let result: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    static func prepare() throws(LoadError) {
        guard result == CURLE_OK else {
            throw LoadError(.system, "libcurl could not start: \(message(result))")
        }
    }

    static func message(_ code: CURLcode) -> String {
        guard let text = curl_easy_strerror(code) else { return "libcurl error \(code.rawValue)" }
        return String(cString: text)
    }
}
