import ShrikeRego

/// What services take over from others of their file by `extends`.
///
/// `extends` stays where it names another file or goes in a circle: then the service is not all there.
struct ComposeExtensions {
  /// Services that extend one another in a row.
  private static let chainLimit = 100
  /// Entries and elements that all of a file's services may take over together.
  private static let joinLimit = 1_000_000

  private let services: ObjectBox
  private var budget = joinLimit

  init(_ services: ObjectBox) { self.services = services }

  mutating func resolved() -> ObjectBox {
    var entries: [ObjectBox.Entry] = []
    entries.reserveCapacity(services.entries.count)
    for (name, service) in services.entries { entries.append((name, resolved(service, name))) }
    return Value(object: entries).object ?? services
  }

  private mutating func resolved(_ service: Value, _ name: Value) -> Value {
    var chain = [service]
    var seen = [name]
    while let base = base(of: chain[chain.count - 1]) {
      guard !seen.contains(base), let next = services[base], next.object != nil,
        chain.count < Self.chainLimit
      else { return service }
      seen.append(base)
      chain.append(next)
    }
    guard var joined = chain.popLast(), !chain.isEmpty else { return service }
    for own in chain.reversed() {
      let taken = Self.replaced.filter { own[$0] != nil }
      joined = join(without(taken, joined), without(["extends"], own))
      guard budget > 0 else { return service }
    }
    return joined
  }

  /// A command of one's own takes the place of the other, and is not put behind it.
  private static let replaced = ["command", "entrypoint"]

  /// The service of the same file that a service extends.
  private func base(of service: Value) -> Value? {
    guard let extends = service["extends"] else { return nil }
    if extends.string != nil { return extends }
    return extends["file"] == nil ? extends["service"] : nil
  }

  private func without(_ keys: [String], _ value: Value) -> Value {
    guard !keys.isEmpty, let object = value.object else { return value }
    let kept = object.entries.filter { entry in !keys.contains { entry.key.string == $0 } }
    return Value(object: kept).placed(like: value)
  }

  /// Both values in one: mappings entry by entry, lists one after the other, else the second.
  private mutating func join(_ first: Value, _ second: Value) -> Value {
    budget -= (first.count ?? 1) + (second.count ?? 1)
    guard budget > 0 else { return second }
    if let one = first.object, let other = second.object {
      var entries = one.entries
      for (key, value) in other.entries {
        entries.append((key, one[key].map { join($0, value) } ?? value))
      }
      return Value(object: entries).placed(like: second)
    }
    if let one = first.array, let other = second.array {
      return Value(array: one.elements + other.elements).placed(like: second)
    }
    return second
  }
}
