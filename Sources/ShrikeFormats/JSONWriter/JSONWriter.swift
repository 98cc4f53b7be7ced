import ShrikeText

/// Writes JSON straight into bytes: no tree in between, valid whatever it is given.
///
/// ```swift
/// var json = JSONWriter(pretty: true)
/// json.object {
///   $0.field("rule", finding.rule)
///   $0.array("places") { for place in places { $0.string(place) } }
/// }
/// try out.write(json.finish())
/// ```
/// Members keep the order they are written in. Doubles take their shortest form that reads back the
/// same; what JSON cannot say (infinities, NaN) becomes `null`.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private let pretty: Bool
  /// For every open container whether it has members.
  private var open: [Bool] = []
  private var followsKey = false

  /// Pretty: a member a line, two spaces a level, a newline at the end.
  public init(pretty: Bool = false) { self.pretty = pretty }

  public consuming func finish() -> [UInt8] {
    if pretty { bytes.append(0x0A) }
    return bytes
  }

  /// Hands over what is written so far and forgets it: a long report needs no memory of its own
  /// size.
  public mutating func drain<E: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(E) -> Void
  ) throws(E) {
    let written = bytes
    bytes = []
    var failure: E?
    written.withUnsafeBufferPointer {
      do throws(E) { try body($0) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  // MARK: containers

  public mutating func beginObject() { begin(UInt8(ascii: "{")) }
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  public mutating func key(_ name: String) {
    prepare()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if pretty { bytes.append(0x20) }
    followsKey = true
  }

  public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    beginObject()
    try members(&self)
    endObject()
  }

  public mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
    beginArray()
    try elements(&self)
    endArray()
  }

  public mutating func object(
    _ name: String, _ members: (inout JSONWriter) throws -> Void
  ) rethrows {
    key(name)
    try object(members)
  }

  public mutating func array(
    _ name: String, _ elements: (inout JSONWriter) throws -> Void
  ) rethrows {
    key(name)
    try array(elements)
  }

  // MARK: values

  public mutating func string(_ value: String) {
    prepare()
    quote(value)
  }

  /// Bytes of a file as text; what is no UTF-8 becomes U+FFFD.
  public mutating func string(bytes value: UnsafeBufferPointer<UInt8>) {
    guard firstInvalidUTF8(value) == nil else { return string(String(bytes: value)) }
    prepare()
    quote(value)
  }

  public mutating func integer(_ value: Int) {
    prepare()
    appendDecimal(UInt64(value.magnitude), negative: value < 0)
  }

  public mutating func integer(_ value: UInt64) {
    prepare()
    appendDecimal(value, negative: false)
  }

  public mutating func number(_ value: Double) {
    prepare()
    bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
  }

  public mutating func bool(_ value: Bool) {
    prepare()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  public mutating func null() {
    prepare()
    bytes.append(contentsOf: "null".utf8)
  }

  /// A document's node, whatever format it was read from. Keys become strings, date-times too;
  /// numbers keep their digits where JSON can write them.
  public mutating func node(_ node: Node) {
    switch node.kind {
    case .mapping:
      beginObject()
      for entry in node.entries {
        key(entry.name)
        self.node(entry.value)
      }
      endObject()
    case .sequence:
      beginArray()
      for element in node.elements { self.node(element) }
      endArray()
    case .string, .dateTime: string(node.text ?? "")
    case .bool: bool(node.bool ?? false)
    case .null: null()
    case .integer:
      if let value = node.int { integer(value) } else { digits(of: node) }
    case .float:
      if node.tree.dialect == .json { digits(of: node) } else { number(node.double ?? .nan) }
    }
  }

  /// A number's own text if it is one of JSON's, else its value.
  private mutating func digits(of node: Node) {
    let text = node.text ?? ""
    let sound = JSONReader.strict.isNumber(text)
    if sound {
      prepare()
      bytes.append(contentsOf: text.utf8)
    } else {
      number(node.double ?? .nan)
    }
  }

  // MARK: members

  public mutating func field(_ name: String, _ value: String) {
    key(name)
    string(value)
  }
  public mutating func field(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }
  public mutating func field(_ name: String, _ value: Double) {
    key(name)
    number(value)
  }
  public mutating func field(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }
  public mutating func field(_ name: String, _ value: [String]) {
    array(name) { for element in value { $0.string(element) } }
  }
  /// Nothing for nil.
  public mutating func field(_ name: String, ifAny value: String?) {
    if let value { field(name, value) }
  }
  public mutating func field(_ name: String, ifAny value: Int?) {
    if let value { field(name, value) }
  }
  public mutating func field(_ name: String, ifAny value: Double?) {
    if let value { field(name, value) }
  }
  public mutating func field(_ name: String, ifAny value: Bool?) {
    if let value { field(name, value) }
  }
  /// Nothing for an empty list.
  public mutating func field(_ name: String, ifAny value: [String]) {
    if !value.isEmpty { field(name, value) }
  }

  // MARK: bytes

  private mutating func begin(_ bracket: UInt8) {
    prepare()
    bytes.append(bracket)
    open.append(false)
  }

  private mutating func end(_ bracket: UInt8) {
    assert(!open.isEmpty && !followsKey, "an end without its beginning, or a key without a value")
    let hasMembers = open.popLast() ?? false
    if hasMembers, pretty { newline() }
    bytes.append(bracket)
  }

  /// Comma, newline and indentation before a member or element.
  private mutating func prepare() {
    if followsKey {
      followsKey = false
      return
    }
    guard let innermost = open.indices.last else { return }
    if open[innermost] { bytes.append(UInt8(ascii: ",")) }
    open[innermost] = true
    if pretty { newline() }
  }

  private mutating func newline() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * open.count))
  }

  private mutating func quote(_ value: String) {
    var value = value
    value.withUTF8 { quote($0) }
  }

  private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var from = 0
    for (index, byte) in text.enumerated()
    where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[from..<index]))
      from = index + 1
      bytes.append(UInt8(ascii: "\\"))
      switch byte {
      case 0x08: bytes.append(UInt8(ascii: "b"))
      case 0x09: bytes.append(UInt8(ascii: "t"))
      case 0x0A: bytes.append(UInt8(ascii: "n"))
      case 0x0C: bytes.append(UInt8(ascii: "f"))
      case 0x0D: bytes.append(UInt8(ascii: "r"))
      case ..<0x20: bytes.append(contentsOf: "u00\(hexadecimal([byte]))".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[from...]))
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendDecimal(_ value: UInt64, negative: Bool) {
    if negative { bytes.append(UInt8(ascii: "-")) }
    let from = bytes.count
    var rest = value
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[from...].reverse()
  }
}
