import ShrikeFormats
import ShrikeRego
import ShrikeText

/// Documents of YAML or JSON that words of their own tell apart: templates of CloudFormation, and
/// descriptions of interfaces in OpenAPI.
enum TemplateReader {
  /// The words stand at the top, or soon come.
  private static let head = 64 << 10

  static func mayRecognize(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = UnsafeBufferPointer(rebasing: bytes.prefix(head))
    return mayBeTemplate(start) || mayBeInterface(start)
  }

  private static func mayBeTemplate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    has("AWSTemplateFormatVersion", bytes) || has("AWS::", bytes) && has("Resources", bytes)
  }

  private static func mayBeInterface(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    ["openapi:", "\"openapi\"", "swagger:", "\"swagger\""].contains { has($0, bytes) }
      && (has("paths", bytes) || has("webhooks", bytes))
  }

  private static func has(_ word: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    find(Array(word.utf8), in: bytes) != nil
  }

  /// The subject of a file; nil where it is none after all. A mistake is told where the file says what
  /// it is in so many words.
  static func subject(
    _ bytes: [UInt8], path: String, places: inout PlaceTable, diagnostics: inout Diagnostics
  ) -> InfraSubject? {
    var found = Diagnostics()
    let context = FileContext(path, quotes: false)
    let document: Document?
    if path.lowercased().hasSuffix(".json") {
      document = JSONReader.strict.read(bytes, context, diagnostics: &found)
    } else {
      document = YAMLReader(schema: .yaml11).read(bytes, context, diagnostics: &found).first
    }
    var subject: InfraSubject?
    if let document {
      let file = places.add(document.text)
      if CloudFormationTemplate.recognizes(document.root) {
        subject = CloudFormationTemplate.subject(
          document.root, file: file, path: path, places: &places)
      } else if OpenAPIDocument.recognizes(document.root) {
        subject = OpenAPIDocument.subject(document.root, file: file, places: &places)
      }
    }
    let saysSo = bytes.withUnsafeBufferPointer { has("AWSTemplateFormatVersion", $0) }
    if subject != nil || saysSo {
      for diagnostic in found.finish() { diagnostics.report(diagnostic) }
    }
    return subject
  }
}
