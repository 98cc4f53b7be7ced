import BigInt

/// A Rego value: 16 bytes, immutable, ordered as the language orders values.
///
/// Whole numbers of up to 56 bits, booleans and null stand in the value itself; everything else in a
/// box that copies share. A value that was read from a file keeps its place (`place`) through every
/// reference, so that what a rule answers can be shown in the file without a search for text. The
/// place never takes part in comparison.
public struct Value: Sendable {
  /// Lowest byte: the kind. Above: a whole number, a boolean, or the place of a boxed value.
  @usableFromInline let bits: UInt64
  /// The box; of a scalar its `PlaceMark`, where it has one.
  @usableFromInline let box: Box?

  @inlinable @inline(__always)
  init(bits: UInt64, box: Box?) {
    self.bits = bits
    self.box = box
  }

  /// In the order of the language: null, booleans, numbers, strings, arrays, objects, sets.
  public enum Kind: UInt8, Sendable {
    case null, bool, int, number, string, array, object, set
    /// A part of `data` that holds rules; it never leaves the machine.
    case cursor
    /// Not known; see `Value.unknown(because:)`.
    case unknown
  }

  @inlinable @inline(__always)
  public var kind: Kind { unsafeBitCast(UInt8(truncatingIfNeeded: bits), to: Kind.self) }

  // MARK: scalars

  public static let null = Value(bits: 0, box: nil)
  public static let `true` = Value(bits: 1 << 8 | 1, box: nil)
  public static let `false` = Value(bits: 1, box: nil)

  @inlinable @inline(__always)
  public init(_ bool: Bool) { self.init(bits: bool ? 1 << 8 | 1 : 1, box: nil) }

  @inlinable @inline(__always)
  public init(_ int: Int) {
    if int >= -(1 << 55), int < 1 << 55 {
      self.init(bits: UInt64(bitPattern: Int64(int)) << 8 | 2, box: nil)
    } else {
      self.init(wide: int)
    }
  }

  @usableFromInline
  init(wide int: Int) { self.init(bits: 3, box: NumberBox(.big(BigInt(int)))) }

  @inlinable
  public init(_ string: String) { self.init(bits: 4, box: StringBox.make(string)) }
  @inlinable
  public init(utf8 bytes: [UInt8]) {
    self.init(bits: 4, box: bytes.withUnsafeBufferPointer { StringBox.make($0) })
  }
  @inlinable
  public init(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    self.init(bits: 4, box: StringBox.make(bytes))
  }
  @inlinable
  public init(utf8 bytes: ArraySlice<UInt8>) {
    self.init(bits: 4, box: bytes.withUnsafeBufferPointer { StringBox.make($0) })
  }
  init(_ string: StringBox) { self.init(bits: 4, box: string) }

  // MARK: collections

  public init(array elements: [Value]) { self.init(bits: 5, box: ArrayBox(elements)) }
  /// Entries in any order; of equal keys the last one stays.
  public init(object entries: [(key: Value, value: Value)]) {
    self.init(bits: 6, box: ObjectBox(unsorted: entries))
  }
  /// Elements in any order, repeats allowed.
  public init(set elements: [Value]) { self.init(bits: 7, box: SetBox(unsorted: elements)) }
  init(_ array: ArrayBox) { self.init(bits: 5, box: array) }
  public init(_ object: ObjectBox) { self.init(bits: 6, box: object) }
  init(_ set: SetBox) { self.init(bits: 7, box: set) }

  public static let emptyArray = Value(array: [])
  public static let emptyObject = Value(object: [])
  public static let emptySet = Value(set: [])

  // MARK: what it is

  @inlinable @inline(__always)
  public var isFalse: Bool { bits & 0xFFFF == 1 }
  @inlinable @inline(__always)
  public var bool: Bool? { bits & 0xFF == 1 ? bits >> 8 & 1 == 1 : nil }
  @inlinable @inline(__always)
  public var isNull: Bool { bits & 0xFF == 0 }
  public var isNumber: Bool { kind == .int || kind == .number }

  /// The whole number, where it is one that 64 bits hold.
  @inlinable
  public var int: Int? {
    switch bits & 0xFF {
    case 2: Int(truncatingIfNeeded: Int64(bitPattern: bits) >> 8)
    case 3: wideInt
    default: nil
    }
  }
  @usableFromInline
  var wideInt: Int? {
    guard case .big(let big) = unsafeDowncast(box!, to: NumberBox.self).number else { return nil }
    return Int(exactly: big)
  }

  @inlinable @inline(__always)
  public var stringBox: StringBox? {
    bits & 0xFF == 4 ? unsafeDowncast(box.unsafelyUnwrapped, to: StringBox.self) : nil
  }
  public var string: String? { stringBox?.string }
  /// A string's bytes.
  public var utf8: [UInt8]? { stringBox?.withBytes { Array($0) } }

  @inlinable @inline(__always)
  public var array: ArrayBox? {
    bits & 0xFF == 5 ? unsafeDowncast(box.unsafelyUnwrapped, to: ArrayBox.self) : nil
  }
  @inlinable @inline(__always)
  public var object: ObjectBox? {
    bits & 0xFF == 6 ? unsafeDowncast(box.unsafelyUnwrapped, to: ObjectBox.self) : nil
  }
  @inlinable @inline(__always)
  public var set: SetBox? {
    bits & 0xFF == 7 ? unsafeDowncast(box.unsafelyUnwrapped, to: SetBox.self) : nil
  }
  var cursor: Cursor? {
    bits & 0xFF == 8 ? unsafeDowncast(box.unsafelyUnwrapped, to: Cursor.self) : nil
  }
  init(_ cursor: Cursor) { self.init(bits: 8, box: cursor) }

  /// The elements of an array or a set.
  public var elements: [Value]? { array?.elements ?? set?.elements }

  /// The name of the type as `type_name` and messages have it.
  public var typeName: String {
    switch kind {
    case .null: "null"
    case .bool: "boolean"
    case .int, .number: "number"
    case .string: "string"
    case .array: "array"
    case .object, .cursor: "object"
    case .set: "set"
    case .unknown: "unknown"
    }
  }

  // MARK: places

  /// Where the value stands, as a number of the table that made it; 0 where it is from no file.
  public var place: UInt32 {
    if kind.rawValue >= Kind.number.rawValue { return UInt32(truncatingIfNeeded: bits >> 8) }
    return box.map { unsafeDowncast($0, to: PlaceMark.self).place } ?? 0
  }

  public func at(_ place: UInt32) -> Value {
    if kind.rawValue >= Kind.number.rawValue {
      return Value(bits: bits & 0xFF | UInt64(place) << 8, box: box)
    }
    return Value(bits: bits, box: place == 0 ? nil : PlaceMark(place))
  }

  // MARK: identity

  /// What stands behind a collection.
  var identity: ObjectIdentifier? { box.map { ObjectIdentifier($0) } }
  /// One and the same collection with the same place, not one that is equal.
  func isIdentical(to other: Value) -> Bool { box === other.box && bits == other.bits }

  // MARK: parts

  /// What stands under a key: an array's index, an object's key, a set's element.
  @inlinable
  public subscript(key: Value) -> Value? {
    switch bits & 0xFF {
    case 5:
      guard let index = key.int else { return nil }
      let elements = unsafeDowncast(box.unsafelyUnwrapped, to: ArrayBox.self).elements
      return index >= 0 && index < elements.count ? elements[index] : nil
    case 6: return unsafeDowncast(box.unsafelyUnwrapped, to: ObjectBox.self)[key]
    case 7: return unsafeDowncast(box.unsafelyUnwrapped, to: SetBox.self).find(key)
    default: return nil
    }
  }

  public subscript(key: String) -> Value? { self[Value(key)] }

  /// How much there is to look at, in units of 16 bytes: elements, entries twice, a text's bytes. Parts
  /// within parts are not counted.
  var bulk: Int {
    switch kind {
    case .null, .bool, .int, .cursor, .unknown: 0
    case .number: (big?.bitWidth ?? 0) / 128
    case .string: (stringBox?.byteCount ?? 0) / 16
    case .array: array?.elements.count ?? 0
    case .set: set?.elements.count ?? 0
    case .object: 2 * (object?.entries.count ?? 0)
    }
  }

  /// Number of elements or entries, code points of a string; nil for scalars.
  public var count: Int? {
    switch kind {
    case .array: array?.elements.count
    case .set: set?.elements.count
    case .object: object?.entries.count
    case .string: stringBox?.scalarCount
    default: nil
    }
  }
}

/// What stands behind a value. Every subclass is immutable once made, hence sendable.
public class Box: @unchecked Sendable {
  @usableFromInline
  init() {}
}

/// The place of a scalar that was read from a file.
@usableFromInline
final class PlaceMark: Box, @unchecked Sendable {
  let place: UInt32
  init(_ place: UInt32) { self.place = place }
}

/// A node of the rule tree together with the base data below it.
final class Cursor: Box, @unchecked Sendable {
  let node: Int
  let base: Value?
  init(node: Int, base: Value?) {
    self.node = node
    self.base = base
  }
}
