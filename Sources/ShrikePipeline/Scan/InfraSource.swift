import ShrikeInfra
import ShrikeModel
import ShrikeText
import Synchronization

/// The libraries of checks of a scan. The built-in one is read and compiled when the first file wants
/// it: most trees hold none.
final class InfraSource: Sendable {
  /// Libraries of one scan.
  static let limit = 64

  private enum State {
    case waiting
    case ready(InfraPack, Report.RuleSet)
    case failed([String])
  }

  private let library: RuleLibrary
  private let state = Mutex<State>(.waiting)

  init(_ library: RuleLibrary) { self.library = library }

  func mayRecognize(path: String) -> Bool { InfraReader.mayRecognize(path: path) }

  func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    InfraReader.recognizes(bytes, path: path)
  }

  /// All libraries, numbered; what cannot be read is missing, and told by `failures`.
  var libraries: [(number: Int, library: any InfraLibrary)] {
    pack.map { [(0, $0)] } ?? []
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
    state.withLock { if case .ready(let pack, let about) = $0 { [(pack, about)] } else { [] } }
  }

  /// What is wrong with the rules, where they were wanted and cannot be read.
  var failures: [String] {
    state.withLock { if case .failed(let messages) = $0 { messages } else { [] } }
  }
}
