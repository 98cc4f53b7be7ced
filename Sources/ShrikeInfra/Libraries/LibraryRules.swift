import ShrikeRego
import ShrikeText

/// How much one check may cost, a library's files together.
enum LibraryLimits {
  static let steps = 20_000_000

  static var machine: Machine.Limits {
    var limits = Machine.Limits()
    limits.steps = steps
    return limits
  }
}

/// Rule files of a library while they are read: their texts, for diagnostics with a place.
struct RuleTexts {
  private let bytes: [String: [UInt8]]

  init(_ files: [(path: String, bytes: [UInt8])]) {
    bytes = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
  }

  func text(_ path: String) -> DiagnosedText {
    DiagnosedText(file: path, bytes: bytes[path] ?? [])
  }

  /// Compiles modules together. Those with mistakes are told of and left out, and with them what
  /// needs them, so that a mistake costs one file its rules and no other.
  func compile(
    _ modules: [Module], builtins: BuiltinTable = .standard, _ diagnostics: inout Diagnostics
  ) -> (policy: Policy, modules: [Module])? {
    var modules = modules
    // Each round leaves out at least one; chains of modules that need each other are short.
    for _ in 0..<Self.rounds where !modules.isEmpty {
      let (policy, errors) = Policy.compile(modules, builtins: builtins)
      if let policy { return (policy, modules) }
      for error in errors { diagnostics.report(error.diagnostic(in: text(error.module))) }
      let broken = Set(errors.map(\.module))
      let kept = modules.filter { !broken.contains($0.name) }
      guard kept.count < modules.count else { return nil }
      modules = kept
    }
    return nil
  }

  private static let rounds = 32
}
