import Hummingbird
import Logging
import ServiceLifecycle

/// Runs an application and shuts it down gracefully on demand.
actor GracefulStop {
    private var group: ServiceGroup?
    private var isTriggered = false

    func run(_ application: some ApplicationProtocol & Service) async throws {
        let group = ServiceGroup(
            configuration: .init(
                services: [application], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        self.group = group
        try await group.run()
    }

    func trigger() async {
        guard !isTriggered, let group else { return }
        isTriggered = true
        await group.triggerGracefulShutdown()
    }
}
