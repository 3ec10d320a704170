// swift-tools-version: 6.2
import PackageDescription

// Modules and the one direction they depend in are explained in docs/architecture.md.

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOTLS", package: "swift-nio"),
    .product(name: "NIOWebSocket", package: "swift-nio"),
    .product(name: "NIOFoundationCompat", package: "swift-nio"),
]
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let collections: Target.Dependency = .product(name: "Collections", package: "swift-collections")

let package = Package(
    name: "SwarmBench",
    products: [
        .executable(name: "bench", targets: ["Bench"]),
        .executable(name: "swarm-server", targets: ["SwarmServer"]),
        .executable(name: "conformance-server", targets: ["ConformanceServer"]),
        .executable(name: "engine-driver", targets: ["EngineDriver"]),
        .executable(name: "fanout-server", targets: ["FanOutServer"]),
        .executable(name: "proxy-delay", targets: ["ProxyDelay"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.9.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.30.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // Pure: no sockets, no clock.
        .target(name: "SocketIO"),
        .target(name: "Statistics"),
        .target(name: "Results"),
        .target(name: "Scenarios", dependencies: [.product(name: "Yams", package: "Yams")]),

        // The system under test.
        .target(name: "SwarmCore", dependencies: [collections]),
        .target(
            name: "SocketIOServer",
            dependencies: [
                "SocketIO", hummingbird, .product(name: "HummingbirdCore", package: "hummingbird"), logging,
                collections,
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ] + nio),
        .executableTarget(
            name: "SwarmServer",
            dependencies: ["SwarmCore", "SocketIOServer", "SocketIO", hummingbird, logging, arguments] + nio),
        .executableTarget(
            name: "ConformanceServer",
            dependencies: ["SocketIOServer", hummingbird, logging, arguments] + nio),

        // Fan-out on its own, for `make bench-engine`.
        .executableTarget(
            name: "FanOutServer",
            dependencies: ["SocketIOServer", "SwarmCore", hummingbird, logging, arguments] + nio,
            path: "Benchmarks/FanOutServer"),

        // The instrument.
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CShims", dependencies: ["CCurl"]),
        .target(
            name: "Metering",
            dependencies: ["CShims", .product(name: "Histogram", package: "hdrhistogram-swift")]),
        .target(
            name: "LoadEngine",
            dependencies: [
                "Scenarios", "Metering", "CShims", "CCurl",
                .product(name: "HeapModule", package: "swift-collections"),
            ],
            // Each of a worker's objects is used by its thread alone, and a message passes through dozens
            // of their properties: checking every access for overlap costs 2 % of a message.
            swiftSettings: [
                .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
            ]),
        // A TCP proxy whose path can be made bad.
        .target(
            name: "FaultProxy",
            dependencies: [
                "CShims", "Statistics", .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
            ]),
        .target(
            name: "Experiment",
            dependencies: [
                "FaultProxy", "LoadEngine", "Metering", "Scenarios", "Statistics", "Results", "Responder",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        .target(
            name: "Reporting",
            dependencies: ["Results", "Statistics", .product(name: "Mustache", package: "swift-mustache")]),
        .target(name: "History", dependencies: ["Results", .product(name: "GRDB", package: "GRDB.swift")]),
        // Pages on loopback: a run while it goes on, and its files.
        .target(name: "LivePage", dependencies: ["Reporting"] + nio),
        // A server of known behaviour and its own record of it: the truth that the instrument is checked against.
        .target(name: "Responder"),
        .executableTarget(
            name: "Bench",
            dependencies: [
                "Experiment", "History", "LivePage", "LoadEngine", "Reporting", "Responder", "Results",
                "Scenarios", "Statistics", arguments,
            ]),

        // Measuring the instrument itself.
        .target(name: "AllocationCounter", path: "Benchmarks/AllocationCounter"),
        .executableTarget(
            name: "EngineDriver",
            dependencies: ["AllocationCounter", "LoadEngine", "Metering", "Scenarios", arguments],
            path: "Benchmarks/EngineDriver"),

        .executableTarget(
            name: "ProxyDelay", dependencies: ["FaultProxy", arguments], path: "Benchmarks/ProxyDelay"),

        // Tests.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "SocketIOTests", dependencies: ["SocketIO", "TestSupport"]),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
        .testTarget(name: "ResultsTests", dependencies: ["Results"]),
        .testTarget(name: "ScenariosTests", dependencies: ["Scenarios"]),
        .testTarget(name: "SwarmCoreTests", dependencies: ["SwarmCore"]),
        .testTarget(
            name: "SocketIOServerTests",
            dependencies: [
                "SocketIOServer", "SocketIO", "TestSupport", "ConformanceServer", hummingbird, logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ] + nio),
        .testTarget(
            name: "SwarmServerTests",
            dependencies: ["SwarmServer", "SwarmCore", "SocketIO", "TestSupport"]),
        .testTarget(name: "MeteringTests", dependencies: ["Metering", "TestSupport"]),
        .testTarget(
            name: "LoadEngineTests",
            dependencies: [
                "AllocationCounter", "EngineDriver", "CShims", "LoadEngine", "Metering", "Responder",
                "Scenarios",
                "TestSupport",
            ]),
        .testTarget(name: "FaultProxyTests", dependencies: ["CShims", "FaultProxy", "TestSupport"]),
        .testTarget(
            name: "ExperimentTests",
            dependencies: [
                "Experiment", "FaultProxy", "LoadEngine", "Metering", "Responder", "Results", "Scenarios",
                "Statistics", "TestSupport",
            ]),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Reporting", "Results", "Statistics", "TestSupport",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]),
        .testTarget(
            name: "HistoryTests",
            dependencies: [
                "Bench", "History", "Reporting", "Results", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(name: "LivePageTests", dependencies: ["LivePage", "TestSupport"]),
        .testTarget(
            name: "BenchTests",
            dependencies: [
                "Bench", "Experiment", "LivePage", "LoadEngine", "Reporting", "Scenarios", "Statistics",
            ]),
        .testTarget(name: "BenchmarksTests", dependencies: ["LoadEngine", "Responder", "TestSupport"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "TestSupport", "Reporting", "Results", "History", "Bench", "SwarmServer", "ConformanceServer",
                .product(name: "Yams", package: "Yams"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
