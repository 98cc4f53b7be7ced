/// Values that are not known: only a run of what is described would tell them.
///
/// Evaluation has three values then, as Kleene's logic has: what needs such a value is neither true
/// nor false, and so is its negation. A value that is known in part is an ordinary collection that
/// holds unknown ones; nothing is guessed, and nothing that is known is lost.
extension Value {
  /// A value that nobody can tell; `reasons` names what is missing (`var.acl`).
  public static func unknown(because reasons: [String]) -> Value {
    Value(bits: 9, box: UnknownBox(reasons))
  }

  init(_ unknown: UnknownBox) { self.init(bits: 9, box: unknown) }

  @inlinable @inline(__always)
  public var isUnknown: Bool { bits & 0xFF == 9 }

  var unknown: UnknownBox? {
    bits & 0xFF == 9 ? unsafeDowncast(box.unsafelyUnwrapped, to: UnknownBox.self) : nil
  }

  /// Another value that is not known for the same reason, from the same place.
  var anotherUnknown: Value { Value(UnknownBox(unknown?.reasons ?? [])).at(place) }

  /// It is unknown, or something in it is.
  @inlinable
  public var holdsUnknown: Bool {
    switch bits & 0xFF {
    case 5: unsafeDowncast(box.unsafelyUnwrapped, to: ArrayBox.self).holdsUnknown
    case 6: unsafeDowncast(box.unsafelyUnwrapped, to: ObjectBox.self).holdsUnknown
    case 7: unsafeDowncast(box.unsafelyUnwrapped, to: SetBox.self).holdsUnknown
    case 9: true
    default: false
    }
  }

  /// What may or may not be in this collection, beside what is.
  var maybe: [Maybe] {
    switch kind {
    case .array: array?.maybe ?? []
    case .object: object?.maybe ?? []
    case .set: set?.maybe ?? []
    default: []
    }
  }

  /// The elements or entries' values of a collection that may be in it, each with the inputs on which
  /// that depends.
  public var doubtfulElements: [(value: Value, reasons: [String])] {
    maybe.map { ($0.value, $0.doubt.reasons) }
  }

  /// What is missing in it, each name once, the first few.
  public var unknownReasons: [String] {
    var doubt = DoubtGatherer()
    doubt.add(self)
    return doubt.reasons
  }
}

/// Why a value is not known.
@usableFromInline
final class UnknownBox: Box, @unchecked Sendable {
  /// Names of missing inputs that are kept.
  static let reasonLimit = 16

  let reasons: [String]

  init(_ reasons: [String]) { self.reasons = Array(reasons.prefix(Self.reasonLimit)) }
}

/// An element or entry of a collection that is there only if something unknown turns out so.
struct Maybe {
  /// An object's key, or the element.
  let key: Value
  let value: Value
  let doubt: UnknownBox
}

/// Brings together what is missing, each name once.
struct DoubtGatherer {
  private(set) var reasons: [String] = []
  /// Values that are looked through: a large value has its first reasons near.
  private var left = 10_000

  var box: UnknownBox { UnknownBox(reasons) }

  mutating func add(_ box: UnknownBox) {
    for reason in box.reasons
    where reasons.count < UnknownBox.reasonLimit && !reasons.contains(reason) {
      reasons.append(reason)
    }
  }

  mutating func add(_ value: Value) {
    guard value.holdsUnknown, left > 0 else { return }
    left -= 1
    if let unknown = value.unknown { return add(unknown) }
    for maybe in value.maybe { add(maybe.doubt) }
    for element in value.elements ?? [] { add(element) }
    for entry in value.object?.entries ?? [] {
      add(entry.key)
      add(entry.value)
    }
  }
}

/// True, false, or not to be told.
enum Truth {
  case yes, no, maybe

  init(_ bool: Bool) { self = bool ? .yes : .no }

  static func && (a: Truth, b: Truth) -> Truth {
    if a == .no || b == .no { return .no }
    return a == .yes && b == .yes ? .yes : .maybe
  }

  static func || (a: Truth, b: Truth) -> Truth {
    if a == .yes || b == .yes { return .yes }
    return a == .no && b == .no ? .no : .maybe
  }

  static prefix func ! (a: Truth) -> Truth {
    switch a {
    case .yes: .no
    case .no: .yes
    case .maybe: .maybe
    }
  }
}

extension Value {
  /// Whether two values are the same, as far as they are known.
  static func same(_ a: Value, _ b: Value) -> Truth {
    if !a.holdsUnknown, !b.holdsUnknown { return Truth(a == b) }
    if a.isUnknown || b.isUnknown { return a.box === b.box ? .yes : .maybe }
    guard a.kind == b.kind else { return .no }
    switch a.kind {
    case .array:
      guard let x = a.array, let y = b.array else { return .no }
      if !x.maybe.isEmpty || !y.maybe.isEmpty { return .maybe }
      guard x.elements.count == y.elements.count else { return .no }
      var all = Truth.yes
      for index in x.elements.indices {
        all = all && same(x.elements[index], y.elements[index])
        if all == .no { return .no }
      }
      return all
    case .object:
      guard let x = a.object, let y = b.object else { return .no }
      if !x.maybe.isEmpty || !y.maybe.isEmpty { return .maybe }
      guard x.entries.count == y.entries.count else { return .no }
      var all = Truth.yes
      for index in x.entries.indices {
        let (left, right) = (x.entries[index], y.entries[index])
        all = all && same(left.key, right.key) && same(left.value, right.value)
        if all == .no { return .no }
      }
      return all
    default: return .maybe
    }
  }

  /// Whether a value is among a collection's elements, or its entries' values.
  static func isMember(_ key: Value?, _ value: Value, of collection: Value) -> Truth {
    if collection.isUnknown { return .maybe }
    var found = Truth.no
    func look(_ otherKey: Value, _ other: Value) {
      guard found != .yes else { return }
      found = found || (key.map { same($0, otherKey) } ?? .yes) && same(value, other)
    }
    switch collection.kind {
    case .array:
      for (index, element) in (collection.array?.elements ?? []).enumerated() {
        look(Value(index), element)
      }
    case .set: for element in collection.set?.elements ?? [] { look(element, element) }
    case .object: for entry in collection.object?.entries ?? [] { look(entry.key, entry.value) }
    default: return .no
    }
    if found == .no {
      for maybe in collection.maybe where same(value, maybe.value) != .no { return .maybe }
    }
    return found
  }
}
