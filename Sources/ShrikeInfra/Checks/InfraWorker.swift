public import ShrikeModel
import ShrikeRego
public import ShrikeText

/// Looks at one file after another with a pack; one a thread.
public final class InfraWorker {
  /// Evaluating all checks over one subject takes at most so many steps.
  private static let stepLimit = 20_000_000

  public let pack: InfraPack
  private let machine: Machine

  public init(_ pack: InfraPack) {
    self.pack = pack
    var limits = Machine.Limits()
    limits.steps = Self.stepLimit
    machine = Machine(pack.policy, limits: limits)
  }

  /// What a check says is wrong.
  public struct Match: Sendable {
    /// Index into the pack's rules.
    public let rule: Int
    /// Where it is another than the rule's.
    public var severity: Severity?
    public var confidence = Confidence.high
    public let message: String
    /// Other places that belong to it, with a few words each.
    public var related: [(range: ByteRange, note: String)] = []
    /// In the file's bytes; nil where the finding is about the whole file.
    public let range: ByteRange?
    /// The resource it is about: `Deployment/web`.
    public let subject: String
    /// A value that must not be shown, in the file's bytes.
    public var secret: ByteRange?
    /// What the finding is about within its subject, for its identity.
    public let key: String
  }

  /// A check that could not be evaluated on a subject.
  public struct Trouble: Sendable {
    public let check: Int
    public let message: String
  }

  /// Reads a file and asks all checks of its kind; nil where the file is none that is known.
  public func inspect(
    _ bytes: [UInt8], path: String, diagnostics: inout Diagnostics, troubles: inout [Trouble]
  ) -> [Match]? {
    if PipelineRules.mayRecognize(path: path) {
      return PipelineRules.matches(
        bytes, path: path, offset: pack.checks.count, diagnostics: &diagnostics)
    }
    var places = PlaceTable()
    let subjects = InfraReader.subjects(
      bytes, path: path, places: &places, diagnostics: &diagnostics)
    guard let subjects else { return nil }
    var matches: [Match] = []
    for subject in subjects {
      let checks = pack.byKind[subject.kind] ?? []
      let paths = checks.map { pack.checks[$0].path }
      machine.evaluateAll(paths, input: subject.value) { index, result in
        switch result {
        case .failure(let error):
          troubles.append(Trouble(check: checks[index], message: error.message))
        case .success(let value):
          for finding in value?.elements ?? [] {
            matches.append(match(finding, checks[index], subject, places))
          }
        }
      }
    }
    return matches
  }

  private func match(
    _ finding: Value, _ check: Int, _ subject: InfraSubject, _ places: PlaceTable
  ) -> Match {
    let at = finding["at"]
    var match = Match(
      rule: check,
      message: finding["message"]?.string ?? finding.string ?? pack.checks[check].info.title,
      range: at.flatMap { places.find($0) }?.range ?? subject.range,
      subject: finding["subject"]?.string ?? subject.name,
      key: finding["key"]?.string ?? finding["message"]?.string ?? "")
    match.secret = finding["secret"].flatMap { places.find($0) }?.range
    return match
  }
}

/// One thing the checks look at.
struct InfraSubject {
  let kind: InfraKind
  let name: String
  let value: Value
  let range: ByteRange?
}
