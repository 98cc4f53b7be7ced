import ShrikeModel
import ShrikeRego
import ShrikeText

/// Looks at files with our own pack.
final class InfraWorker: InfraChecker {
  /// Evaluating all checks over one subject takes at most so many steps.
  private static let stepLimit = 20_000_000

  private let pack: InfraPack
  private let machine: Machine

  /// `settings` is what a team decides for checks that ask: `data.settings`, an object by family.
  init(_ pack: InfraPack, settings: Value = .emptyObject) {
    self.pack = pack
    var limits = Machine.Limits()
    limits.steps = Self.stepLimit
    machine = Machine(
      pack.policy, data: Value(object: [(Value("settings"), settings)]), limits: limits)
  }

  func gathers(path: String) -> Bool { InfraReader.gathers(path: path) }

  func inspect(_ files: [InfraFile]) -> InfraInspection? {
    var places = PlaceTable()
    var inspection = InfraInspection()
    let subjects = InfraReader.subjects(files, places: &places, &inspection)
    guard let subjects else { return nil }
    for subject in subjects {
      let checks = pack.byKind[subject.kind] ?? []
      let paths = checks.map { pack.checks[$0].path }
      machine.evaluateAll(paths, input: subject.value) { index, result in
        let check = checks[index]
        switch result {
        case .failure(let error):
          inspection.troubles.append(
            InfraTrouble(rule: check, file: subject.file, message: error.message))
        case .success(let value):
          guard let value else { return }
          for finding in value.elements ?? [] {
            inspection.matches.append(match(finding, check, subject, places, files))
          }
          note(undecided: value, check, subject, places, files, &inspection)
        }
      }
    }
    return inspection
  }

  /// What the check would say if values turned out so that nobody knows: once for each resource.
  private func note(
    undecided value: Value, _ check: Int, _ subject: InfraSubject, _ places: PlaceTable,
    _ files: [InfraFile], _ inspection: inout InfraInspection
  ) {
    var entries = value.doubtfulElements
    if value.isUnknown { entries.append((value, value.unknownReasons)) }
    let first = inspection.undecided.count
    for (finding, reasons) in entries {
      let match = match(finding, check, subject, places, files)
      let known = inspection.undecided[first...].firstIndex {
        $0.subject == match.subject && $0.file == match.file
      }
      if let known {
        let more = reasons.filter { !inspection.undecided[known].reasons.contains($0) }
        inspection.undecided[known].reasons += more
      } else {
        inspection.undecided.append(
          InfraUndecided(
            rule: check, file: match.file, range: match.range, subject: match.subject,
            reasons: reasons))
      }
    }
  }

  private func match(
    _ finding: Value, _ check: Int, _ subject: InfraSubject, _ places: PlaceTable,
    _ files: [InfraFile]
  ) -> InfraMatch {
    let place = finding["at"].flatMap { places.find($0) }
    var match = InfraMatch(
      rule: check,
      message: finding["message"]?.string ?? finding.string ?? pack.checks[check].info.title,
      file: place?.file ?? subject.file, range: place?.range ?? subject.range,
      subject: finding["subject"]?.string ?? subject.name,
      key: finding["key"]?.string ?? finding["message"]?.string ?? "")
    if let secret = finding["secret"].flatMap({ places.find($0) }), secret.file == match.file {
      match.secret = secret.range
    }
    match.fix = pack.checks[check].fix.flatMap { fix in
      guard let range = match.range, files.indices.contains(match.file),
        range.upper <= files[match.file].bytes.count,
        // A value that a variable's default or an anchor brought in stands elsewhere.
        files[match.file].bytes[range.lower..<range.upper].elementsEqual(fix.from)
      else { return nil }
      let from = String(decoding: fix.from, as: UTF8.self)
      return Fix("replace \(from) by \(fix.to)", [Fix.Edit(range, fix.to)])
    }
    return match
  }
}

/// One thing the checks look at.
struct InfraSubject {
  let kind: InfraKind
  let name: String
  let value: Value
  /// Index into the files it was read from, and where in it.
  var file = 0
  let range: ByteRange?
}
