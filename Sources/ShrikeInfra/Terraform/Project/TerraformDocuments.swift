import ShrikeFormats
import ShrikeRego

/// JSON in the texts of a block's values, read, as checks see it beside the values.
enum TerraformDocuments {
  /// By the attribute's name, within blocks `inline_policy.0.policy`; every part has the text's place.
  static func add(of values: Value, _ path: String, to out: inout [ObjectBox.Entry]) {
    for entry in values.object?.entries ?? [] {
      guard let key = entry.key.string else { continue }
      if let read = document(entry.value) {
        out.append((Value(path + key), read))
      } else {
        for (index, element) in (entry.value.array?.elements ?? []).enumerated()
        where element.kind == .object {
          add(of: element, "\(path)\(key).\(index).", to: &out)
        }
      }
    }
  }

  /// What a text says that is an object or a list in JSON.
  private static func document(_ text: Value) -> Value? {
    guard
      let bytes = text.stringBox?.withBytes({ bytes -> [UInt8]? in
        let first = bytes.first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? Array(bytes) : nil
      }), let read = Value(json: bytes)
    else { return nil }
    return placed(read, text.place)
  }

  private static func placed(_ value: Value, _ place: UInt32) -> Value {
    switch value.kind {
    case .array:
      Value(array: (value.elements ?? []).map { placed($0, place) }).at(place)
    case .object:
      Value(object: (value.object?.entries ?? []).map { ($0.key, placed($0.value, place)) })
        .at(place)
    default: value.at(place)
    }
  }
}
