import ShrikeExchange
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
  ]
}
