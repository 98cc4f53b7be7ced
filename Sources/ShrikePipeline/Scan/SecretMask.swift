import ShrikeSecrets
import ShrikeText
import Synchronization

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
