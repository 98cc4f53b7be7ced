import ShrikeModel
import ShrikeSecrets
import ShrikeSources
import ShrikeText
import Synchronization

/// One worker's look at the blobs of a history: all of a new file, of a changed one what was added.
struct HistoryLook {
  let run: SecretsRun
  let history: GitHistory
  let filters: PathFilters
  let naming: SecretsRun.Naming
  let blobs: BlobReader
  var expander: Expander
  /// By number of the path: its text, nil when it is not looked at.
  private var names: [Int: String?] = [:]
  private var commits: [Int: CommitInfo?] = [:]

  init(
    run: SecretsRun, history: GitHistory, filters: PathFilters, naming: SecretsRun.Naming,
    blobs: BlobReader, expander: Expander
  ) {
    self.run = run
    self.history = history
    self.filters = filters
    self.naming = naming
    self.blobs = blobs
    self.expander = expander
  }

  mutating func look(
    at index: Int, _ worker: SecretWorker, _ outcome: inout SecretsRun.Outcome
  ) {
    let item = history[index]
    guard let (path, place) = admittedPlace(of: item, index, worker, &outcome) else { return }
    let change =
      place.path == item.path
      ? blobs.read(item, limit: run.limits.fileBytes)
      // What it replaced stood at a path that is not looked at: all of it is new.
      : BlobReader.Change(content: blobs.read(item.id, limit: run.limits.fileBytes), hunks: nil)
    switch change.content {
    case .skipped(let reason, let detail):
      outcome.skips.append(Skip(path, reason, detail))
    case .blob(let blob):
      outcome.files += 1
      outcome.bytes += blob.count
      let commit = place.commit.flatMap { info($0) }
      blob.withBytes { bytes in
        if let hunks = change.hunks, !blob.isBinary {
          for hunk in hunks {
            let part = UnsafeBufferPointer(rebasing: bytes[hunk.range.lower..<hunk.range.upper])
            look(
              Fragment(path: path, bytes: part, commit: commit, isASCII: isASCII(part)), index,
              place, of: (hunk, bytes), worker, &outcome)
          }
          return
        }
        var skips: [Skip] = []
        // Taken out, so that `self` is free while the text is handed out.
        var expander = self.expander
        expander.expand(
          path: path, bytes: bytes, commit: commit,
          into: { fragment in look(fragment, index, place, worker, &outcome) }, skips: &skips)
        self.expander = expander
        outcome.skips += skips
      }
    }
  }

  /// Looks at one text; its findings also stand at every other path the blob had. Of a hunk, what
  /// lies wholly in the lines around the new ones was told where it came in.
  private mutating func look(
    _ fragment: Fragment, _ index: Int, _ first: GitHistory.Place,
    of part: (hunk: AddedLines.Hunk, text: UnsafeBufferPointer<UInt8>)? = nil,
    _ worker: SecretWorker, _ outcome: inout SecretsRun.Outcome
  ) {
    var fragment = fragment
    var matches = worker.inspect(fragment)
    run.progress.bytes.add(fragment.bytes.count, ordering: .relaxed)
    if let part {
      matches.removeAll { match in
        match.isPathOnly
          || !part.hunk.brings(match.range)
            && !match.parts.contains { part.hunk.brings($0.range) }
      }
    }
    if matches.isEmpty { return }
    if let part { fragment.firstLine = part.hunk.firstLine(in: part.text) }
    run.progress.found.add(matches.count, ordering: .relaxed)
    let order = first.commit ?? 0
    run.add(
      matches, fragment, order: order, identityPath: naming.identityPath(fragment.path), &outcome)
    if fragment.path.contains("!") { return }
    for place in history.otherPlaces(of: index) where place.path != first.path {
      guard let path = name(place.path, worker, &outcome) else { continue }
      fragment.path = path
      fragment.commit = place.commit.flatMap { number in
        blobs.info(of: history.commits[number])
      }
      run.add(
        matches, fragment, order: place.commit ?? 0,
        identityPath: naming.identityPath(fragment.path), &outcome)
    }
  }

  /// The first place of the blob that is looked at: one that is left out must not hide the others.
  private mutating func admittedPlace(
    of item: GitHistory.Item, _ index: Int, _ worker: SecretWorker,
    _ outcome: inout SecretsRun.Outcome
  ) -> (path: String, place: GitHistory.Place)? {
    if let path = name(item.path, worker, &outcome) { return (path, item.place) }
    for place in history.otherPlaces(of: index) {
      if let path = name(place.path, worker, &outcome) { return (path, place) }
    }
    return nil
  }

  private mutating func name(
    _ number: Int, _ worker: SecretWorker, _ outcome: inout SecretsRun.Outcome
  ) -> String? {
    if let known = names[number] { return known }
    let path = naming.shown + history.pathText(number)
    var name: String? = path
    let admitted = Array(history.path(number)).withUnsafeBufferPointer { filters.admits($0) }
    if !admitted {
      outcome.skips.append(Skip(path, .excluded))
      name = nil
    } else if worker.isAllowed(path: path) {
      outcome.skips.append(Skip(path, .ruleAllowlist))
      name = nil
    }
    names[number] = .some(name)
    return name
  }

  private mutating func info(_ number: Int) -> CommitInfo? {
    if let known = commits[number] { return known }
    let info = blobs.info(of: history.commits[number])
    commits[number] = .some(info)
    return info
  }
}
