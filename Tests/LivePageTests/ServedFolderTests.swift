import Foundation
import Testing

@testable import LivePage

/// A run's folder with a secret beside it.
final class FolderFixture {
    let root: URL
    let folder: ServedFolder

    init() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("live-\(UUID().uuidString)")
        let run = root.appendingPathComponent("run")
        folder = ServedFolder(path: run.path)
        try FileManager.default.createDirectory(
            at: run.appendingPathComponent("trials/01"), withIntermediateDirectories: true)
        try write("run/report.json", "{}")
        try write("run/report.md", "# Report\n")
        try write("run/trials/01/a & b.csv", "x\n1\n")
        try write("secret", "nobody may see this")
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: root.appendingPathComponent(path))
    }

    func text(_ target: String) -> String? {
        guard let path = RequestPath(target: target), let file = folder.open(path) else { return nil }
        let handle = FileHandle(fileDescriptor: file.descriptor, closeOnDealloc: true)
        let data = handle.readDataToEndOfFile()
        return data.count == file.size ? String(decoding: data, as: UTF8.self) : nil
    }
}

@Suite("The files of a run's folder")
struct ServedFolderTests {
    @Test("are served, also those below it")
    func served() throws {
        let fixture = try FolderFixture()
        #expect(fixture.text("/report.md") == "# Report\n")
        #expect(fixture.text("/trials/01/a%20&%20b.csv") == "x\n1\n")
        #expect(fixture.text("/none") == nil)
        #expect(fixture.folder.files == ["report.json", "report.md", "trials/01/a & b.csv"])
        #expect(fixture.folder.holds("report.json") && !fixture.folder.holds("report.html"))
    }

    @Test("No link leads out of the folder, be it a file or a folder on the way")
    func links() throws {
        let fixture = try FolderFixture()
        let run = fixture.root.appendingPathComponent("run")
        let secret = fixture.root.appendingPathComponent("secret").path
        try FileManager.default.createSymbolicLink(
            atPath: run.appendingPathComponent("link").path, withDestinationPath: secret)
        try FileManager.default.createSymbolicLink(
            atPath: run.appendingPathComponent("up").path, withDestinationPath: fixture.root.path)
        try FileManager.default.createSymbolicLink(
            atPath: run.appendingPathComponent("inside").path, withDestinationPath: "report.md")
        for target in ["/link", "/up/secret", "/inside", "/up/run/report.md"] {
            #expect(fixture.text(target) == nil, "\(target)")
        }
        #expect(!fixture.folder.files.contains("link"))
    }

    @Test("Folders, named pipes and what may not be read are nothing to serve, and hold nobody up")
    func others() throws {
        let fixture = try FolderFixture()
        #expect(mkfifo(fixture.root.appendingPathComponent("run/pipe").path, 0o600) == 0)
        #expect(fixture.text("/pipe") == nil)
        #expect(fixture.text("/trials") == nil)
        #expect(fixture.text("/") == nil)
        #expect(ServedFolder(path: "/nonexistent").files == [])
    }

    @Test("The folder itself may be reached by a link: its owner chose it")
    func linkedFolder() throws {
        let fixture = try FolderFixture()
        let link = fixture.root.appendingPathComponent("latest").path
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: fixture.folder.path)
        #expect(ServedFolder(path: link).holds("report.md"))
    }
}

@Suite("What is answered")
struct PageRoutesTests {
    private static func routes(_ folder: ServedFolder, isLive: Bool) -> PageRoutes {
        PageRoutes(folder: folder, isLive: isLive, hosts: HostCheck(port: 8080))
    }

    private static func status(_ answer: PageRoutes.Answer) -> Int? {
        switch answer {
        case .text(let status, _, _): status
        case .redirect: 302
        case .file(let file, _):
            close(file.descriptor) == 0 ? 200 : nil
        case .events: nil
        }
    }

    @Test(
        "Only GET, only to this host, only files of the folder",
        arguments: [
            ("GET", "/report.json", "localhost:8080", 200), ("HEAD", "/report.json", "localhost:8080", 405),
            ("POST", "/", "localhost:8080", 405), ("DELETE", "/report.json", "localhost:8080", 405),
            ("GET", "/secret", "localhost:8080", 404), ("GET", "/../secret", "localhost:8080", 404),
            ("GET", "/report.json", "evil.example:8080", 421), ("GET", "/", "evil.example", 421),
            ("GET", "/events", "localhost:8080", 404),
        ])
    func refusals(method: String, target: String, host: String, expected: Int) throws {
        let fixture = try FolderFixture()
        let answer = Self.routes(fixture.folder, isLive: false)
            .answer(method: method, target: target, hosts: [host])
        #expect(Self.status(answer) == expected)
    }

    @Test("The folder's page is the report, or a list of its files without one")
    func folder() throws {
        let fixture = try FolderFixture()
        let routes = Self.routes(fixture.folder, isLive: false)
        let hosts = ["localhost:8080"]
        guard case .text(200, _, let list) = routes.answer(method: "GET", target: "/", hosts: hosts) else {
            Issue.record("no list")
            return
        }
        #expect(list.contains(#"<a href="/trials/01/a%20%26%20b.csv">trials/01/a &amp; b.csv</a>"#))
        try fixture.write("run/report.html", "<!doctype html>")
        #expect(routes.answer(method: "GET", target: "/", hosts: hosts) == .redirect("/report.html"))
    }

    @Test("While a run is under way, the page is its own, and the report lies beside it")
    func live() throws {
        let fixture = try FolderFixture()
        let routes = Self.routes(fixture.folder, isLive: true)
        let hosts = ["localhost:8080"]
        #expect(routes.answer(method: "GET", target: "/events", hosts: hosts) == .events)
        #expect(Self.status(routes.answer(method: "GET", target: "/report.md", hosts: hosts)) == 200)
        guard case .text(200, _, let page) = routes.answer(method: "GET", target: "/", hosts: hosts) else {
            Issue.record("no page")
            return
        }
        #expect(page.hasPrefix("<!doctype html>"))
        // Nothing is fetched from anywhere else; the namespace of SVG is only a name.
        let addresses = page.replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!addresses.contains("http://") && !addresses.contains("https://"))
    }

    @Test(
        "Types are those of the endings; what browsers would download is text",
        arguments: [
            ("/report.html", "text/html; charset=utf-8"), ("/report.json", "application/json"),
            ("/junit.xml", "application/xml"), ("/report.md", "text/plain; charset=utf-8"),
            ("/series.csv", "text/plain; charset=utf-8"), ("/a.hgrm", "text/plain; charset=utf-8"),
            ("/none", "text/plain; charset=utf-8"),
        ])
    func types(target: String, type: String) throws {
        #expect(try #require(RequestPath(target: target)).contentType == type)
    }
}
