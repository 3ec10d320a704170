import Testing

@testable import Bench

@Suite("Drawing in place")
struct ScreenOutputTests {
    private static let esc = "\u{1B}"

    @Test("The first view hides the cursor, the next is drawn over it, and erasing gives everything back")
    func cycle() {
        let esc = Self.esc
        var screen = ScreenOutput()
        #expect(screen.erase() == nil)
        #expect(
            screen.draw(["a", "b", "c"], width: 80, height: 24)
                == "\(esc)[?25l\ra\(esc)[K\r\nb\(esc)[K\r\nc\(esc)[K")
        #expect(
            screen.draw(["d", "e", "f"], width: 80, height: 24)
                == "\r\(esc)[2Ad\(esc)[K\r\ne\(esc)[K\r\nf\(esc)[K")
        #expect(screen.erase() == "\r\(esc)[2A\(esc)[J\(esc)[?25h")
        #expect(screen.erase() == nil)
    }

    @Test("A shorter view leaves nothing of the longer one, and one line needs no way up")
    func shorter() {
        let esc = Self.esc
        var screen = ScreenOutput()
        _ = screen.draw(["a", "b", "c"], width: 80, height: 24)
        #expect(screen.draw(["x"], width: 80, height: 24) == "\r\(esc)[2Ax\(esc)[K\(esc)[J")
        #expect(screen.draw(["y"], width: 80, height: 24) == "\ry\(esc)[K")
        #expect(screen.erase() == "\r\(esc)[J\(esc)[?25h")
    }

    @Test("A terminal that became smaller is cleared, since it has broken the lines anew")
    func smaller() {
        let esc = Self.esc
        for (width, height, clears) in [(79, 24, true), (80, 23, true), (81, 25, false)] {
            var screen = ScreenOutput()
            _ = screen.draw(["a", "b"], width: 80, height: 24)
            let text = screen.draw(["a", "b"], width: width, height: height)
            #expect(text.hasPrefix("\(esc)[2J\(esc)[H") == clears)
        }
    }
}
