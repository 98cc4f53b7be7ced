import Testing

@testable import ShrikeText

struct DiagnosticTests {
  @Test func aFramePointsIntoItsLine() {
    let text = DiagnosedText(file: "shrike.yml", bytes: Array("version: 1\nfail-on: hihg\n".utf8))
    let diagnostic = text.diagnostic(
      .error, "config.severity", "'hihg' is not a severity", at: ByteRange(20, 24),
      label: "did you mean 'high'?", help: "known: low, high")
    #expect(
      diagnostic.text() == """
        error[config.severity]: 'hihg' is not a severity
         --> shrike.yml:2:10
          |
        2 | fail-on: hihg
          |          ^^^^ did you mean 'high'?
          = help: known: low, high
        """)
  }

  @Test func wideLineNumbersMoveTheGutter() {
    let bytes = Array((String(repeating: "x\n", count: 122) + "größe: 9").utf8)
    let text = DiagnosedText(file: "a.yml", bytes: bytes)
    let diagnostic = text.diagnostic(
      .warning, "x.y", "odd", at: ByteRange(bytes.count - 1, bytes.count))
    #expect(
      diagnostic.text() == """
        warning[x.y]: odd
           --> a.yml:123:8
            |
        123 | größe: 9
            |        ^
        """)
  }

  @Test func withoutAPlaceOnlyTheFileIsNamed() {
    let diagnostic = Diagnostic(.note, "a.b", "so it is", file: "f", label: "there", help: "do it")
    #expect(
      diagnostic.text() == """
        note[a.b]: so it is
         --> f
          = there
          = help: do it
        """)
    #expect(Diagnostic(.error, "a.b", "plain").text() == "error[a.b]: plain")
  }

  @Test func coloursSurroundAndNothingElse() {
    let text = DiagnosedText(file: "f", bytes: Array("abc".utf8))
    let diagnostic = text.diagnostic(.error, "a", "m", at: ByteRange(1, 2), label: "l", help: "h")
    let coloured = diagnostic.text(TextStyle(colour: true))
    #expect(coloured.contains("\u{1B}[1;31merror[a]\u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == diagnostic.text())
  }

  /// A range over several lines marks the first; an empty one and one beyond the end mark one place.
  @Test(arguments: [
    (ByteRange(1, 6), 1, 2, 2), (ByteRange(0, 0), 1, 1, 1), (ByteRange(99, 120), 2, 5, 1),
    (ByteRange(3, 4), 1, 4, 1), (ByteRange(4, 8), 2, 1, 4),
  ])
  func rangesAreCutToTheirLine(_ range: ByteRange, _ line: Int, _ column: Int, _ length: Int) {
    let frame = DiagnosedText(file: "f", bytes: Array("abc\ndefg".utf8)).frame(range)
    #expect(frame.line == line && frame.column == column && frame.length == length)
  }

  @Test func longLinesAreCutAroundThePlace() {
    let line = String(repeating: "a", count: 300) + "HERE" + String(repeating: "b", count: 300)
    let text = DiagnosedText(file: "f", bytes: Array(line.utf8))
    let frame = text.frame(ByteRange(300, 304))
    #expect(frame.column == 301 && frame.length == 4)
    #expect(frame.text.unicodeScalars.count <= 200)
    let shown = text.diagnostic(.error, "a", "m", at: ByteRange(300, 304)).text()
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    let caret = lines.last?.firstIndex(of: "^").map {
      lines[4].distance(from: lines[4].startIndex, to: $0)
    }
    let here = lines[3].firstRange(of: "HERE").map {
      lines[3].distance(from: lines[3].startIndex, to: $0.lowerBound)
    }
    #expect(caret != nil && caret == here, "\(shown)")
  }

  @Test func hostileTextCannotMoveTheCursor() {
    #expect("a\u{1B}[2Jb\r\u{7F}\u{202E}c\td".printable == "a␛[2Jb␍␡\u{FFFD}c  d")
    #expect("größe 🦊".printable == "größe 🦊")
    let diagnostic = Diagnostic(.error, "a", "m\u{1B}[31m", file: "x\n\u{9B}y", help: "\u{7}")
    #expect(!diagnostic.text().unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!diagnostic.text().unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
  }

  @Test func complaintsAreBounded() {
    var diagnostics = Diagnostics()
    #expect(diagnostics.isEmpty && !diagnostics.hasErrors)
    for number in 0..<(Diagnostics.limit + 7) {
      diagnostics.report(Diagnostic(number % 2 == 0 ? .error : .note, "a", "\(number)"))
    }
    #expect(diagnostics.errorCount == (Diagnostics.limit + 8) / 2)
    #expect(diagnostics.dropped == 7)
    let all = diagnostics.finish()
    #expect(all.count == Diagnostics.limit + 1)
    #expect(all.last?.message == "7 more diagnostics are not shown")
  }

  @Test func levelsAreOrdered() {
    #expect(Diagnostic.Level.note < .warning && Diagnostic.Level.warning < .error)
  }
}

struct SuggestionTests {
  @Test(
    arguments: [
      ("hihg", "high"), ("HIGH", "high"), ("crit", nil), ("critcal", "critical"), ("lwo", "low"),
      ("", nil), ("x", nil), ("medum", "medium"), ("mediumm", "medium"), ("wholly-different", nil),
      ("criticla", "critical"),
    ] as [(String, String?)])
  func theNearestWordIsMeant(_ word: String, _ expected: String?) {
    #expect(suggestion(for: word, among: ["low", "medium", "high", "critical"]) == expected)
  }

  @Test func theFirstWinsATie() {
    #expect(suggestion(for: "abc", among: ["abd", "abe"]) == "abd")
    #expect(suggestion(for: "abc", among: [String]()) == nil)
  }

  @Test func hugeWordsCostNothing() {
    let huge = String(repeating: "x", count: 1_000_000)
    #expect(suggestion(for: huge, among: ["high", huge]) == nil)
  }
}
