import ShrikeModel
import ShrikeSecrets
import ShrikeSources
import ShrikeText
import Synchronization

/// The secrets engine at work: each worker reads, looks and keeps its own findings; nothing is shared but the
/// number of the next file.
struct SecretsRun: Sendable {
  let rules: LoadedRules
  let key: IdentityKey
  let limits: ReadLimits
  let jobs: Int
  let progress: ScanProgress
  var ignored = IgnoreFiles()

  struct Outcome: Sendable {
    var findings: SecretFindings
    var skips: [Skip] = []
    var files = 0
    var bytes = 0
    var abandoned: [String: Int] = [:]
    var failures: [String] = []
  }

  /// The part of a path that stands before what is relative to the repository's top.
  struct Naming: Sendable {
    /// What display paths begin with.
    var shown = ""
    /// What takes its place in identities.
    var inRepository = ""

    func identityPath(_ path: String) -> String {
      path.hasPrefix(shown) ? inRepository + path.dropFirst(shown.count) : path
    }
  }

  // MARK: sources

  func scan(_ list: FileList, naming: Naming) -> Outcome {
    let next = Atomic<Int>(0)
    progress.total.store(list.count, ordering: .relaxed)
    return joined { worker, outcome in
      var reader: FileReader
      do throws(EngineError) {
        reader = try FileReader(folder: list.folder, limits: limits)
      } catch {
        outcome.failures.append(error.description)
        return
      }
      // Several files at a time: one is often too little to be worth the shared counter.
      let stride = list.count > 2_000 ? 16 : 1
      while !progress.isCancelled {
        let start = next.add(stride, ordering: .relaxed).oldValue
        if start >= list.count { break }
        for index in start..<min(start + stride, list.count) {
          if worker.isAllowed(path: list.path(at: index)) {
            outcome.skips.append(Skip(list.path(at: index), .ruleAllowlist))
            continue
          }
          var skips: [Skip] = []
          reader.read(list, at: index, skips: &skips) { fragment in
            look(fragment, order: index, naming, worker, &outcome)
          }
          outcome.skips += skips
        }
        progress.done.add(stride, ordering: .relaxed)
      }
      outcome.files = reader.fileCount
      outcome.bytes = reader.byteCount
    }
  }

  /// One stream, read to its end.
  func scan(descriptor: Int32, name: String) -> Outcome {
    let single = SecretsRun(
      rules: rules, key: key, limits: limits, jobs: 1, progress: progress, ignored: ignored)
    return single.joined { worker, outcome in
      do throws(EngineError) {
        var reader = try FileReader(folder: "/", limits: limits)
        var skips: [Skip] = []
        reader.read(descriptor: descriptor, path: name, skips: &skips) { fragment in
          look(fragment, order: 0, Naming(), worker, &outcome)
        }
        outcome.skips += skips
        outcome.files = reader.fileCount
        outcome.bytes = reader.byteCount
      } catch { outcome.failures.append(error.description) }
    }
  }

  /// The blobs of a history or of the index.
  func scan(
    _ history: GitHistory, _ repository: GitRepository, filters: PathFilters, shown: String
  ) -> Outcome {
    let batches = history.batches()
    let next = Atomic<Int>(0)
    progress.total.store(history.count, ordering: .relaxed)
    let naming = Naming(shown: shown, inRepository: "")
    return joined { worker, outcome in
      var blobs: BlobReader
      do throws(EngineError) { blobs = try BlobReader(repository) } catch {
        outcome.failures.append(error.description)
        return
      }
      var look = HistoryLook(
        run: self, history: history, filters: filters, naming: naming, blobs: blobs,
        expander: Expander(limits: limits))
      while !progress.isCancelled {
        let batch = next.add(1, ordering: .relaxed).oldValue
        if batch >= batches.count { break }
        for number in batches[batch] {
          if progress.isCancelled { break }
          look.look(at: Int(number), worker, &outcome)
          progress.done.add(1, ordering: .relaxed)
        }
      }
    }
  }

  private func joined(
    _ body: @escaping @Sendable (SecretWorker, inout Outcome) -> Void
  ) -> Outcome {
    let processKey = IdentityKey("\(UInt64.random(in: 0...UInt64.max))", origin: .fixed)
    var waiver: (@Sendable ([UInt8]) -> Waiver?)?
    if ignored.knowsValues { waiver = { [ignored] in ignored.waiver(forValue: $0) } }
    let empty = SecretFindings(
      pack: rules.pack, rules: rules.scanner.rules, key: key, processKey: processKey,
      waiver: waiver)
    let outcomes = WorkerPool.run(jobs) { _ -> Outcome in
      var outcome = Outcome(findings: empty)
      do throws(EngineError) {
        let worker = try rules.scanner.makeWorker()
        body(worker, &outcome)
        outcome.abandoned = worker.abandoned
      } catch { outcome.failures.append(error.description) }
      return outcome
    }
    var whole = Outcome(findings: empty)
    for outcome in outcomes {
      whole.findings.merge(outcome.findings)
      whole.skips += outcome.skips
      whole.files += outcome.files
      whole.bytes += outcome.bytes
      whole.abandoned.merge(outcome.abandoned, uniquingKeysWith: +)
      whole.failures += outcome.failures
    }
    return whole
  }

  // MARK: one text

  func look(
    _ fragment: Fragment, order: Int, _ naming: Naming, _ worker: SecretWorker,
    _ outcome: inout Outcome
  ) {
    progress.bytes.add(fragment.bytes.count, ordering: .relaxed)
    if fragment.path.contains("!"), worker.isAllowed(path: fragment.path) {
      outcome.skips.append(Skip(fragment.path, .ruleAllowlist))
      return
    }
    let matches = worker.inspect(fragment)
    if rules.scanner.options.decodingDepth > 0,
      fragment.bytes.count > rules.scanner.options.decodingLimit
    {
      outcome.skips.append(
        Skip(fragment.path, .limit, "larger than 16 MiB: looked at, but not decoded"))
    }
    if matches.isEmpty { return }
    progress.found.add(matches.count, ordering: .relaxed)
    add(
      matches, fragment, order: order, identityPath: naming.identityPath(fragment.path), &outcome)
  }

  func add(
    _ matches: [SecretMatch], _ fragment: Fragment, order: Int, identityPath: String,
    _ outcome: inout Outcome
  ) {
    let shift = fragment.firstLine - 1
    let map = fragment.lineMap
    let bytes = fragment.bytes
    let hashes = LazyLineHash(bytes, isWhole: shift == 0 && map == nil)
    outcome.findings.add(
      matches,
      SecretFindings.Source(
        path: fragment.path, identityPath: identityPath, bytes: bytes, commit: fragment.commit,
        symlink: fragment.symlink, order: order,
        position: { place in
          map?.position(line: place.line, column: place.column)
            ?? SourcePosition(line: place.line + shift, column: place.column)
        },
        lineHash: hashes.at))
  }
}

/// GitHub's line hashes, made when the first is asked for.
private final class LazyLineHash {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isWhole: Bool
  private var hashes: LineHash?

  init(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
    self.bytes = bytes
    self.isWhole = isWhole
  }

  func at(_ line: Int) -> String? {
    guard isWhole else { return nil }
    let made = hashes ?? LineHash(bytes)
    hashes = made
    return made.at(line: line)
  }
}

extension SecretWorker {
  func inspect(_ fragment: Fragment) -> [SecretMatch] {
    var matches: [SecretMatch] = []
    inspect(
      fragment.bytes,
      Subject(path: fragment.path, commit: fragment.commit?.id ?? "", ascii: fragment.isASCII),
      into: &matches)
    return matches
  }
}
