/// URIs taken apart, as leniently as Go's net/url does it.
let uriBuiltins: [Builtin] = [
  Builtin("uri.parse", 1) { a, _ throws(BuiltinError) in
    let text = try a.bytes(0)
    guard let address = WebAddress(text) else {
      throw .failure("parse \(a[0].regoText): it is no URI")
    }
    return address.parts
  },
  Builtin("uri.is_valid", 1) { a, _ in
    guard let text = a[0].utf8, !text.isEmpty else { return .false }
    return Value(WebAddress(text) != nil)
  },
]

extension WebAddress {
  /// What there is of the parts.
  fileprivate var parts: Value {
    var entries: [ObjectBox.Entry] = []
    func add(_ name: String, _ text: some Collection<UInt8>) {
      if !text.isEmpty { entries.append((Value(name), Value(utf8: Array(text)))) }
    }
    var name = host[...]
    var port: ArraySlice<UInt8> = []
    if let colon = name.lastIndex(of: UInt8(ascii: ":")), WebAddress.isPort(name[colon...]) {
      (name, port) = (name[..<colon], name[(colon + 1)...])
    }
    if name.first == UInt8(ascii: "["), name.last == UInt8(ascii: "]"), name.count > 1 {
      name = name.dropFirst().dropLast()
    }
    add("scheme", scheme.utf8)
    add("hostname", name)
    add("port", port)
    add("path", path)
    add("raw_path", unusualPath.isEmpty ? path : unusualPath)
    add("raw_query", query)
    add("fragment", fragment)
    return Value(object: entries)
  }
}
