import HTTPTypes
import Hummingbird
import SwarmCore

/// An error answer in the form of RFC 9457, `application/problem+json`.
struct Problem: Error {
    let status: HTTPResponse.Status
    /// What went wrong this time, and what to do about it.
    let detail: String
    /// Further members, values as JSON.
    var members: [(name: String, value: [UInt8])] = []
    /// Further response headers.
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ detail: String) {
        self.status = status
        self.detail = detail
    }

    init(_ error: RequestError) {
        self.init(error.kind == .malformed ? .badRequest : .unprocessableContent, error.detail)
    }

    init(_ refusal: SwarmRefusal) {
        let status: HTTPResponse.Status =
            switch refusal {
            case .invalid, .unknownDependency, .unknownTemplate: .unprocessableContent
            case .queueFull: .serviceUnavailable
            case .tooManyAgents, .agentHasTask: .conflict
            case .unknownAgent: .notFound
            }
        self.init(status, refusal.description)
        if case .queueFull = refusal { headers[.retryAfter] = "1" }
    }

    /// The answer. `type` stays `about:blank`: the status tells the kind, so `title` is its phrase.
    func response() -> Response {
        var json = JSONBytes()
        json.beginObject()
        json.field("type", "about:blank")
        json.field("title", status.reasonPhrase)
        json.field("status", status.code)
        json.field("detail", detail)
        for member in members {
            json.dynamicKey(member.name)
            json.raw(member.value)
        }
        json.endObject()
        var headers = headers
        headers[.contentType] = "application/problem+json"
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }
}
