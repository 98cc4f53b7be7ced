import ShrikeText
import Testing

@testable import ShrikeWorkflows

/// Whatever the bytes are, both ways into them come back.
@Suite struct HostileInputTests {
  private func read(_ bytes: [UInt8]) {
    _ = WorkflowCheck.problems(in: bytes, file: "x.yml")
    _ = PipelineAudit.findings(in: bytes, file: "x.yml")
  }

  private static let head = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"

  @Test(arguments: [
    "a: &a [*a]", "? [a, b]\n: c", "on: 2020-01-01\njobs: 2020-01-01", "on: {push: *x}",
    "---\n---\n",
    "on: [push, [push]]\njobs: []", "\u{0}", "\t", "on: !!binary x",
    "on: push\njobs: {a: {steps: {}}}",
    "on: &o push\njobs: {*o : *o}", "%YAML 9\n---\na",
    "on: push\r\njobs:\r\n  a:\r\n    steps: -\r\n",
    "runs: {using: composite, steps: 5}", "updates: [5, [], {cooldown: 5}]\nversion: 2",
    head + "      - run: \"${{ 'a\"", head + "      - run: '${{ ''a'' }}'",
    head + "      - run: >\n          ${{ github.ref\n          == 'a' }}\n          ${{ a",
    head + "      - run: \"a\\n${{ github.head_ref }}\\u20AC\"",
    head + "      - run: |\n          $(((((`\"'<<A <<-'B'\n          {{{ ${ ${{",
  ])
  func comesBack(_ text: String) { read(Array(text.utf8)) }

  @Test func comesBackFromDepth() {
    for part in ["[", "{a: ", "- ", "a:\n ", "? ", "- - "] {
      read(Array(("on: push\njobs: " + String(repeating: part, count: 20_000)).utf8))
    }
    for part in ["$(", "(", "`", "\"$(", "{ ", "<(", "${{"] {
      read(
        Array(
          (Self.head + "      - run: |\n          " + String(repeating: part, count: 20_000)).utf8))
    }
  }

  @Test(.timeLimit(.minutes(1))) func comesBackFromLength() {
    let long = String(repeating: "a", count: 300_000)
    read(Array("on: push\n\(long): \(long)".utf8))
    read(Array((Self.head + "      - run: echo \(long) ${{ github.\(long) }}").utf8))
    read(Array((Self.head + "      - run: \(String(repeating: "${{ a }}", count: 20_000))").utf8))
    read(Array((Self.head + "      - uses: \(long)/\(long)@\(long)").utf8))
    let jobs = (0..<2_000).map {
      "  j\($0): { needs: j\($0 + 1), runs-on: x, steps: [{ run: a }] }"
    }
    read(Array(("on: push\njobs:\n" + jobs.joined(separator: "\n")).utf8))
  }

  @Test func comesBackFromAliases() {
    var text = "on: push\na0: &a0 [x, x]\n"
    for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    read(Array(text.utf8))
  }

  /// Files of the cases, cut anywhere and with bytes changed at random.
  @Test(.timeLimit(.minutes(2))) func comesBackFromDamage() {
    var state: UInt64 = 0x5DEE_CE66
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let files = AuditCases.all.map(\.pipeline.bytes) + WorkflowCheckTests.cases.map(\.bytes)
    let signs = Array("&*{}[]:-'\"|>#!$%@\n\t ?,\u{0}\u{FF}".utf8)
    for file in files {
      for _ in 0..<12 {
        var bytes = file
        if random(3) == 0 { bytes.removeLast(random(bytes.count)) }
        for _ in 0...random(4) where !bytes.isEmpty {
          bytes[random(bytes.count)] = signs[random(signs.count)]
        }
        read(bytes)
      }
    }
  }
}
