import ShrikeText

/// A mistake a parser met, before it is framed by the text it stands in.
struct Problem {
  var level: Diagnostic.Level = .error
  var code: String
  var message: String
  var range: ByteRange
  var label: String?
  var help: String?

  init(
    _ code: String, _ message: String, at range: ByteRange, level: Diagnostic.Level = .error,
    label: String? = nil, help: String? = nil
  ) {
    self.level = level
    self.code = code
    self.message = message
    self.range = range
    self.label = label
    self.help = help
  }
}

extension SourceText {
  func report(_ problem: Problem, to diagnostics: inout Diagnostics) {
    diagnostics.report(
      diagnostic(
        problem.level, problem.code, problem.message, at: problem.range, label: problem.label,
        help: problem.help))
  }

  /// Says which keys were kept out of mappings, in the order of the file.
  func reportDuplicates(
    _ duplicates: [(earlier: ByteRange, later: ByteRange)], _ area: String,
    to diagnostics: inout Diagnostics
  ) {
    for pair in duplicates.sorted(by: { $0.later.lower < $1.later.lower }) {
      report(
        Problem(
          "\(area).duplicate-key", "the key is given twice; the last value counts", at: pair.later,
          level: .warning, label: "first given on line \(line(of: pair.earlier.lower))"),
        to: &diagnostics)
    }
  }
}

extension DecodedText {
  /// The text, or nil after a diagnostic when it is too large or in no encoding that is read here.
  static func checked(
    _ bytes: [UInt8], _ context: FileContext, _ limits: FormatLimits, area: String,
    _ diagnostics: inout Diagnostics
  ) -> (source: SourceText, start: Int)? {
    guard bytes.count <= min(limits.bytes, FormatLimits.standard.bytes) else {
      diagnostics.report(
        Diagnostic(
          .error, "\(area).size",
          "the file has \(bytes.count) bytes, more than the \(limits.bytes) that are read",
          file: context.file))
      return nil
    }
    let decoded = DecodedText(bytes)
    let source = SourceText(decoded.bytes, context)
    if let failure = decoded.failure {
      source.report(
        Problem(
          "\(area).encoding", failure.message, at: ByteRange(failure.offset, failure.offset + 1)),
        to: &diagnostics)
      return nil
    }
    return (source, decoded.start)
  }

  /// The same for formats whose files are read whatever they hold: what is no UTF-8 is a warning.
  static func tolerated(
    _ bytes: [UInt8], _ context: FileContext, _ limits: FormatLimits, area: String,
    _ diagnostics: inout Diagnostics
  ) -> (source: SourceText, start: Int)? {
    let head = Array(bytes.prefix(4))
    guard bytes.count <= min(limits.bytes, FormatLimits.standard.bytes),
      head != [0xFF, 0xFE, 0, 0], head != [0, 0, 0xFE, 0xFF]
    else { return checked(bytes, context, limits, area: area, &diagnostics) }
    let decoded = DecodedText(bytes)
    let source = SourceText(decoded.bytes, context)
    if let failure = decoded.failure {
      source.report(
        Problem(
          "\(area).encoding", failure.message, at: ByteRange(failure.offset, failure.offset + 1),
          level: .warning),
        to: &diagnostics)
    }
    return (source, decoded.start)
  }
}
