import ShrikeInfra
import ShrikeModel
import ShrikeSources
public import ShrikeText

/// Runs the checks of infrastructure over the cases that lie beside them: `s3_public_acl.rego` has
/// `s3_public_acl.tf`, `s3_public_acl.2.tf` and so on, each a whole small file.
public enum InfraCases {
  /// Looks at every file in `folder` that a rule's name begins, and asks for what its comments say.
  public static func run(
    _ library: RuleLibrary, folder: String, diagnostics: inout Diagnostics
  ) throws(EngineError) -> RuleCases.Outcome? {
    guard let (pack, _) = try library.infra(at: folder, &diagnostics) else { return nil }
    var options = WorkTree.Options()
    options.usesIgnoreFiles = false
    let listing = try WorkTree.list(folder, options)
    var outcome = RuleCases.Outcome()
    let known = Set(pack.checks.map { $0.info.bareID })
    var asked: Set<String> = []
    let checker = pack.makeChecker()
    for index in 0..<listing.files.count {
      let path = listing.files.relativePath(at: index)
      guard !path.hasSuffix(".rego"), pack.mayRecognize(path: path),
        let bytes = readFile("\(folder)/\(path)")
      else { continue }
      let expected = Expectations(bytes)
      guard !expected.rules.isEmpty else { continue }
      asked.formUnion(expected.rules)
      let inspection = checker.inspect([InfraFile(path: path, bytes: bytes)])
      judge(path, expected, inspection ?? InfraInspection(), pack, known, &outcome)
    }
    outcome.untested = known.subtracting(asked)
    return outcome
  }

  private static func judge(
    _ path: String, _ expected: Expectations, _ inspection: InfraInspection, _ pack: InfraPack,
    _ known: Set<String>, _ outcome: inout RuleCases.Outcome
  ) {
    func row(_ rule: Int, _ range: ByteRange?) -> Expectations.Row {
      .init(
        line: range.map { expected.lines.line(of: $0.lower) } ?? 1, rule: pack.rules[rule].bareID)
    }
    let found = Set(inspection.matches.map { row($0.rule, $0.range) })
    let undecided = Set(inspection.undecided.map { row($0.rule, $0.range) })
    for problem in inspection.problems where problem.level == .error {
      outcome.failures.append("\(path):\(problem.frame?.line ?? 1): \(problem.message)")
    }
    for trouble in inspection.troubles {
      outcome.failures.append("\(path): \(pack.rules[trouble.rule].bareID): \(trouble.message)")
    }
    let rows: [(rows: Set<Expectations.Row>, holds: (Expectations.Row) -> Bool, wrong: String)] = [
      (expected.must, { found.contains($0) }, "does not find this line"),
      (
        expected.mustNot, { !found.contains($0) && !undecided.contains($0) },
        "must neither find this line nor leave it undecided"
      ),
      (
        expected.undecided, { undecided.contains($0) && !found.contains($0) },
        "does not leave this line undecided"
      ),
    ]
    for (rows, holds, wrong) in rows {
      for row in rows.sorted() {
        if !known.contains(row.rule) {
          outcome.failures.append("\(path):\(row.line): there is no rule '\(row.rule)'")
        } else if holds(row) {
          outcome.passed += 1
        } else {
          outcome.failures.append("\(path):\(row.line): \(row.rule) \(wrong)")
        }
      }
    }
    // What the file's own rules find must be asked for.
    let own = expected.rules
    for row in found.subtracting(expected.must).subtracting(expected.mustNot).sorted()
    where own.contains(row.rule) {
      outcome.failures.append(
        "\(path):\(row.line): \(row.rule) finds this line, nobody asks for it")
    }
  }
}
