import HTTPTypes
import Hummingbird
import Logging

/// Turns every error into a problem answer, tells 405 from 404, and counts answers.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    let routes: RouteTable
    let figures: HTTPFigures

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = problem(for: error, request, context).response()
            if request.method == .head { response.body = ResponseBody() }
        }
        figures.count(status: response.status.code)
        return response
    }

    private func problem(for error: any Error, _ request: Request, _ context: Context) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as HTTPError where error.status == .notFound: return unrouted(request)
        case let error as HTTPError: return Problem(error.status, error.body ?? error.status.reasonPhrase)
        default:
            context.logger.error(
                "request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return Problem(.internalServerError, "the server failed to answer; its log says more")
        }
    }

    private func unrouted(_ request: Request) -> Problem {
        let methods = routes.methods(path: request.uri.path)
        guard !methods.isEmpty else {
            return Problem(.notFound, "there is nothing at \(request.uri.path); GET / lists what there is")
        }
        let allowed = methods.joined(separator: ", ")
        var problem = Problem(
            .methodNotAllowed, "\(request.method.rawValue) is not possible here; allowed: \(allowed)")
        problem.headers[.allow] = allowed
        return problem
    }
}
