/// Another program that a scan runs, and the report it writes: an entry of `tools` in `shrike.yml`.
public struct Tool: Sendable, Hashable {
  /// Where the report is written.
  public enum Output: Sendable, Hashable {
    case standardOutput
    /// To the file that stands for `{report}` in the command.
    case placeholder
    /// Always to this file, from the scanned folder.
    case file(String)
  }

  /// What its findings' engine is called: `tool:NAME`.
  public var name: String
  /// The program and its arguments, as they are: no shell looks at them.
  public var command: [String]
  public var output: Output
  /// The reader of its report; nil: its content tells.
  public var format: String?
  /// Seconds until it is ended.
  public var timeout: Int
  /// Exit codes with which the report is whole. Many tools end with 1 where they found something.
  public var exitCodes: Set<Int32>

  public init(
    name: String, command: [String], output: Output? = nil, format: String? = nil,
    timeout: Int = Tool.standardTimeout, exitCodes: Set<Int32> = Tool.standardExitCodes
  ) {
    self.name = name
    self.command = command
    self.output = output ?? (Self.hasPlaceholder(command) ? .placeholder : .standardOutput)
    self.format = format
    self.timeout = timeout
    self.exitCodes = exitCodes
  }

  public static let standardTimeout = 600
  public static let standardExitCodes: Set<Int32> = [0, 1]
  public static let timeouts = 1...86_400

  /// In a command: the file that the report is to be written to.
  static let reportPlaceholder = "{report}"
  /// In a preset's command: the address that `url` gives.
  static let urlPlaceholder = "{url}"

  static func hasPlaceholder(_ command: [String]) -> Bool {
    command.contains { $0.contains(reportPlaceholder) }
  }

  /// The engine of its findings and of its coverage.
  public var engine: String { Self.enginePrefix + name }
  public static let enginePrefix = "tool:"
  /// What `engines`, `--only` and `--skip` call all of them.
  public static let engines = "tools"
}
