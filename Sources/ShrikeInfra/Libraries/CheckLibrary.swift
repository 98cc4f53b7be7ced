public import ShrikeModel
import ShrikeRego
public import ShrikeText

/// A set of checks in another tool's format, compiled once and asked of many files.
///
/// Checks see what their own tool would hand them; what they answer comes back as matches with a place.
/// Libraries know no file system: whoever has the files hands them in.
public protocol CheckLibrary: Sendable {
  /// The tool whose format it is: the first part of its rules' ids.
  var pack: String { get }
  var rules: [RuleInfo] { get }
  /// Whether a check may be about a file, told from its name and a look at its bytes.
  func concerns(_ path: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool
  /// Whether a check may compare files, so that all of a scan must be asked about together.
  var looksAcrossFiles: Bool { get }
  /// Asks all checks about files; one that fails leaves the others as they are.
  func inspect(_ files: [LibraryFile]) -> LibraryAnswer
}

/// A file as a library is handed it.
public struct LibraryFile: Sendable {
  public let path: String
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// What a library says of some files.
public struct LibraryAnswer: Sendable {
  public var matches: [LibraryMatch] = []
  /// Checks that were given up.
  public var troubles: [(rule: Int, message: String)] = []
  /// Files that are not what they seem, with the reason.
  public var damaged: [(file: Int, message: String)] = []
  /// Files that at least one check was asked about.
  public var looked: Set<Int> = []

  public init() {}
}

/// One thing a check of a library says is wrong.
public struct LibraryMatch: Sendable {
  /// Index into the library's rules.
  public let rule: Int
  /// Index into the files that were handed in.
  public let file: Int
  /// In the file's bytes; nil where it is about the file as a whole.
  public let range: ByteRange?
  public let message: String
  /// Where it is another than the rule's.
  public var severity: Severity?
  /// The resource it is about, and what of that: its identity together with the rule.
  public let subject: String
  public let key: String
}

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
