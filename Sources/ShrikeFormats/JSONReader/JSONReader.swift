import ShrikeText

/// Reads JSON (RFC 8259) into a `Document`, at some hundred megabytes a second.
///
/// What is broken beyond guessing (a missing bracket, an open string) ends the reading with one
/// diagnostic and no document. What is wrong but clear (a comment or trailing comma where none is
/// allowed, a control character in a string, a leading zero) is reported as an error and read on;
/// duplicate keys (the last value wins) and lone surrogates (U+FFFD) are warnings. A file that must
/// be JSON to the letter is one that brought no errors.
public struct JSONReader: Sendable {
  /// `//` and `/* */`.
  public var allowsComments = false
  public var allowsTrailingCommas = false
  public var limits = FormatLimits.standard

  public init() {}

  /// JSON as RFC 8259 has it.
  public static let strict = JSONReader()
  /// JSON with comments and trailing commas, as editors and tsconfig.json use it.
  public static let jsonc: JSONReader = {
    var reader = JSONReader()
    reader.allowsComments = true
    reader.allowsTrailingCommas = true
    return reader
  }()

  /// The file's one value. UTF-8 (a byte order mark is passed over) or UTF-16.
  public func read(
    _ bytes: [UInt8], _ context: FileContext, diagnostics: inout Diagnostics
  ) -> Document? {
    guard
      let (source, start) = DecodedText.checked(
        bytes, context, limits, area: "json", &diagnostics)
    else { return nil }
    return read(source, from: start, diagnostics: &diagnostics)
  }

  func read(
    _ source: SourceText, from start: Int, diagnostics: inout Diagnostics
  ) -> Document? {
    source.text.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, bytes.count > start else {
        source.report(
          Problem("json.syntax", "expected a value, but the text is empty", at: ByteRange(0, 0)),
          to: &diagnostics)
        return nil
      }
      var parser = JSONParser(base, bytes.count, from: start, self)
      let complete = parser.readDocument()
      for problem in parser.problems { source.report(problem, to: &diagnostics) }
      let builder = parser.finish()
      source.reportDuplicates(builder.duplicates, "json", to: &diagnostics)
      guard complete, let root = builder.roots.last else { return nil }
      return Document(Tree(builder, source), root: root)
    }
  }
}
