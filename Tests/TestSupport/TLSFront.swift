import Foundation

/// nginx, ending TLS in front of a server without it. One port for every kind of certificate.
package final class TLSFront {
    private let program: RunningProgram
    private let ports: [TestCertificates.Kind: UInt16]

    /// Starts nginx and waits until it listens.
    ///
    /// - Parameter backend: port of the server on 127.0.0.1.
    /// - Throws: When nginx is absent or does not start.
    package init(_ certificates: TestCertificates, backend: UInt16) async throws {
        var ports: [TestCertificates.Kind: UInt16] = [:]
        for kind in TestCertificates.Kind.allCases { ports[kind] = UInt16(try FreePort.any()) }
        self.ports = ports
        let folder = certificates.folder.appendingPathComponent("nginx-\(backend)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let configuration = folder.appendingPathComponent("nginx.conf")
        try Data(Self.configuration(certificates, ports: ports, backend: backend).utf8).write(
            to: configuration)
        // Debian puts it where only root's PATH looks.
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin:/sbin"
        program = try RunningProgram(
            URL(fileURLWithPath: "/usr/bin/env"),
            arguments: [
                "PATH=\(path)", "nginx", "-p", folder.path, "-c", configuration.path, "-e", "stderr",
            ])
        for port in ports.values {
            try await eventually("nginx listens on \(port)", else: { self.program.errors.text }) {
                (try? RawConnection(port: Int(port))) != nil
            }
        }
    }

    deinit { program.send(SIGKILL) }

    /// Where the certificate of this kind is shown.
    package func port(_ kind: TestCertificates.Kind) -> UInt16 { ports[kind] ?? 0 }

    private static func configuration(
        _ certificates: TestCertificates, ports: [TestCertificates.Kind: UInt16], backend: UInt16
    ) -> String {
        let servers = ports.map { kind, port in
            """
                server {
                    listen 127.0.0.1:\(port) ssl backlog=4096;
                    ssl_certificate \(certificates.certificate(kind));
                    ssl_certificate_key \(certificates.key(kind));
                    location / {
                        proxy_pass http://backend;
                        proxy_http_version 1.1;
                        proxy_set_header Host $http_host;
                        proxy_set_header Upgrade $http_upgrade;
                        proxy_set_header Connection $upgrading;
                        proxy_buffering off;
                        proxy_read_timeout 1h;
                    }
                }
            """
        }
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
            "    \($0)_temp_path \($0)_temp;"
        }
        return """
            daemon off;
            master_process off;
            pid nginx.pid;
            worker_rlimit_nofile 8192;
            events { worker_connections 4000; }
            http {
            \(temporary.joined(separator: "\n"))
                access_log off;
                keepalive_timeout 1h;
                keepalive_requests 1000000;
                map $http_upgrade $upgrading { default upgrade; '' ''; }
                upstream backend { server 127.0.0.1:\(backend); keepalive 512; }
            \(servers.joined(separator: "\n"))
            }
            """
    }
}
