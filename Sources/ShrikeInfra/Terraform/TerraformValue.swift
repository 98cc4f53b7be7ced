public import ShrikeText

/// A value in a Terraform configuration, as far as it can be known without running it.
///
/// Every value may carry where it was written: what `local.x` gives knows the place of the
/// expression in `locals`, not of the reference. Places and marks take no part in equality.
public struct TerraformValue: Sendable {
  public indirect enum Content: Sendable {
    case null(TerraformType)
    case bool(Bool)
    case number(TerraformNumber)
    case string(String)
    /// The second part is the elements' type.
    case list([TerraformValue], TerraformType)
    /// In the order in which Terraform iterates, each once.
    case set([TerraformValue], TerraformType)
    case map(TerraformFields, TerraformType)
    case tuple([TerraformValue])
    case object(TerraformFields)
    case unknown(TerraformUnknown)
  }

  /// Beyond such a weight a value is not followed: lists of lists of the same list grow to any size in
  /// a few lines.
  public static let weightLimit = 2_000_000
  /// Levels of values within values; consumers recurse.
  public static let depthLimit = 500

  public var content: Content {
    didSet { measure() }
  }
  /// Values in it and itself; texts weigh one for each 32 bytes more, numbers of many digits more.
  public private(set) var weight: Int
  public var place: TerraformPlace?
  /// Levels of values in it and itself.
  public private(set) var depth: UInt32
  /// Of a text that was made as JSON, known or not: what it was made of.
  var draft: TerraformDraft? {
    didSet { measure() }
  }
  /// Declared sensitive, or computed from something that is.
  public var isSensitive = false

  public init(_ content: Content, at place: TerraformPlace? = nil) {
    self.content = content
    self.place = place
    weight = content.weight
    depth = content.depth
  }

  private mutating func measure() {
    weight = content.weight
    depth = content.depth
    if let draft {
      weight += draft.value.weight
      depth = max(depth, draft.value.depth + 1)
    }
  }

  public static func string(_ text: String) -> TerraformValue { .init(.string(text)) }
  public static func bool(_ bool: Bool) -> TerraformValue { .init(.bool(bool)) }
  public static func number(_ int: Int) -> TerraformValue { .init(.number(.int(int))) }
  public static func number(_ number: TerraformNumber) -> TerraformValue {
    .init(.number(number))
  }
  public static func tuple(_ elements: [TerraformValue]) -> TerraformValue {
    .init(.tuple(elements))
  }
  public static func strings(_ texts: [String]) -> TerraformValue {
    .init(.list(texts.map { .string($0) }, .string))
  }
  public static func object(_ fields: [(String, TerraformValue)]) -> TerraformValue {
    .init(.object(TerraformFields(fields)))
  }
  public static func null(_ type: TerraformType = .dynamic) -> TerraformValue {
    .init(.null(type))
  }
  /// A value that only a run would tell; `reasons` names the references without a value.
  public static func unknown(
    _ type: TerraformType = .dynamic, because reasons: [String]
  ) -> TerraformValue {
    .init(.unknown(TerraformUnknown(type: type, reasons: reasons)))
  }

  // MARK: looking inside

  public var isNull: Bool { if case .null = content { true } else { false } }
  public var isUnknown: Bool { if case .unknown = content { true } else { false } }
  public var unknown: TerraformUnknown? {
    if case .unknown(let unknown) = content { unknown } else { nil }
  }
  public var string: String? { if case .string(let text) = content { text } else { nil } }
  public var bool: Bool? { if case .bool(let bool) = content { bool } else { nil } }
  public var number: TerraformNumber? {
    if case .number(let number) = content { number } else { nil }
  }
  /// Of a list, set or tuple.
  public var elements: [TerraformValue]? {
    switch content {
    case .list(let elements, _), .set(let elements, _), .tuple(let elements): elements
    default: nil
    }
  }
  /// Of a map or object.
  public var fields: TerraformFields? {
    switch content {
    case .map(let fields, _), .object(let fields): fields
    default: nil
    }
  }
  /// A field of a map or object.
  public subscript(key: String) -> TerraformValue? { fields?[key] }

  public var type: TerraformType {
    switch content {
    case .null(let type): type
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .list(_, let element): .list(element)
    case .set(_, let element): .set(element)
    case .map(_, let element): .map(element)
    case .tuple(let elements): .tuple(elements.map(\.type))
    case .object(let fields):
      .object(Dictionary(uniqueKeysWithValues: fields.entries.map { ($0.key, $0.value.type) }))
    case .unknown(let unknown): unknown.type
    }
  }

  /// Nothing in it is unknown.
  public var isWhollyKnown: Bool {
    switch content {
    case .unknown: false
    case .list(let elements, _), .set(let elements, _), .tuple(let elements):
      elements.allSatisfy(\.isWhollyKnown)
    case .map(let fields, _), .object(let fields):
      fields.openAddress == nil && fields.entries.allSatisfy { $0.value.isWhollyKnown }
    default: true
    }
  }

  /// It or something in it is sensitive.
  public var holdsSensitive: Bool {
    if isSensitive { return true }
    switch content {
    case .list(let elements, _), .set(let elements, _), .tuple(let elements):
      return elements.contains(where: \.holdsSensitive)
    case .map(let fields, _), .object(let fields):
      return fields.entries.contains { $0.value.holdsSensitive }
    default: return false
    }
  }

  /// Why it or parts of it are unknown, each reason once.
  public var reasons: [String] {
    var out: [String] = []
    gatherReasons(&out)
    return out
  }

  private func gatherReasons(_ out: inout [String]) {
    switch content {
    case .unknown(let unknown):
      for reason in unknown.reasons
      where out.count < TerraformUnknown.reasonLimit && !out.contains(reason) {
        out.append(reason)
      }
    case .list(let elements, _), .set(let elements, _), .tuple(let elements):
      for element in elements { element.gatherReasons(&out) }
    case .map(let fields, _), .object(let fields):
      if let address = fields.openAddress, out.count < TerraformUnknown.reasonLimit,
        !out.contains(address)
      {
        out.append(address)
      }
      for entry in fields.entries { entry.value.gatherReasons(&out) }
    default: break
    }
  }

  /// The same value with the mark, where `isSensitive`.
  func marked(_ isSensitive: Bool) -> TerraformValue {
    guard isSensitive, !self.isSensitive else { return self }
    var copy = self
    copy.isSensitive = true
    return copy
  }
}

extension TerraformValue.Content {
  fileprivate var weight: Int {
    switch self {
    case .string(let text): return 1 + text.utf8.count / 32
    // Writing out many digits takes the square of their number.
    case .number(.float(let float)):
      return 1 + (float.exponent.magnitude < 1 << 20 ? float.exponent * float.exponent : 1 << 40)
        / 4_096
    case .list(let elements, _), .set(let elements, _), .tuple(let elements):
      return Self.sum(elements.lazy.map(\.weight))
    case .map(let fields, _), .object(let fields):
      return Self.sum(fields.entries.lazy.map(\.value.weight))
    default: return 1
    }
  }

  fileprivate var depth: UInt32 {
    switch self {
    case .list(let elements, _), .set(let elements, _), .tuple(let elements):
      return 1 + (elements.lazy.map(\.depth).max() ?? 0)
    case .map(let fields, _), .object(let fields):
      return 1 + (fields.entries.lazy.map(\.value.depth).max() ?? 0)
    default: return 1
    }
  }

  /// Stops where it is too much anyway.
  private static func sum(_ weights: some Sequence<Int>) -> Int {
    var sum = 1
    for weight in weights {
      sum += weight
      if sum > TerraformValue.weightLimit { break }
    }
    return sum
  }
}

/// What is known about an unknown value.
public struct TerraformUnknown: Sendable, Hashable {
  /// Reasons that are kept of one value.
  public static let reasonLimit = 16

  public var type: TerraformType
  /// The references without a value: `var.region`, `data.aws_ami.this.id`, `timestamp()`.
  public var reasons: [String]
}

/// What a JSON text says, parts that are not known in their places.
final class TerraformDraft: Sendable {
  let value: TerraformValue

  init(_ value: TerraformValue) { self.value = value }
}

/// Where a value was written: bytes of a file that the evaluator was told about by its number.
public struct TerraformPlace: Sendable, Hashable {
  public var file: UInt32
  public var lower: UInt32
  public var upper: UInt32

  public init(file: Int, _ range: ByteRange) {
    self.file = UInt32(truncatingIfNeeded: file)
    lower = UInt32(truncatingIfNeeded: range.lower)
    upper = UInt32(truncatingIfNeeded: range.upper)
  }

  public var range: ByteRange { ByteRange(Int(lower), Int(upper)) }
}

/// The entries of a map or object, in the order of their keys.
public struct TerraformFields: Sendable {
  public typealias Entry = (key: String, value: TerraformValue)

  public private(set) var entries: [Entry]
  /// Of an object that has more fields than are known, a resource: what names it. A field that is not
  /// here is then unknown, not missing.
  public var openAddress: String?

  public init() { entries = [] }

  /// Of equal keys the last counts.
  public init(_ fields: [(String, TerraformValue)]) {
    entries = []
    entries.reserveCapacity(fields.count)
    var isSorted = true
    for (key, value) in fields {
      if isSorted, let last = entries.last, last.key >= key { isSorted = false }
      entries.append((key, value))
    }
    guard !isSorted else { return }
    // Stable, so that the last of equal keys stands last.
    let order = entries.indices.sorted {
      let (a, b) = (entries[$0].key, entries[$1].key)
      return a == b ? $0 < $1 : a < b
    }
    var unique: [Entry] = []
    unique.reserveCapacity(order.count)
    for index in order {
      if let last = unique.last, last.key == entries[index].key { unique.removeLast() }
      unique.append(entries[index])
    }
    entries = unique
  }

  /// Keys that are in order and differ.
  init(sorted entries: [Entry]) { self.entries = entries }

  public var count: Int { entries.count }
  public var keys: [String] { entries.map(\.key) }

  public subscript(key: String) -> TerraformValue? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].key == key ? entries[low].value : nil
  }

  func mapValues(
    _ change: (TerraformValue) throws(TerraformError) -> TerraformValue
  ) throws(TerraformError) -> TerraformFields {
    var out: [Entry] = []
    out.reserveCapacity(entries.count)
    for entry in entries { out.append((entry.key, try change(entry.value))) }
    return TerraformFields(sorted: out)
  }
}

/// What Terraform would refuse, in words for a person; never a value of the file.
public struct TerraformError: Error, Sendable, Hashable {
  public var message: String

  public init(_ message: String) { self.message = message }
}
