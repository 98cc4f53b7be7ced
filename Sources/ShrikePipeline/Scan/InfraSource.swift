import ShrikeInfra
import ShrikeModel
import ShrikeText
import Synchronization

/// The libraries of checks of a scan: those that were given, else the built-in ones: the audits of
/// pipelines, and the pack, of which each family is read and compiled when the first file wants it: most
/// trees hold few of them.
final class InfraSource: Sendable {
  /// Libraries of one scan.
  static let limit = 64

  private enum State {
    case ready(InfraPack, Report.RuleSet)
    case failed([String])
  }

  private let library: RuleLibrary
  private let pipelines = PipelineLibrary()
  private let wantsPipelines = Atomic(false)
  /// Nil where none were given.
  private let given: [LoadedChecks]?
  private let states = Mutex<[InfraFamily: State]>([:])

  init(_ library: RuleLibrary, given: GivenRules? = nil) {
    self.library = library
    self.given = given.flatMap { $0.hasInfra ? Array($0.infra.prefix(Self.limit)) : nil }
  }

  func mayRecognize(path: String) -> Bool {
    // Where nothing of what was given can be asked, that is told of the files our own would look at.
    guard let given, !given.isEmpty else {
      return pipelines.mayRecognize(path: path) || InfraReader.mayRecognize(path: path)
    }
    return given.contains { $0.library.mayRecognize(path: path) }
  }

  func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    given?.contains {
      $0.library.mayRecognize(path: path) && $0.library.recognizes(bytes, path: path)
    } ?? (pipelines.mayRecognize(path: path) || InfraReader.recognizes(bytes, path: path))
  }

  /// The libraries that may look at a file, numbered; what cannot be read is missing, and told by
  /// `failures`.
  func libraries(for path: String) -> [(number: Int, library: any InfraLibrary)] {
    if let given {
      return given.enumerated().filter { $1.library.mayRecognize(path: path) }
        .map { ($0, $1.library) }
    }
    if pipelines.mayRecognize(path: path) {
      wantsPipelines.store(true, ordering: .relaxed)
      return [(0, pipelines)]
    }
    let family = InfraFamily(path: path)
    return pack(family).map { [(1 + family.rawValue, $0)] } ?? []
  }

  private func pack(_ family: InfraFamily) -> InfraPack? {
    states.withLock { states in
      switch states[family] {
      case .ready(let pack, _): return pack
      case .failed: return nil
      case nil: break
      }
      var diagnostics = Diagnostics()
      if let loaded = try? library.infra(family: family, &diagnostics) {
        states[family] = .ready(loaded.pack, loaded.about)
        return loaded.pack
      }
      states[family] = .failed(diagnostics.finish().map(\.message))
      return nil
    }
  }

  /// What was loaded; empty where no file wanted it.
  var loaded: [(library: any InfraLibrary, about: Report.RuleSet)] {
    if let given { return given.map { ($0.library, $0.about) } }
    var loaded: [(library: any InfraLibrary, about: Report.RuleSet)] = []
    states.withLock { states in
      for family in InfraFamily.allCases {
        if case .ready(let pack, let about)? = states[family] { loaded.append((pack, about)) }
      }
    }
    if wantsPipelines.load(ordering: .relaxed) {
      let about = Report.RuleSet(
        engine: "infra", name: "pipeline", format: "built-in", rules: pipelines.rules.count,
        digest: RuleLibrary.digest([]))
      loaded.append((pipelines, about))
    }
    return loaded
  }

  /// What is wrong with the rules, where they were wanted and cannot be read.
  var failures: [String] {
    if let given {
      return given.contains { !$0.library.rules.isEmpty }
        ? [] : ["of the rules that were given none can be asked"]
    }
    return states.withLock { states in
      InfraFamily.allCases.flatMap { family in
        if case .failed(let messages)? = states[family] { messages } else { [String]() }
      }
    }
  }
}
