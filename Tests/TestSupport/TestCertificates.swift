import Foundation

/// An authority of its own and certificates signed by it, made by openssl(1) in a temporary folder that goes with it.
package final class TestCertificates: Sendable {
    /// What a certificate is good for.
    package enum Kind: String, CaseIterable, Sendable {
        /// `localhost` and 127.0.0.1, now.
        case good
        /// Another name and no address.
        case elsewhere
        /// `localhost` and 127.0.0.1, until some years ago.
        case expired
    }

    package let folder: URL
    /// The authority's certificate, PEM.
    package var authority: String { folder.appendingPathComponent("ca.pem").path }

    /// - Throws: When openssl is absent or fails; the message holds its last words.
    package init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            "ca.key", "-out", "ca.pem", "-subj", "/CN=Test authority", "-days", "2")
        for kind in Kind.allCases { try make(kind) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// PEM files.
    package func certificate(_ kind: Kind) -> String { folder.appendingPathComponent("\(kind).pem").path }
    package func key(_ kind: Kind) -> String { folder.appendingPathComponent("\(kind).key").path }

    private func make(_ kind: Kind) throws {
        let names = kind == .elsewhere ? "DNS:elsewhere.example" : "DNS:localhost,IP:127.0.0.1"
        try Data("subjectAltName=\(names)\n".utf8).write(to: folder.appendingPathComponent("\(kind).ext"))
        try openssl(
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            "\(kind).key", "-out", "\(kind).csr", "-subj", "/CN=\(kind)")
        var signing = [
            "x509", "-req", "-in", "\(kind).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-extfile", "\(kind).ext", "-out", "\(kind).pem", "-days", "2",
        ]
        // x509 signs from now on; `ca` signs for any time, and wants its books.
        if kind == .expired {
            try Data().write(to: folder.appendingPathComponent("index.txt"))
            let books = """
                [ca]
                default_ca = test
                [test]
                database = index.txt
                serial = ca.srl
                new_certs_dir = .
                default_md = sha256
                policy = any
                [any]
                commonName = supplied
                """
            try Data(books.utf8).write(to: folder.appendingPathComponent("ca.cnf"))
            signing = [
                "ca", "-batch", "-notext", "-config", "ca.cnf", "-in", "\(kind).csr", "-cert", "ca.pem",
                "-keyfile",
                "ca.key", "-extfile", "\(kind).ext", "-out", "\(kind).pem", "-startdate", "20200101000000Z",
                "-enddate", "20200201000000Z",
            ]
        }
        try openssl(signing)
    }

    private func openssl(_ arguments: String...) throws { try openssl(arguments) }

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        let words = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = words
        try process.run()
        let text = String(decoding: words.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TestSupportError("openssl \(arguments.joined(separator: " ")): \(text)")
        }
    }
}
