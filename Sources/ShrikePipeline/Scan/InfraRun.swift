import ShrikeInfra
import ShrikeModel
import ShrikeSecrets
import ShrikeSources
import ShrikeText
import Synchronization

/// The infrastructure engine at work on a list of files.
struct InfraRun: Sendable {
  /// Bytes of the files that are looked at together; what is more is told, and left out.
  static let gatheredLimit = 1 << 30

  let source: InfraSource
  let key: IdentityKey
  let limits: ReadLimits
  let jobs: Int
  let progress: ScanProgress
  /// Of the rules' secrets nothing is shown: a configuration file may hold some, too.
  let secrets: SecretMask

  struct Outcome: Sendable {
    var findings: [Finding] = []
    var undecided: [Undecided] = []
    var skips: [Skip] = []
    var files = 0
    var bytes = 0
    var failures: [String] = []
  }

  func scan(_ list: FileList) -> Outcome {
    let unrendered = UnrenderedFolders((0..<list.count).lazy.map { list.path(at: $0) })
    let wanted = (0..<list.count).filter { index in
      let path = list.path(at: index)
      return source.mayRecognize(path: path) && !unrendered.covers(path)
    }
    let next = Atomic<Int>(0)
    let parts = WorkerPool.run(min(jobs, max(1, wanted.count / 8))) { _ -> Part in
      var part = Part()
      var reader: FileReader
      do throws(EngineError) {
        reader = try FileReader(folder: list.folder, limits: limits)
      } catch {
        part.outcome.failures.append(error.description)
        return part
      }
      var workers: [Int: Worker] = [:]
      var masks = Masks()
      while !progress.isCancelled {
        let number = next.add(1, ordering: .relaxed).oldValue
        if number >= wanted.count { break }
        // What the reader passes over, the secrets engine has told already.
        var skips: [Skip] = []
        reader.read(list, at: wanted[number], skips: &skips) { fragment in
          guard !fragment.path.contains("!"), fragment.lineMap == nil,
            source.recognizes(fragment.bytes, path: fragment.path)
          else { return }
          look(fragment, &workers, &masks, &part)
        }
      }
      return part
    }
    var whole = Outcome()
    var drafts: [Draft] = []
    var gathered: [Gathered] = []
    for part in parts {
      drafts += part.drafts
      gathered += part.gathered
      whole.undecided += part.outcome.undecided
      whole.skips += part.outcome.skips
      whole.files += part.outcome.files
      whole.bytes += part.outcome.bytes
      whole.failures += part.outcome.failures
    }
    if !gathered.isEmpty, !progress.isCancelled {
      let part = lookTogether(gathered)
      drafts += part.drafts
      whole.undecided += part.outcome.undecided
      whole.skips += part.outcome.skips
      whole.files += part.outcome.files
      whole.bytes += part.outcome.bytes
    }
    whole.findings = finish(drafts)
    whole.skips = Self.gathered(whole.skips)
    whole.skips += unrendered.folders.map { Skip($0.path, .unsupported, $0.reason) }
    return whole
  }

  /// Files of a kind that is not evaluated are told of once a folder.
  private static func gathered(_ skips: [Skip]) -> [Skip] {
    var others: [Skip] = []
    var folders: [Skip: [Skip]] = [:]
    for skip in skips {
      guard skip.reason == .unsupported else {
        others.append(skip)
        continue
      }
      let folder = skip.path.lastIndex(of: "/").map { String(skip.path[...$0]) } ?? "./"
      folders[Skip(folder, .unsupported, skip.detail), default: []].append(skip)
    }
    for (folder, files) in folders {
      guard files.count > 1, let detail = folder.detail else {
        others += files
        continue
      }
      others.append(Skip(folder.path, .unsupported, "\(detail) (\(files.count) files)"))
    }
    return others
  }

  /// A library at work in one thread.
  private struct Worker {
    let number: Int
    let library: any InfraLibrary
    let checker: any InfraChecker

    init(_ entry: (number: Int, library: any InfraLibrary), _ run: InfraRun) {
      number = entry.number
      library = entry.library
      checker = entry.library.makeChecker()
    }
  }

  /// A file that is looked at together with others.
  private struct Gathered: Sendable {
    var file: InfraFile
    var symlink: String?
    var isASCII: Bool
    /// The libraries that want it, a bit each.
    var libraries: UInt64
  }

  private struct Part {
    var outcome = Outcome()
    var drafts: [Draft] = []
    var gathered: [Gathered] = []
    var gatheredBytes = 0
  }

  /// What strikes out secrets in one thread; made when the first finding is to be shown.
  private struct Masks {
    var workers: [SecretWorker]?
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

  // MARK: looking

  private func look(
    _ fragment: Fragment, _ workers: inout [Int: Worker], _ masks: inout Masks,
    _ part: inout Part
  ) {
    let file = InfraFile(path: fragment.path, bytes: Array(fragment.bytes))
    var isKnown = false
    var together: UInt64 = 0
    var view: InfraFileView?
    for entry in source.libraries(for: file.path)
    where entry.library.recognizes(fragment.bytes, path: file.path) {
      let worker = workers[entry.number] ?? Worker(entry, self)
      workers[entry.number] = worker
      if worker.checker.gathers(path: file.path) {
        together |= 1 << UInt64(min(worker.number, 63))
        continue
      }
      guard let inspection = worker.checker.inspect([file]) else { continue }
      isKnown = isKnown || inspection.isLooked
      if view == nil {
        view = InfraFileView(file, symlink: fragment.symlink, isASCII: fragment.isASCII)
      }
      var views = [view]
      take(inspection, worker.library, &views, &masks, &part)
      view = views[0]
    }
    if together != 0 {
      part.gatheredBytes += file.bytes.count
      if part.gatheredBytes > Self.gatheredLimit / max(1, jobs) {
        part.outcome.skips.append(
          Skip(file.path, .limit, "the files that belong together are too large"))
      } else {
        part.gathered.append(
          Gathered(
            file: file, symlink: fragment.symlink, isASCII: fragment.isASCII, libraries: together))
      }
    }
    if isKnown {
      part.outcome.files += 1
      part.outcome.bytes += file.bytes.count
    }
  }

  private func lookTogether(_ gathered: [Gathered]) -> Part {
    var part = Part()
    var masks = Masks()
    let sorted = gathered.sorted { $0.file.path < $1.file.path }
    var known: Set<Int> = []
    var entries: [Int: any InfraLibrary] = [:]
    for file in sorted {
      for (number, library) in source.libraries(for: file.file.path) { entries[number] = library }
    }
    for (number, library) in entries.sorted(by: { $0.key < $1.key }) where !progress.isCancelled {
      let worker = Worker((number, library), self)
      let indices = sorted.indices.filter {
        sorted[$0].libraries & 1 << UInt64(min(number, 63)) != 0
      }
      guard let inspection = worker.checker.inspect(indices.map { sorted[$0].file }) else {
        continue
      }
      known.formUnion(indices)
      var views = indices.map { index -> InfraFileView? in
        InfraFileView(
          sorted[index].file, symlink: sorted[index].symlink, isASCII: sorted[index].isASCII)
      }
      take(inspection, worker.library, &views, &masks, &part)
    }
    for index in known {
      part.outcome.files += 1
      part.outcome.bytes += sorted[index].file.bytes.count
    }
    return part
  }

  /// Makes findings and skips of what a library says of files.
  private func take(
    _ inspection: InfraInspection, _ library: any InfraLibrary, _ views: inout [InfraFileView?],
    _ masks: inout Masks, _ part: inout Part
  ) {
    func path(_ file: Int) -> String { views.indices.contains(file) ? views[file]?.path ?? "" : "" }
    // One mistake of a file is enough to say that it was not looked at whole.
    var damaged: Set<String> = []
    for problem in inspection.problems where problem.level == .error {
      let name = problem.file ?? path(0)
      guard damaged.insert(name).inserted else { continue }
      let line = problem.frame.map { "line \($0.line): " } ?? ""
      part.outcome.skips.append(Skip(name, .damaged, line + problem.message))
    }
    for trouble in inspection.troubles {
      let id = library.rules[trouble.rule].id
      part.outcome.skips.append(Skip(path(trouble.file), .limit, "\(id): \(trouble.message)"))
    }
    for note in inspection.notes {
      part.outcome.skips.append(Skip(path(note.file), note.reason, note.message))
    }
    progress.found.add(inspection.matches.count, ordering: .relaxed)
    let byFile = Dictionary(grouping: inspection.matches, by: \.file)
    for (file, matches) in byFile where views.indices.contains(file) {
      guard var view = views[file] else { continue }
      let secrets = inspection.secrets.filter { $0.file == file }.map(\.range)
      let redaction = redaction(of: matches, secrets, &view, &masks)
      for match in matches { part.drafts.append(draft(match, library, &view, redaction)) }
      views[file] = view
    }
    for entry in inspection.undecided where views.indices.contains(entry.file) {
      guard var view = views[entry.file] else { continue }
      let info = library.rules[entry.rule]
      part.outcome.undecided.append(
        Undecided(
          rule: info.id, title: info.title, path: view.path,
          start: entry.range.map { view.position(of: $0.lower) }, subject: entry.subject,
          reasons: entry.reasons))
      views[entry.file] = view
    }
  }

  private func draft(
    _ match: InfraMatch, _ library: any InfraLibrary, _ view: inout InfraFileView,
    _ redaction: Redaction
  ) -> Draft {
    let info = library.rules[match.rule]
    var place = Place(path: view.path, symlink: view.symlink)
    var waivers: [Waiver] = []
    var related: [Place] = []
    if let range = match.range {
      view.fill(&place, range, redaction)
      waivers = view.waivers(info, range, packs: library.packs)
      for (range, note) in match.related {
        var other = Place(path: view.path, note: redaction.struck(note), symlink: view.symlink)
        view.fill(&other, range, redaction)
        related.append(other)
      }
    }
    var finding = Finding(
      rule: info.id, severity: match.severity ?? info.severity, confidence: match.confidence,
      message: redaction.struck(match.message), identity: Identity(value: "", scheme: "infra/1"),
      places: [place], related: related, taxonomies: info.taxonomies, waivers: waivers)
    finding.fix = match.fix
    return Draft(
      finding: finding, subject: match.subject, key: match.key,
      resource: redaction.struck(match.subject))
  }

  /// What is struck out of lines and messages: secrets the rules know, whatever their allowances say,
  /// values the findings themselves call secret, and what looks like one on the lines that are shown.
  private func redaction(
    of matches: [InfraMatch], _ secret: [ByteRange], _ view: inout InfraFileView,
    _ masks: inout Masks
  ) -> Redaction {
    let workers = masks.workers ?? secrets.makeWorkers()
    let sensitive = masks.sensitive ?? SensitiveText()
    masks = Masks(workers: workers, sensitive: sensitive)
    let lines = view.lines
    let shown = matches.flatMap { match in
      ([match.range].compactMap { $0 } + match.related.map(\.range)).map { range in
        lines.line(of: range.lower)
      }
    }
    return view.bytes.withUnsafeBufferPointer { bytes in
      var found: [SecretMatch] = []
      for worker in workers {
        worker.inspect(
          bytes, SecretWorker.Subject(path: view.path, ascii: view.isASCII), into: &found)
      }
      var more = matches.compactMap(\.secret) + secret
      for line in Set(shown) {
        let content = lines.content(ofLine: line, in: bytes)
        more += sensitive.ranges(in: content, of: bytes)
      }
      return Redaction(found, and: more, in: bytes)
    }
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
