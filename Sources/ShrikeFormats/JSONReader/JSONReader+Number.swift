extension JSONReader {
  /// Whether a text is a number as RFC 8259 writes them.
  func isNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return false }
      var parser = JSONParser(base, bytes.count, from: 0, self)
      guard parser.readDocument(), parser.problems.isEmpty else { return false }
      let kind = parser.finish().records.first?.kind
      return kind == .integer || kind == .float
    }
  }
}
