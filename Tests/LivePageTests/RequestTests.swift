import Testing

@testable import LivePage

@Suite("Whose requests are answered")
struct HostCheckTests {
    @Test(
        "A page of another site, or one that made its name point here, is not answered",
        arguments: [
            (["127.0.0.1:8080"], true), (["localhost:8080"], true), (["LocalHost:8080"], true),
            (["[::1]:8080"], true), (["127.0.0.1"], false), (["127.0.0.1:8081"], false),
            (["evil.example:8080"], false), (["127.0.0.1.evil.example:8080"], false),
            (["evil.example"], false), ([], false), (["127.0.0.1:8080", "evil.example"], false),
            ([""], false), (["127.0.0.1:8080 "], false), (["user@127.0.0.1:8080"], false),
        ] as [([String], Bool)])
    func hosts(hosts: [String], expected: Bool) {
        #expect(HostCheck(port: 8080).accepts(hosts) == expected)
    }

    @Test("On port 80 the port may be missing, as browsers leave it out")
    func defaultPort() {
        #expect(HostCheck(port: 80).accepts(["localhost"]))
        #expect(HostCheck(port: 80).accepts(["localhost:80"]))
        #expect(!HostCheck(port: 81).accepts(["localhost"]))
    }
}

@Suite("Paths of requests")
struct RequestPathTests {
    @Test(
        "Names of a run's files are understood",
        arguments: [
            ("/", []), ("/report.html", ["report.html"]), ("/report.html?x=/../y#z", ["report.html"]),
            ("/trials/03-push@10-block1/entries.csv", ["trials", "03-push@10-block1", "entries.csv"]),
            ("/percentiles/push%4010.hgrm", ["percentiles", "push@10.hgrm"]),
            ("/a%20b/%C3%A9", ["a b", "é"]), ("/..report", nil), ("/report..html", ["report..html"]),
        ] as [(String, [String]?)])
    func good(target: String, expected: [String]?) {
        #expect(RequestPath(target: target)?.names == expected)
    }

    @Test(
        "Everything else is nothing",
        arguments: [
            "", "report.html", "http://evil.example/report.html", "//etc/passwd", "/trials//x", "/trials/",
            "/../report.json", "/trials/../../etc/passwd", "/%2e%2e/etc/passwd", "/trials/%2E%2E/x",
            "/..%2fetc", "/%2fetc%2fpasswd", "/a%5c..%5cb", "/a\\b", "/.writable", "/.git/config", "/.",
            "/a%00.html", "/a%0d%0ab", "/%", "/%4", "/%zz", "/%ff", "/%c0%ae%c0%ae/x", "*",
            "/" + String(repeating: "a", count: 256), "/" + String(repeating: "a/", count: 600) + "b",
        ])
    func bad(target: String) {
        #expect(RequestPath(target: target) == nil)
    }
}
