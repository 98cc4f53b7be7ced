import Foundation
import ShrikeExchange
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikePipeline

/// Other programs that a scan runs: small shell scripts stand for them.
struct ToolScanTests {
  /// A folder with a program `fake` on the PATH, and a configuration that names it.
  private func place(_ script: String, _ tool: String = "{name: fake, command: [fake]}") throws
    -> Place
  {
    let place = try Place()
    try program(place, "fake", script)
    try place.write("shrike.yml", "tools:\n  - \(tool)\n")
    try place.write("src/app.py", "one()\ntwo()  # shrike:allow B2 decided\nthree()\n")
    return place
  }

  private func program(_ place: Place, _ name: String, _ script: String) throws {
    try place.write("../bin/\(name)", "#!/bin/sh\n\(script)\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: place.outside + "/bin/\(name)")
  }

  private func request(_ place: Place, consent: Bool = true) -> ScanRequest {
    var request = place.request(
      environment: ["PATH": "\(place.outside)/bin:/usr/bin:/bin", "SHRIKE_TOKEN": "shk_x"])
    request.runsTools = consent
    // 2026-01-01.
    request.now = 1_767_225_600_000_000_000
    return request
  }

  private func status(_ report: Report, _ name: String = "fake") -> Coverage.Status? {
    report.coverage.first { $0.engine == "tool:\(name)" }?.status
  }

  /// Bandit's report of results `(id, severity, path, line)`.
  private static func bandit(_ results: [(String, String, String, Int)]) -> String {
    let rows = results.map {
      #"{"test_id": "\#($0.0)", "test_name": "t", "issue_severity": "\#($0.1)", "#
        + #""issue_confidence": "HIGH", "issue_text": "Text of \#($0.0)", "filename": "\#($0.2)", "#
        + #""line_number": \#($0.3)}"#
    }
    return
      #"{"errors": [], "generated_at": "2026-01-01T00:00:00Z", "metrics": {"_totals": {}}, "results": "#
      + "[\(rows.joined(separator: ", "))]}"
  }

  private static let two = bandit([
    ("B1", "HIGH", "./src/app.py", 1), ("B2", "MEDIUM", "./src/app.py", 2),
  ])

  @Test func findingsJoinTheReport() throws {
    let place = try place("cat <<'END'\n\(Self.two)\nEND\nexit 1")
    let report = try place.scan(request(place))
    #expect(status(report) == .ran)
    #expect(report.findings.map(\.rule) == ["fake/B1"])
    #expect(place.places(report) == ["src/app.py:1"])
    #expect(report.suppressed.map(\.rule) == ["fake/B2"])
    #expect(report.suppressed.first?.waivers.first?.source == .inlineComment)
    #expect(report.suppressed.first?.waivers.first?.reason == "decided")
    #expect(report.rules.first { $0.id == "fake/B1" }?.engine == "tool:fake")
    #expect(report.verdict.word == "fail")
  }

  @Test func waiversSeveritiesAndExclusionsHold() throws {
    let report = Self.bandit([
      ("B1", "HIGH", "src/app.py", 1), ("B3", "HIGH", "src/app.py", 3),
      ("B1", "HIGH", "vendor/x.py", 1),
    ])
    let place = try place("cat <<'END'\n\(report)\nEND")
    try place.write("vendor/x.py", "x\n")
    try place.write(
      "shrike.yml",
      """
      tools: [{name: fake, command: [fake]}]
      severity: [{path: src/, severity: low, rules: [B3]}]
      paths: {exclude: [{path: vendor/, reason: not ours}]}
      """)
    try place.write(
      ".shrike/waivers.yml",
      "- {rule: fake/B1, owner: team, reason: known, until: 2026-06-30}\n")
    let scanned = try place.scan(request(place))
    #expect(scanned.findings.map { "\($0.rule) \($0.severity)" } == ["fake/B3 low"])
    #expect(scanned.suppressed.map(\.rule) == ["fake/B1"])
    let coverage = try #require(scanned.coverage.first { $0.engine == "tool:fake" })
    #expect(coverage.skipped.map(\.reason) == [.excluded])
    #expect(coverage.skipped.first?.detail == "not ours")
    #expect(scanned.verdict == .pass)
  }

  @Test(arguments: [
    ("src/app.py", "src/app.py:3"), ("./src/../src/app.py", "src/app.py:3"),
    ("/src/app.py", "src/app.py:3"), ("../outside.py", "../outside.py:3"),
    ("nowhere.py", "nowhere.py:3"), ("/nowhere.py", "/nowhere.py:3"),
    ("https://example.org/a", "https://example.org/a:3"),
  ])
  func pathsAreToldFromTheScannedFolder(_ path: String, _ expected: String) throws {
    let place = try place("cat <<'END'\n\(Self.bandit([("B1", "LOW", path, 3)]))\nEND")
    #expect(place.places(try place.scan(request(place))) == [expected])
  }

  @Test func absolutePathsAreThoseOfTheScan() throws {
    let script = """
      printf '{"errors": [], "metrics": {"_totals": {}}, "results": [{"test_id": "B1", "issue_severity": "LOW",'
      printf '"issue_confidence": "LOW", "issue_text": "t", "filename": "%s/src/app.py",' "$PWD"
      printf '"line_number": 3}]}'
      """
    let place = try place(script)
    let report = try place.scan(request(place))
    #expect(place.places(report) == ["src/app.py:3"])
  }

  /// A configuration of the scanned folder runs nothing by itself.
  @Test func nothingRunsWithoutConsent() throws {
    let place = try place("touch ran; echo '{}'")
    let report = try place.scan(request(place, consent: false))
    let reason =
      "it runs a command that shrike.yml names: only with --tools or SHRIKE_TOOLS=1"
    #expect(status(report) == .skipped(reason))
    #expect(!FileManager.default.fileExists(atPath: place.root + "/ran"))
    #expect(report.verdict == .pass)
  }

  @Test func whatIsNotInstalledIsTold() throws {
    let place = try place("exit 0", "{name: absent, command: [shrike-absent-tool]}")
    var request = request(place)
    let reason = "shrike-absent-tool is not installed: not on the PATH"
    #expect(try status(place.scan(request), "absent") == .skipped(reason))
    request.only = ["tools"]
    let required = try place.scan(request)
    #expect(required.verdict == .notEvaluated(["tool:absent did not run: \(reason)"]))
  }

  /// A program that lies in the scanned folder is none that is installed.
  @Test func relativeFoldersOfThePathArePassedOver() throws {
    let place = try place("exit 0", "{name: own, command: [own]}")
    try program(place, "../tree/own", "touch ran")
    var request = request(place)
    request.environment["PATH"] = ".::/usr/bin"
    let report = try place.scan(request)
    #expect(status(report, "own") == .skipped("own is not installed: not on the PATH"))
    #expect(!FileManager.default.fileExists(atPath: place.root + "/ran"))
  }

  @Test(arguments: [
    ("exit 3", "it ended with exit code 3"),
    ("echo 'password=hunter22 is wrong' >&2; exit 2", "it ended with exit code 2: "),
    ("kill -9 $$", "it was ended by signal 9"), ("exit 0", "its report cannot be read: "),
    ("head -c 5000 /dev/urandom", "its report cannot be read: "),
    ("echo '{\"results\": [}'", "its report cannot be read: "),
  ])
  func whatGoesWrongIsTold(_ script: String, _ expected: String) throws {
    let place = try place(script)
    let report = try place.scan(request(place))
    guard case .failed(let reason) = status(report) else {
      Issue.record("\(String(describing: status(report)))")
      return
    }
    #expect(reason.hasPrefix(expected), "\(reason)")
    #expect(!reason.contains("hunter22"))
    #expect(report.verdict.word == "not evaluated")
  }

  /// What it found is true, and what it did not find may be there.
  @Test func findingsOfAToolThatFailedAreKept() throws {
    let place = try place("cat <<'END'\n\(Self.two)\nEND\necho broken >&2; exit 2")
    let report = try place.scan(request(place))
    #expect(report.findings.map(\.rule) == ["fake/B1"])
    #expect(status(report) == .failed("it ended with exit code 2: broken"))
  }

  @Test func aToolThatHangsIsEndedWithAllItStarted() throws {
    let place = try place(
      "sleep 300 & echo $! > ../child; trap '' TERM; sleep 300 & wait",
      "{name: fake, command: [fake], timeout: 1}")
    let start = Date()
    let report = try place.scan(request(place))
    #expect(status(report) == .failed("it did not end within 1 s"))
    #expect(Date().timeIntervalSince(start) < 60)
    let child = try String(contentsOfFile: place.outside + "/child", encoding: .utf8)
    let number = try #require(Int32(child.trimmingCharacters(in: .whitespacesAndNewlines)))
    // Whoever adopts it may not have taken note of its end yet.
    for _ in 0..<100 where kill(number, 0) == 0 && !Self.isZombie(number) { usleep(20_000) }
    #expect(kill(number, 0) != 0 || Self.isZombie(number))
  }

  private static func isZombie(_ process: Int32) -> Bool {
    let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return text?.contains(") Z ") ?? true
  }

  @Test func aStoppedScanEndsItsTools() throws {
    let place = try place("sleep 300")
    let progress = ScanProgress()
    let watch = Thread {
      usleep(300_000)
      progress.cancel()
    }
    watch.start()
    let report = try Scan(request(place), progress: progress).run()
    #expect(report.partial)
    #expect(status(report) != .ran)
  }

  @Test func whatGrowsWithoutEndIsEnded() throws {
    let place = try place("while :; do echo 0123456789012345678901234567890123456789; done")
    let folder = URL(fileURLWithPath: place.root).resolvingSymlinksInPath().path
    var run = ToolRun(
      tool: Tool(name: "fake", command: ["fake"]), folder: folder,
      environment: request(place).environment, isCancelled: { false })
    run.sizeLimit = 1 << 20
    #expect(run.run().status == .failed("it wrote more than 1 MiB"))
  }

  @Test func reportsGoToFilesToo() throws {
    let write = "cat > \"$1\" <<'END'\n\(Self.two)\nEND"
    let first = try place(write, "{name: fake, command: [fake, '{report}'], format: bandit}")
    #expect(try first.scan(request(first)).findings.map(\.rule) == ["fake/B1"])
    let second = try place(write, "{name: fake, command: [fake, out.json], report: out.json}")
    #expect(try second.scan(request(second)).findings.map(\.rule) == ["fake/B1"])
    // One of an earlier run is not this run's.
    try program(second, "fake", "exit 0")
    #expect(try status(second.scan(request(second))) == .failed("it wrote no report"))
  }

  /// Of a baseline only that is gone which a tool looked for to its end.
  @Test(arguments: [("exit 0", 1), ("exit 2", 0)])
  func whatIsGoneWasLookedFor(_ end: String, _ gone: Int) throws {
    let one = Self.bandit([("B1", "HIGH", "src/app.py", 1)])
    let place = try place("cat <<'END'\n\(one)\nEND")
    var sink = MemorySink()
    try JSONReport().write(try place.scan(request(place)), to: &sink)
    try place.write("../base.json", sink.text)
    try program(place, "fake", "cat <<'END'\n\(Self.bandit([]))\nEND\n\(end)")
    var request = request(place)
    request.baselines = [place.outside + "/base.json"]
    #expect(try place.scan(request).gate?.diff?.gone?.count == gone)
  }

  /// Tools that write lines write none where they found nothing.
  @Test func nothingMayBeAWholeReport() throws {
    let place = try place("exit 0", "{name: fake, command: [fake], format: nuclei}")
    #expect(try status(place.scan(request(place))) == .ran)
  }

  /// A waiver for a tool that did not run is not told as one that covers nothing.
  @Test func waiversOfToolsThatDidNotRunAreNotUnused() throws {
    let place = try place("exit 0")
    try place.write(
      ".shrike/waivers.yml",
      "- {rule: fake/B1, owner: team, reason: known, until: 2026-06-30}\n")
    let report = try place.scan(request(place, consent: false))
    #expect(report.gate?.waivers.map(\.state) == [.holds])
  }

  @Test func ownSettingsStayHere() throws {
    let place = try place("env >&2; [ -z \"$SHRIKE_TOKEN\" ] && [ -n \"$HOME\" ] && exit 9")
    #expect(
      try status(place.scan(request(place))).map { "\($0)" }?.contains("exit code 9") == true)
  }

  @Test func skippingAndOtherSubjectsAreTold() throws {
    let place = try place("touch ran")
    var request = request(place)
    request.skip = ["tools"]
    #expect(try status(place.scan(request)) == .skipped("--skip"))
    request.skip = []
    request.only = ["secrets"]
    #expect(try status(place.scan(request)) == .skipped("not in --only"))
    request.only = nil
    // Without a repository only the folder of the file would be looked in for a configuration.
    try place.git(["init", "-q"])
    request.path += "/src/app.py"
    let reason = "tools look at folders, and a single file was named"
    #expect(try status(place.scan(request)) == .skipped(reason))
    #expect(!FileManager.default.fileExists(atPath: place.root + "/ran"))
    try place.write("shrike.yml", "engines: [secrets, tools]\n")
    request.path = place.root
    let none = try place.scan(request)
    #expect(none.verdict == .notEvaluated(["tools did not run: no tools are named in shrike.yml"]))
  }
}
