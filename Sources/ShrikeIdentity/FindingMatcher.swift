/// Says which findings of a scan are those of a former scan.
///
/// Matching, not a hash: first by an id of the tool's own that may be trusted, then by what a finding
/// of its kind is (a secret's value, a package and its advisory, a route and its parameter), then by
/// the code it stands in, through steps that ask less and less: the same scope, line and context; the
/// same line; the same statement; the same context with a changed line; then the same in a moved file
/// or another one. Every step pairs one with one, and only what no step before has paired; so no two
/// findings become one. What is left is new, or gone.
///
/// The answer does not depend on the order of either list, and a list matched with itself pairs each
/// finding with itself or one that differs from it in nothing. Costs n log n for n findings, however
/// many of them are alike.
public struct FindingMatcher: Sendable {
  /// Changes when the steps, the keys or the marks do; sightings made by another version must be made
  /// anew from their findings, and never count as gone because of it.
  public static let algorithmVersion = 1

  /// Old ids of rules and what they are called now.
  public var renamedRules: [String: String]

  public init(renamedRules: [String: String] = [:]) { self.renamedRules = renamedRules }

  /// For each sighting of `after` the index of the same finding in `before`, nil for a new one. No
  /// index comes twice.
  public func match(before: [Sighting], after: [Sighting]) -> [Int?] {
    var pairing = Pairing(
      before: Prepared.list(before, renamed: renamedRules),
      after: Prepared.list(after, renamed: renamedRules))
    pairing.pair { $0.stable }
    pairing.pairByKeys()
    pairing.pair(Self.stepsInFile, from: 0) { $0.path }
    let moves = MovedFiles(pairing).moves
    if !moves.isEmpty { pairing.pair(Self.stepsInFile, from: 0) { moves[$0.path] ?? $0.path } }
    pairing.pair(Self.stepsOfMovedCode, from: 20) { _ in 0 }
    pairing.pair(Self.stepsOfChangedLines, from: 40) { moves[$0.path] ?? $0.path }
    for (number, step) in Self.stepsOfLikeLines.enumerated() {
      pairing.pairAlike { $0.hash(50 + number, file: moves[$0.path] ?? $0.path, step) }
    }
    pairing.pair(Self.stepsInFilesOfOneName, from: 60) { $0.basename }
    pairing.pair(Self.stepsAnywhere, from: 80) { _ in 0 }
    pairing.pairWithoutCode(
      Self.stepsWithoutCode, from: 100,
      wordings: { Prepared.wording(($0 ? before : after)[$1].message) })
    return pairing.result
  }

  // MARK: the steps

  /// What of a finding's code must be equal at a step; nil takes no part in it.
  typealias CodeStep = @Sendable (CodeMarks) -> [UInt64]?

  /// The same for what a report says; the second is the message without numbers and quoted words.
  typealias TextStep = @Sendable (Prepared, Int) -> [Int]?

  /// Within one file, or a file and what it has been moved to.
  static let stepsInFile: [CodeStep] = [
    { $0.line == 0 ? nil : [$0.line, $0.scope, $0.before.near, $0.after.near] },
    { $0.line == 0 ? nil : [$0.line, $0.scope] },
    { $0.line == 0 ? nil : [$0.line, $0.before.near, $0.after.near] },
    { $0.line == 0 ? nil : [$0.line] },
    { $0.tail == 0 ? nil : [$0.tail, $0.scope] },
    { $0.tail == 0 ? nil : [$0.tail] },
    { $0.statement == 0 ? nil : [$0.statement] },
    // The line itself has changed, or is a secret's and unknown.
    { $0.before.near | $0.after.near == 0 ? nil : [$0.before.near, $0.after.near] },
  ]

  /// Anywhere: nothing has changed but the place.
  static let stepsOfMovedCode: [CodeStep] = [
    { $0.line == 0 ? nil : [$0.line, $0.scope, $0.before.near, $0.after.near] },
    {
      $0.line == 0 || $0.before.near | $0.after.near == 0
        ? nil : [$0.line, $0.before.near, $0.after.near]
    },
  ]

  /// Within one file again: the line and what is around it have changed, but not what is called.
  static let stepsOfChangedLines: [CodeStep] = [
    { $0.shape == 0 || $0.scope == 0 ? nil : [$0.shape, $0.scope] }
  ]

  /// The same where the context of one side is equal and most of the line's words are.
  static let stepsOfLikeLines: [CodeStep] = [
    { $0.shape == 0 || $0.before.near == 0 ? nil : [$0.shape, $0.before.near] },
    { $0.shape == 0 || $0.after.near == 0 ? nil : [$0.shape, $0.after.near] },
  ]

  static let stepsInFilesOfOneName: [CodeStep] = [
    { $0.line == 0 ? nil : [$0.line, $0.scope] },
    { $0.line == 0 ? nil : [$0.line] },
  ]

  static let stepsAnywhere: [CodeStep] = [
    { $0.line == 0 || $0.scope == 0 ? nil : [$0.line, $0.scope] },
    { $0.isLong ? [$0.statement] : nil },
    { $0.isLong ? [$0.line] : nil },
    {
      $0.before.middle == 0 || $0.after.middle == 0
        ? nil : [$0.before.middle, $0.after.middle]
    },
  ]

  /// Of findings whose code one of the scans does not know: what the reports say of them.
  static let stepsWithoutCode: [TextStep] = [
    { one, _ in one.lineHash == 0 ? nil : [one.path, one.lineHash] },
    { one, _ in [one.path, one.message, one.line, one.column] },
    { one, _ in [one.path, one.message] },
    { one, wording in one.line == 0 ? nil : [one.path, one.line, wording] },
    { one, wording in [one.path, wording] },
    { one, wording in one.lineHash == 0 ? nil : [one.lineHash, wording] },
    { one, _ in [one.basename, one.message] },
  ]
}
