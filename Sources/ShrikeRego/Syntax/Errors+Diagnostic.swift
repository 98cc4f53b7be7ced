public import ShrikeText

extension Span {
  /// In the bytes of the module.
  public var range: ByteRange { ByteRange(Int(lower), Int(upper)) }
}

extension DiagnosedText {
  /// A diagnostic that points into this text.
  public func diagnostic(
    _ level: Diagnostic.Level, _ code: String, _ message: String, at range: ByteRange,
    help: String? = nil
  ) -> Diagnostic {
    Diagnostic(level, code, message, file: file, frame: frame(range), help: help)
  }
}

extension SyntaxError {
  /// The error as a person reads it.
  public func diagnostic(in text: DiagnosedText) -> Diagnostic {
    text.diagnostic(.error, "rego.syntax", message, at: span.range, help: help)
  }
}

extension PolicyError {
  public func diagnostic(in text: DiagnosedText) -> Diagnostic {
    let name = code.hasPrefix("rego_") ? String(code.dropFirst(5).split(separator: "_")[0]) : code
    return text.diagnostic(.error, "rego.\(name)", message, at: span.range, help: help)
  }
}
