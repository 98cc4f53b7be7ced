import ShrikeInfra
import ShrikeModel
import ShrikeText
import Synchronization

/// The libraries of checks of a scan: those that were given, else the built-in one, which is read and
/// compiled when the first file wants it: most trees hold none.
final class InfraSource: Sendable {
  /// Libraries of one scan.
  static let limit = 64

  private enum State {
    case waiting
    case ready(InfraPack, Report.RuleSet)
    case failed([String])
  }

  private let library: RuleLibrary
  /// Nil where none were given.
  private let given: [LoadedChecks]?
  private let state = Mutex<State>(.waiting)

  init(_ library: RuleLibrary, given: GivenRules? = nil) {
    self.library = library
    self.given = given.flatMap { $0.hasInfra ? Array($0.infra.prefix(Self.limit)) : nil }
  }

  func mayRecognize(path: String) -> Bool {
    // Where nothing of what was given can be asked, that is told of the files our own would look at.
    guard let given, !given.isEmpty else { return InfraReader.mayRecognize(path: path) }
    return given.contains { $0.library.mayRecognize(path: path) }
  }

  func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    given?.contains {
      $0.library.mayRecognize(path: path) && $0.library.recognizes(bytes, path: path)
    } ?? InfraReader.recognizes(bytes, path: path)
  }

  /// All libraries, numbered; what cannot be read is missing, and told by `failures`.
  var libraries: [(number: Int, library: any InfraLibrary)] {
    if let given { return given.enumerated().map { ($0, $1.library) } }
    return pack.map { [(0, $0)] } ?? []
  }

  private var pack: InfraPack? {
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

  /// What was loaded; empty where no file wanted it.
  var loaded: [(library: any InfraLibrary, about: Report.RuleSet)] {
    if let given { return given.map { ($0.library, $0.about) } }
    return state.withLock {
      if case .ready(let pack, let about) = $0 { [(pack, about)] } else { [] }
    }
  }

  /// What is wrong with the rules, where they were wanted and cannot be read.
  var failures: [String] {
    if let given {
      return given.contains { !$0.library.rules.isEmpty }
        ? [] : ["of the rules that were given none can be asked"]
    }
    return state.withLock { if case .failed(let messages) = $0 { messages } else { [] } }
  }
}
