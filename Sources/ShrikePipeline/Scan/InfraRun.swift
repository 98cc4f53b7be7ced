import ShrikeInfra
import ShrikeModel
import ShrikeSecrets
import ShrikeSources
import ShrikeText
import Synchronization

/// The infrastructure engine at work on a list of files.
struct InfraRun: Sendable {
  let source: InfraPackSource
  let key: IdentityKey
  let limits: ReadLimits
  let jobs: Int
  let progress: ScanProgress
  /// Of the rules' secrets nothing is shown: a configuration file may hold some, too.
  let secrets: SecretMask

  struct Outcome: Sendable {
    var findings: [Finding] = []
    var skips: [Skip] = []
    var files = 0
    var bytes = 0
    var failures: [String] = []
  }

  func scan(_ list: FileList, naming: SecretsRun.Naming) -> Outcome {
    let wanted = (0..<list.count).filter { InfraReader.mayRecognize(path: list.path(at: $0)) }
    let next = Atomic<Int>(0)
    let parts = WorkerPool.run(min(jobs, max(1, wanted.count / 8))) {
      _ -> (outcome: Outcome, drafts: [Draft]) in
      var part = Part()
      var reader: FileReader
      do throws(EngineError) {
        reader = try FileReader(folder: list.folder, limits: limits)
      } catch {
        part.outcome.failures.append(error.description)
        return (part.outcome, [])
      }
      var worker: InfraWorker?
      while !progress.isCancelled {
        let number = next.add(1, ordering: .relaxed).oldValue
        if number >= wanted.count { break }
        // What the reader passes over, the secrets engine has told already.
        var skips: [Skip] = []
        reader.read(list, at: wanted[number], skips: &skips) { fragment in
          guard !fragment.path.contains("!"), fragment.lineMap == nil,
            InfraReader.recognizes(fragment.bytes, path: fragment.path)
          else { return }
          if worker == nil { worker = source.pack.map { InfraWorker($0) } }
          if let worker { look(fragment, worker, naming, &part) }
        }
      }
      return (part.outcome, part.drafts)
    }
    var whole = Outcome()
    var drafts: [Draft] = []
    for part in parts {
      drafts += part.drafts
      whole.skips += part.outcome.skips
      whole.files += part.outcome.files
      whole.bytes += part.outcome.bytes
      whole.failures += part.outcome.failures
    }
    whole.findings = finish(drafts)
    return whole
  }

  private struct Part {
    var outcome = Outcome()
    var drafts: [Draft] = []
    /// Of this thread; made when the first finding is to be shown.
    var masks: [SecretWorker]?
    var sensitive: SensitiveText?
  }

  /// A finding that has no identity yet.
  private struct Draft: Sendable {
    var finding: Finding
    var subject: String
    var key: String
    /// The subject as it may be shown.
    var resource: String
  }

  private func look(
    _ fragment: Fragment, _ worker: InfraWorker, _ naming: SecretsRun.Naming, _ part: inout Part
  ) {
    let bytes = Array(fragment.bytes)
    var diagnostics = Diagnostics()
    var troubles: [InfraWorker.Trouble] = []
    let matches = worker.inspect(
      bytes, path: fragment.path, diagnostics: &diagnostics, troubles: &troubles)
    let pack = worker.pack
    let complaints = diagnostics.finish().filter { $0.level == .error }
    guard let matches else { return }
    part.outcome.files += 1
    part.outcome.bytes += bytes.count
    if let first = complaints.first {
      let line = first.frame.map { "line \($0.line): " } ?? ""
      part.outcome.skips.append(Skip(fragment.path, .damaged, line + first.message))
    }
    for trouble in troubles {
      let id = pack.checks[trouble.check].info.id
      part.outcome.skips.append(Skip(fragment.path, .limit, "\(id): \(trouble.message)"))
    }
    if matches.isEmpty { return }
    progress.found.add(matches.count, ordering: .relaxed)
    let lines = LineIndex(bytes)
    let redaction = redaction(of: matches, fragment, lines, &part)
    let hashes = LineHash(bytes)
    for match in matches {
      let info = pack.rules[match.rule]
      var place = Place(path: fragment.path, symlink: fragment.symlink)
      var waivers: [Waiver] = []
      var related: [Place] = []
      if let range = match.range {
        bytes.withUnsafeBufferPointer { text in
          fill(&place, range, text, lines, hashes, redaction)
          waivers = self.waivers(info, range, text, lines, fragment.path)
          for (range, note) in match.related {
            var other = Place(
              path: fragment.path, note: redaction.struck(note), symlink: fragment.symlink)
            fill(&other, range, text, lines, hashes, redaction)
            related.append(other)
          }
        }
      }
      let finding = Finding(
        rule: info.id, severity: match.severity ?? info.severity, confidence: match.confidence,
        message: redaction.struck(match.message), identity: Identity(value: "", scheme: "infra/1"),
        places: [place], related: related, taxonomies: info.taxonomies, waivers: waivers)
      part.drafts.append(
        Draft(
          finding: finding, subject: match.subject, key: match.key,
          resource: redaction.struck(match.subject)))
    }
  }

  /// What is struck out of lines and messages: secrets the rules know, whatever their allowances say,
  /// values the findings themselves call secret, and what looks like one on the lines that are shown.
  private func redaction(
    of matches: [InfraWorker.Match], _ fragment: Fragment, _ lines: LineIndex, _ part: inout Part
  ) -> Redaction {
    if part.masks == nil { part.masks = secrets.makeWorkers() }
    if part.sensitive == nil { part.sensitive = SensitiveText() }
    var found: [SecretMatch] = []
    for worker in part.masks ?? [] {
      worker.inspect(
        fragment.bytes, SecretWorker.Subject(path: fragment.path, ascii: fragment.isASCII),
        into: &found)
    }
    var more = matches.compactMap(\.secret)
    let shown = matches.flatMap { match in
      ([match.range].compactMap { $0 } + match.related.map(\.range)).map { range in
        lines.line(of: range.lower)
      }
    }
    for line in Set(shown) {
      let content = lines.content(ofLine: line, in: fragment.bytes)
      more += part.sensitive?.ranges(in: content, of: fragment.bytes) ?? []
    }
    return Redaction(found, and: more, in: fragment.bytes)
  }

  private func fill(
    _ place: inout Place, _ range: ByteRange, _ text: UnsafeBufferPointer<UInt8>,
    _ lines: LineIndex, _ hashes: LineHash, _ redaction: Redaction
  ) {
    let start = lines.position(of: range.lower, in: text)
    let line = lines.content(ofLine: start.line, in: text)
    // A block is shown by its first line.
    let upper = max(range.lower, min(range.upper, line.upper))
    place.range = range
    place.start = start
    place.end = lines.position(of: range.upper, in: text)
    let shown = redaction.line(line, place: ByteRange(range.lower, upper), in: text)
    place.snippet = Snippet(text: shown.text, column: shown.column, length: shown.length)
    place.lineHash = hashes.at(line: start.line)
    let endLine = lines.line(of: max(range.lower, range.upper - 1))
    place.byteColumns = ByteRange(
      range.lower - lines.start(ofLine: start.line) + 1,
      range.upper - lines.start(ofLine: endLine) + 1)
  }

  private func waivers(
    _ info: RuleInfo, _ range: ByteRange, _ text: UnsafeBufferPointer<UInt8>, _ lines: LineIndex,
    _ path: String
  ) -> [Waiver] {
    let number = lines.line(of: range.lower)
    let line = lines.content(ofLine: number, in: text)
    let content = UnsafeBufferPointer(rebasing: text[line.lower..<line.upper])
    guard let allowance = InlineAllowance(in: content),
      allowance.covers(
        rule: info.bareID, pack: info.id.hasPrefix("pipeline/") ? "pipeline" : "infra",
        aliases: info.aliases)
    else { return [] }
    return [
      Waiver(
        scope: .place, source: .inlineComment, origin: "\(path):\(number)", reason: allowance.reason
      )
    ]
  }

  /// A finding is its rule, the resource it is about, and what of that; where all are equal (the same
  /// resource in two files) a number tells them apart, in the order of their places.
  private func finish(_ drafts: [Draft]) -> [Finding] {
    let sorted = drafts.sorted {
      let (a, b) = ($0.finding.places[0], $1.finding.places[0])
      if a.path != b.path { return a.path < b.path }
      if a.range != b.range { return (a.range?.lower ?? 0) < (b.range?.lower ?? 0) }
      return ($0.finding.rule, $0.finding.message) < ($1.finding.rule, $1.finding.message)
    }
    var counts: [String: Int] = [:]
    return sorted.map { draft in
      var finding = draft.finding
      let parts = [finding.rule, draft.subject, draft.key].map { Array($0.utf8) }
      let base = key.hash(parts)
      let ordinal = counts[base, default: 0]
      counts[base] = ordinal + 1
      let value = ordinal == 0 ? base : key.hash(parts + [Array(String(ordinal).utf8)])
      finding.identity = Identity(value: value, scheme: "infra/1")
      finding.properties["resource"] = .text(draft.resource)
      return finding
    }
  }
}

/// The built-in checks, read and compiled when the first file wants them: most trees hold none.
final class InfraPackSource: Sendable {
  private enum State {
    case waiting
    case ready(InfraPack, Report.RuleSet)
    case failed([String])
  }

  private let library: RuleLibrary
  private let state = Mutex<State>(.waiting)

  init(_ library: RuleLibrary) { self.library = library }

  var pack: InfraPack? {
    state.withLock { state in
      switch state {
      case .ready(let pack, _): return pack
      case .failed: return nil
      case .waiting: break
      }
      var diagnostics = Diagnostics()
      if let loaded = try? library.infra(&diagnostics) {
        state = .ready(loaded.pack, loaded.about)
        return loaded.pack
      }
      state = .failed(diagnostics.finish().map(\.message))
      return nil
    }
  }

  /// What was loaded; nil where no file wanted it.
  var loaded: (pack: InfraPack, about: Report.RuleSet)? {
    state.withLock { if case .ready(let pack, let about) = $0 { (pack, about) } else { nil } }
  }

  /// What is wrong with the rules, where they were wanted and cannot be read.
  var failures: [String]? {
    state.withLock { if case .failed(let messages) = $0 { messages } else { nil } }
  }
}

/// The rules whose secrets other engines must not show: those that run, else the built-in ones.
final class SecretMask: Sendable {
  private let library: RuleLibrary
  private let loaded: Mutex<[LoadedRules]?>

  init(_ library: RuleLibrary, running rules: [LoadedRules]) {
    self.library = library
    loaded = Mutex(rules.isEmpty ? nil : rules)
  }

  /// Workers of one thread.
  func makeWorkers() -> [SecretWorker] {
    let rules = loaded.withLock { loaded in
      if let loaded { return loaded }
      var ignored = Diagnostics()
      let read = (try? library.secrets(diagnostics: &ignored)).flatMap { $0 }.map { [$0] } ?? []
      loaded = read
      return read
    }
    return rules.compactMap { try? $0.scanner.makeWorker() }
  }
}
