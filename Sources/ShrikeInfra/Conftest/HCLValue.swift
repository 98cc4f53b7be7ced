import ShrikeFormats
import ShrikeRego
import ShrikeText

/// A Terraform file as conftest's policies see it: blocks by type and labels, each an array, literal
/// values as they are, and everything that would have to be computed as its text, `${…}`.
enum HCLValue {
  static func value(of file: HCLFile, file number: Int, places: inout PlaceTable) -> Value {
    var reader = Reader(file: file, number: number, places: places)
    let value = reader.body(file.body)
    places = reader.places
    return value
  }

  private struct Reader {
    let file: HCLFile
    let number: Int
    var places: PlaceTable

    mutating func place(_ range: ByteRange) -> UInt32 { places.add(file: number, range) }

    mutating func body(_ body: HCLBody) -> Value {
      var object = ObjectBox.empty
      for attribute in body.attributes {
        object = object.setting(Value(attribute.name), to: expression(attribute.value))
      }
      for block in body.blocks {
        let path = [Value(block.type)] + block.labels.map { Value($0.text) }
        let value = self.body(block.body).at(place(block.range))
        var found: Value? = Value(object)
        for key in path { found = found?[key] }
        object = object.setting(path, to: Value(array: (found?.array?.elements ?? []) + [value]))
      }
      return Value(object)
    }

    mutating func expression(_ expression: HCLExpression) -> Value {
      let place = place(expression.range)
      switch expression.kind {
      case .null: return .null.at(place)
      case .bool(let bool): return Value(bool).at(place)
      case .number(let text):
        let number = Array(text.utf8).withUnsafeBufferPointer { Value(numberText: $0) }
        return (number ?? Value(text)).at(place)
      case .string(let text): return Value(text).at(place)
      case .template: return Value(templateText(expression)).at(place)
      case .tuple(let elements):
        return Value(array: elements.map { self.expression($0) }).at(place)
      case .object(let items):
        return Value(
          object: items.map { item in
            let key = item.key.word ?? self.expression(item.key).string ?? text(item.key.range)
            return (Value(key), self.expression(item.value))
          }
        ).at(place)
      default: return Value("${" + text(expression.range) + "}").at(place)
      }
    }

    private func text(_ range: ByteRange) -> String {
      String(decoding: file.text.bytes[range.lower..<range.upper], as: UTF8.self)
    }

    /// As it is written, without its quotes.
    private func templateText(_ expression: HCLExpression) -> String {
      let text = text(expression.range)
      return text.hasPrefix("\"") && text.hasSuffix("\"") && text.count > 1
        ? String(text.dropFirst().dropLast()) : text
    }
  }
}
