public import ShrikeText

/// Reads HCL's native syntax (version 2, as Terraform writes it) at some ten megabytes a second.
///
/// No mistake ends the reading: a broken attribute stays with an `.invalid` value, a block that is
/// not closed ends where the next one begins at the margin, and everything after a mistake is read.
/// All mistakes of a file are reported as `hcl.syntax`. Specification:
/// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
public struct HCLReader: Sendable {
  /// Levels of blocks, and of expressions within each other. Consumers recurse, so it is
  /// much less than other formats get: one level costs several calls.
  public static let depthLimit = 200
  /// A file beyond so many bytes is no configuration that people write.
  public static let byteLimit = 64 << 20
  /// Mistakes of one file that are kept.
  public static let mistakeLimit = 200

  public init() {}

  /// Attributes and blocks of a file; nil when it is too large or no text. UTF-8 (a byte order
  /// mark is passed over) or UTF-16.
  public func read(
    _ bytes: [UInt8], _ context: FileContext, diagnostics: inout Diagnostics
  ) -> HCLFile? {
    guard let (source, start) = checked(bytes, context, &diagnostics) else { return nil }
    var file = source.text.bytes.withUnsafeBufferPointer { buffer in
      var lexer = HCLLexer(buffer, from: start)
      lexer.run()
      if let open = lexer.unclosedHeredoc {
        lexer = HCLLexer(buffer, from: start)
        lexer.openHeredocStart = open
        lexer.run()
      }
      var parser = HCLParser(buffer, lexer.tokens)
      var body = parser.readFile()
      if parser.foundUnclosedBlock {
        // Read again with the margin as a hint: a header there is no part of an open block.
        var second = HCLParser(buffer, lexer.tokens)
        second.marginCloses = true
        body = second.readFile()
        parser = second
      }
      return HCLFile(
        body: body, text: source.text, comments: lexer.comments, mistakes: parser.mistakes)
    }
    finish(&file.mistakes, source, &diagnostics)
    return file
  }

  /// One expression and nothing after it.
  public func readExpression(
    _ bytes: [UInt8], _ context: FileContext, diagnostics: inout Diagnostics
  ) -> HCLExpression? {
    guard let (source, start) = checked(bytes, context, &diagnostics) else { return nil }
    var (expression, mistakes) = source.text.bytes.withUnsafeBufferPointer { buffer in
      var lexer = HCLLexer(buffer, from: start)
      lexer.run()
      var parser = HCLParser(buffer, lexer.tokens)
      return (parser.readLoneExpression(), parser.mistakes)
    }
    finish(&mistakes, source, &diagnostics)
    return mistakes.isEmpty ? expression : nil
  }

  /// A text of `${}` and `%{}` without quotes around, as template files are.
  public func readTemplate(
    _ bytes: [UInt8], _ context: FileContext, diagnostics: inout Diagnostics
  ) -> HCLExpression? {
    guard let (source, start) = checked(bytes, context, &diagnostics) else { return nil }
    var (expression, mistakes) = source.text.bytes.withUnsafeBufferPointer { buffer in
      var lexer = HCLLexer(buffer, from: start, asTemplate: true)
      lexer.run()
      var parser = HCLParser(buffer, lexer.tokens)
      return (parser.readLoneTemplate(), parser.mistakes)
    }
    finish(&mistakes, source, &diagnostics)
    return mistakes.isEmpty ? expression : nil
  }

  private func checked(
    _ bytes: [UInt8], _ context: FileContext, _ diagnostics: inout Diagnostics
  ) -> (source: SourceText, start: Int)? {
    var limits = FormatLimits.standard
    limits.bytes = Self.byteLimit
    return DecodedText.checked(bytes, context, limits, area: "hcl", &diagnostics)
  }

  private func finish(
    _ mistakes: inout [HCLMistake], _ source: SourceText, _ diagnostics: inout Diagnostics
  ) {
    mistakes.sort { ($0.range.lower, $0.range.upper) < ($1.range.lower, $1.range.upper) }
    for mistake in mistakes {
      source.report(
        Problem("hcl.syntax", mistake.message, at: mistake.range, help: mistake.help),
        to: &diagnostics)
    }
  }
}
