import ShrikeExchange
import ShrikeIdentity
import ShrikeModel
import ShrikeText

extension FuzzTarget {
  static let exchange = [
    FuzzTarget("baseline", "an earlier report: ours, SARIF, gitleaks, Betterleaks") { bytes in
      var diagnostics = Diagnostics()
      let baseline = Baseline.read(Array(bytes), file: "base.json", diagnostics: &diagnostics)
      if let baseline {
        for entry in baseline.entries.prefix(20) {
          var place = Place(path: entry.path)
          place.start = SourcePosition(line: entry.line ?? 1, column: 1)
          let covered = baseline.covers(place, rule: [entry.rule])
          require(
            covered || entry.identity != nil || entry.line == nil,
            "what a baseline holds is covered by it")
        }
      }
      show(diagnostics)
    },
    FuzzTarget("gitleaksignore", "a .gitleaksignore or .betterleaksignore") { bytes in
      var diagnostics = Diagnostics()
      let ignore = GitleaksIgnore(
        Array(bytes), file: ".gitleaksignore", diagnostics: &diagnostics)
      var place = Place(path: "src/app.py")
      place.start = SourcePosition(line: 3, column: 1)
      _ = ignore.waiver(for: place, rule: ["gitleaks/a-rule"])
      _ = ignore.waiver(forDigest: String(repeating: "0", count: 64), .sha256)
      show(diagnostics)
    },
    FuzzTarget("sarif", "a SARIF log, by the schema and all rules", longest: 2_048) { bytes in
      let rules = SarifValidator.standardRules.union(SarifValidator.gitHubRules)
      var validator = SarifValidator(rules: rules)
      validator.options.isReachable = { !$0.isEmpty }
      let problems = validator.validate(Array(bytes))
      require(problems.count <= SarifValidator.problemLimit, "problems are bounded")
      for problem in problems {
        require(
          problem.position.line >= 1 && problem.position.column >= 1 && !problem.message.isEmpty,
          "a problem says what and where")
      }
    },
    FuzzTarget("code-marks", "two texts, each line of which is a finding") { bytes in
      let texts = parts(bytes, atMost: 2)
      let scans = [texts.part(0), texts.part(1)].map { text in
        let marks = SourceMarks(text)
        return (1...marks.lineCount).map { line in
          Sighting(
            rule: "rule", path: "src/app.py", line: line, column: line % 7,
            code: marks.marks(line: line, column: line % 7))
        }
      }
      let match = FindingMatcher().match(before: scans[0], after: scans[1])
      let pairs = match.compactMap { $0 }
      require(Set(pairs).count == pairs.count, "no finding is two")
      require(
        FindingMatcher().match(before: scans[0], after: scans[0]).allSatisfy { $0 != nil },
        "what has not changed is known")
    },
    FuzzTarget(
      "import", "another tool's report: whose it is, and what it says", longest: 4_096
    ) { bytes in
      checkImport(ReportFile(name: "report", bytes: Array(bytes)), as: nil)
    },
    FuzzTarget(
      "import-as", "another tool's report, read as the tool that the first line names",
      longest: 4_096
    ) { bytes in
      let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
      let name = String(decoding: bytes[..<end], as: UTF8.self)
      let file = ReportFile(name: "report", bytes: Array(bytes[end...]))
      let tools = ReportImporter.tools
      // What names no tool is read as the one that its bytes add up to.
      let sum = bytes[..<end].reduce(0) { $0 + Int($1) }
      checkImport(
        file, as: tools.contains { $0.name == name } ? name : tools[sum % tools.count].name)
    },
  ]
}

private func checkImport(_ file: ReportFile, as tool: String?) {
  _ = ReportImporter().detect(file)
  guard let report = try? ReportImporter().read(file, as: tool) else { return }
  let rules = Set(report.rules.map(\.id))
  for finding in report.findings {
    require(!finding.places.isEmpty, "a finding stands somewhere")
    // Ours come as they are.
    require(
      report.tool == "shrike" || rules.contains(finding.rule), "a finding's rule is told")
  }
}
