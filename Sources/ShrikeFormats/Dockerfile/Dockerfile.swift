import ShrikeText

/// A Dockerfile (or Containerfile): its instructions as BuildKit reads them, its stages, and what
/// its variables are known to be. Every part knows its place.
public struct Dockerfile: Sendable {
  let source: SourceText
  public let directives: [DockerDirective]
  /// `\`, or the backquote where a directive says so.
  public let escape: UInt8
  /// Comment lines, those within continued instructions included.
  public let comments: [ByteRange]
  public internal(set) var instructions: [DockerInstruction]
  public internal(set) var stages: [DockerStage] = []
  var scopes = DockerScopes()

  /// The file as UTF-8, which all ranges count in.
  public var text: DiagnosedText { source.text }

  public func position(of offset: Int) -> SourcePosition {
    text.bytes.withUnsafeBufferPointer { text.lines.position(of: offset, in: $0) }
  }

  /// The lines of an instruction as they are written.
  public func original(_ instruction: DockerInstruction) -> String {
    String(decoding: text.bytes[instruction.range.lower..<instruction.range.upper], as: UTF8.self)
  }
}

/// `# syntax=`, `# escape=` or `# check=` at the head of the file.
public struct DockerDirective: Sendable {
  /// In small letters.
  public let name: String
  public let value: String
  public let range: ByteRange
  public let valueRange: ByteRange
}

public struct DockerInstruction: Sendable {
  public enum Keyword: String, Sendable, CaseIterable {
    case add = "ADD"
    case arg = "ARG"
    case cmd = "CMD"
    case copy = "COPY"
    case entrypoint = "ENTRYPOINT"
    case env = "ENV"
    case expose = "EXPOSE"
    case from = "FROM"
    case healthcheck = "HEALTHCHECK"
    case label = "LABEL"
    case maintainer = "MAINTAINER"
    case onbuild = "ONBUILD"
    case run = "RUN"
    case shell = "SHELL"
    case stopsignal = "STOPSIGNAL"
    case user = "USER"
    case volume = "VOLUME"
    case workdir = "WORKDIR"
  }

  /// Nil for an instruction that does not exist.
  public internal(set) var keyword: Keyword?
  /// The keyword as it is written.
  public internal(set) var name: String
  public internal(set) var nameRange: ByteRange
  /// From the keyword to the end of the last line, here-documents included.
  public internal(set) var range: ByteRange
  public internal(set) var firstLine: Int
  public internal(set) var lastLine: Int
  /// The instruction as one line: continuations, and comments between them, struck out.
  public internal(set) var logical: StitchedText
  public internal(set) var flags: [DockerFlag] = []
  /// Written as a JSON array.
  public internal(set) var isJSON = false
  /// What stands behind flags: words of FROM, COPY, ADD, VOLUME and EXPOSE, elements of a JSON
  /// array, else one value. Empty for ARG, ENV and LABEL, which have `pairs`.
  public internal(set) var values: [DockerValue] = []
  public internal(set) var pairs: [DockerPair] = []
  /// `CMD` or `NONE` of HEALTHCHECK.
  public internal(set) var check: DockerValue?
  public internal(set) var hereDocuments: [DockerHereDocument] = []
  /// What RUN, CMD, ENTRYPOINT and HEALTHCHECK run; of a JSON array a single command. Nil where the
  /// shell is no POSIX one.
  public internal(set) var script: ShellScript?
  /// The one instruction of ONBUILD.
  public internal(set) var nested: [DockerInstruction] = []
  /// The stage it belongs to; nil before the first FROM.
  public internal(set) var stage: Int?

  public func flag(_ name: String) -> DockerFlag? { flags.first { $0.name == name } }
}

/// A part of an instruction.
public struct DockerValue: Sendable {
  /// As BuildKit's parser has it: quotes and variables untouched, JSON strings decoded.
  public let text: String
  public let range: ByteRange
  /// Quotes and variables resolved, where the builder does that.
  public internal(set) var resolved: DockerText

  init(_ text: String, _ range: ByteRange) {
    self.text = text
    self.range = range
    resolved = DockerText(text)
  }
}

/// `key=value`, or `ENV key value`.
public struct DockerPair: Sendable {
  public internal(set) var key: DockerValue
  /// Nil for `ARG key`.
  public internal(set) var value: DockerValue?
  /// The old form with a blank in place of `=`.
  public let isSpaced: Bool
  public let range: ByteRange
}

/// `--name=value`
public struct DockerFlag: Sendable {
  public let name: String
  /// Nil where no `=` stands.
  public internal(set) var value: DockerValue?
  public let range: ByteRange

  /// The fields of a value such as `type=cache,target=/x`; a field without `=` has an empty value.
  public var options: [(key: String, value: String)] {
    guard let text = value?.text else { return [] }
    return text.split(separator: ",").map { field in
      let sides = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(sides[0]), sides.count > 1 ? String(sides[1]) : "")
    }
  }
}

public struct DockerHereDocument: Sendable {
  public let name: String
  /// Variables in it are expanded: its mark is not quoted.
  public let isExpanded: Bool
  /// `<<-`
  public let stripsTabs: Bool
  /// The mark.
  public let range: ByteRange
  /// The body without the line of the end mark.
  public let body: ByteRange
}

/// A text of which parts may be unknown.
public struct DockerText: Sendable, Hashable {
  /// Nil where a variable without a known value stands in it.
  public let text: String?
  /// With `${NAME}` for what is unknown.
  public let written: String
  /// The names of unknown variables; empty for what is no variable.
  public let unknown: [String]

  init(_ text: String, unknown: [String] = []) {
    self.text = unknown.isEmpty ? text : nil
    written = text
    self.unknown = unknown
  }
}

/// A build stage.
public struct DockerStage: Sendable {
  public let index: Int
  /// Behind `AS`.
  public let name: DockerValue?
  public let image: DockerImage
  /// The stage it goes on from.
  public let base: Int?
  /// From its FROM to the instruction before the next one.
  public internal(set) var instructions: Range<Int>
}

/// What an image's name says.
public struct DockerImage: Sendable, Hashable {
  public let reference: DockerText
  /// `registry.example.com:5000`, nil for the builder's default. Like the parts below with `${NAME}`
  /// for what is unknown.
  public let registry: String?
  public let repository: String
  public let tag: String?
  /// With its algorithm: `sha256:…`.
  public let digest: String?

  public var isScratch: Bool { reference.text == "scratch" }
  /// A variable at the end of the name may bring a tag or a digest along.
  public let endsUnknown: Bool

  /// By the reference grammar of distribution: the first part is a registry where it has a dot, a
  /// port or is `localhost`.
  public init(_ reference: DockerText) {
    self.reference = reference
    var rest = reference.written[...]
    if let at = rest.firstIndex(of: "@") {
      digest = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    } else {
      digest = nil
    }
    let slash = rest.lastIndex(of: "/")
    if let colon = rest.lastIndex(of: ":"), slash.map({ colon > $0 }) ?? true {
      tag = String(rest[rest.index(after: colon)...])
      rest = rest[..<colon]
    } else {
      tag = nil
    }
    if let first = rest.firstIndex(of: "/"),
      rest[..<first].contains(where: { $0 == "." || $0 == ":" }) || rest[..<first] == "localhost"
    {
      registry = String(rest[..<first])
      rest = rest[rest.index(after: first)...]
    } else {
      registry = nil
    }
    repository = String(rest)
    endsUnknown = tag == nil && digest == nil && !reference.unknown.isEmpty && rest.hasSuffix("}")
  }
}
