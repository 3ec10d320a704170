import HTTPTypes
import Hummingbird
import NIOCore
import SocketIO
import SocketIOServer
import SwarmCore

/// The HTTP API: polling and control.
struct SwarmAPI: Sendable {
    typealias Context = BasicRequestContext
    typealias Handler = @Sendable (Request, Context) async throws -> Response

    /// Longest body of a request, bytes.
    static let bodyLimit = 65_536

    let host: SwarmHost
    let sockets: SocketServer
    let readiness: Readiness
    let figures: HTTPFigures

    /// Everything there is, in the order in which `GET /` lists it.
    private var endpoints: [(method: HTTPRequest.Method, path: String, handler: Handler)] {
        [
            (.get, "/", index),
            (.get, "/api/swarm", getState),
            (.get, "/api/events", getEvents),
            (.get, "/api/agents", listAgents),
            (.post, "/api/agents", createAgent),
            (.get, "/api/agents/{id}", getAgent),
            (.delete, "/api/agents/{id}", deleteAgent),
            (.post, "/api/agents/{id}/status", setStatus),
            (.get, "/api/tasks", listTasks),
            (.post, "/api/tasks", submitTask),
            (.get, "/api/tasks/{id}", getTask),
            (.get, "/api/metrics", getMetrics),
            (.get, "/healthz", getHealth),
            (.get, "/readyz", getReadiness),
            (.get, "/metrics", getPrometheus),
        ]
    }

    /// The router that serves the API.
    func router() -> Router<Context> {
        let router = Router(context: Context.self, options: .autoGenerateHeadEndpoints)
        var table = RouteTable()
        for endpoint in endpoints { table.add(endpoint.method.rawValue, endpoint.path) }
        router.add(middleware: ProblemMiddleware(routes: table, figures: figures))
        for endpoint in endpoints {
            router.on(RouterPath(endpoint.path), method: endpoint.method, use: endpoint.handler)
        }
        return router
    }

    private func index(_ request: Request, _ context: Context) -> Response {
        let page = IndexPage.html(endpoints: endpoints.map { ($0.method.rawValue, $0.path) })
        return Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
    }

    /// Runs a command on the swarm; what it refuses becomes a problem.
    func command<Value: Sendable>(
        _ body: @escaping @Sendable (Swarm, Int64) throws -> Value
    ) async throws -> Value {
        do {
            return try await host.perform(body)
        } catch let refusal as SwarmRefusal {
            throw Problem(refusal)
        }
    }

    /// Reads a request's body as JSON and makes something of it.
    func parsed<Value>(
        _ request: Request, _ context: Context, _ parse: (JSONValue) throws(RequestError) -> Value
    ) async throws -> Value {
        var request = request
        let body: ByteBuffer
        do {
            body = try await request.collectBody(upTo: SwarmAPI.bodyLimit)
        } catch is NIOTooManyBytesError {
            throw Problem(.contentTooLarge, "the body is longer than \(SwarmAPI.bodyLimit) bytes")
        } catch {
            // The client broke off. Nothing is wrong with the server, and most likely nobody reads the answer.
            context.logger.debug("a body broke off", metadata: ["error": "\(error)"])
            throw Problem(.badRequest, "the body did not arrive completely")
        }
        do throws(RequestError) {
            let value: JSONValue
            do throws(JSONError) {
                value = try JSONValue(parsing: Array(body.readableBytesView), maximumDepth: 32)
            } catch {
                throw RequestError(.malformed, "the body is not JSON: \(error.description)")
            }
            return try parse(value)
        } catch {
            throw Problem(error)
        }
    }

    /// An answer in JSON.
    func json(
        _ bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
