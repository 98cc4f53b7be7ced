/// An array.
public final class ArrayBox: Box, @unchecked Sendable {
  public let elements: [Value]
  /// Something in it is not known.
  @usableFromInline let holdsUnknown: Bool
  /// What may be in it, too, at places nobody can tell.
  let maybe: [Maybe]

  @usableFromInline
  init(_ elements: [Value]) {
    self.elements = elements
    maybe = []
    holdsUnknown = elements.contains(where: \.holdsUnknown)
  }

  init(_ elements: [Value], maybe: [Maybe]) {
    self.elements = elements
    self.maybe = maybe
    holdsUnknown = !maybe.isEmpty || elements.contains(where: \.holdsUnknown)
  }
}
