extension GraphQL {
  /// Fields of one name in the answer have to be the same field (chapter 5.3.2 of the specification).
  final class Overlap {
    private struct Fields {
      var names: [String] = []
      var fields: [String: [Field]] = [:]
      var spreads: [Spread] = []

      init(_ selections: [Selection]) {
        var open = [selections[...]]
        while var rest = open.popLast() {
          guard let selection = rest.popFirst() else { continue }
          open.append(rest)
          switch selection {
          case .field(let field):
            if fields[field.responseName] == nil { names.append(field.responseName) }
            fields[field.responseName, default: []].append(field)
          case .inline(let inline): open.append(inline.selections[...])
          case .spread(let spread): spreads.append(spread)
          }
        }
      }

      func isSame(as other: Fields) -> Bool {
        names == other.names
          && names.allSatisfy { name in
            (fields[name] ?? []).elementsEqual(other.fields[name] ?? [], by: ===)
          }
      }
    }

    private var schema: Schema?
    private var compared: Set<String> = []
    private var pairs: [String: Bool] = [:]
    private var work = 0
    private var depth = 0

    /// Pairs of fields that may be compared in one query. What a query of hostile shape asks for grows
    /// with the square of its length and more.
    private static let workLimit = 500_000

    func conflict(within selections: [Selection], _ schema: Schema) throws(Failure) -> Failure? {
      self.schema = schema
      let all = Fields(selections)
      for name in all.names {
        let fields = all.fields[name] ?? []
        for (index, field) in fields.enumerated() {
          for other in fields[(index + 1)...] {
            if let conflict = try conflict(field, other, areExclusive: false) { return conflict }
          }
        }
      }
      compared = []
      for (index, spread) in all.spreads.enumerated() {
        if let conflict = try conflict(all, spread, areExclusive: false) { return conflict }
        for other in all.spreads[(index + 1)...] {
          if let conflict = try conflict(spread, other, areExclusive: false) { return conflict }
        }
      }
      return nil
    }

    private func enter() throws(Failure) {
      work += 1
      guard work <= Self.workLimit, depth <= 2 * GraphQL.depthLimit else {
        throw Failure(message: "too many fields to compare", place: nil, isLimit: true)
      }
    }

    private func conflict(
      _ fields: Fields, _ spread: Spread, areExclusive: Bool
    ) throws(Failure) -> Failure? {
      guard compared.insert(spread.name).inserted, let fragment = spread.definition else {
        return nil
      }
      depth += 1
      defer { depth -= 1 }
      let others = Fields(fragment.selections)
      if fields.isSame(as: others) { return nil }
      if let conflict = try conflict(fields, others, areExclusive: areExclusive) { return conflict }
      for next in others.spreads where next.name != spread.name {
        if let conflict = try conflict(fields, next, areExclusive: areExclusive) { return conflict }
      }
      return nil
    }

    private func conflict(
      _ left: Spread, _ right: Spread, areExclusive: Bool
    ) throws(Failure) -> Failure? {
      if left.name == right.name { return nil }
      let key = left.name < right.name ? "\(left.name) \(right.name)" : "\(right.name) \(left.name)"
      if let known = pairs[key], areExclusive || !known { return nil }
      pairs[key] = areExclusive
      guard let first = left.definition, let second = right.definition else { return nil }
      depth += 1
      defer { depth -= 1 }
      try enter()
      let (fields, others) = (Fields(first.selections), Fields(second.selections))
      if let conflict = try conflict(fields, others, areExclusive: areExclusive) { return conflict }
      for spread in others.spreads {
        if let conflict = try conflict(left, spread, areExclusive: areExclusive) { return conflict }
      }
      for spread in fields.spreads {
        if let conflict = try conflict(spread, right, areExclusive: areExclusive) {
          return conflict
        }
      }
      return nil
    }

    private func conflict(
      _ left: Fields, _ right: Fields, areExclusive: Bool
    ) throws(Failure) -> Failure? {
      for name in left.names {
        guard let others = right.fields[name] else { continue }
        for field in left.fields[name] ?? [] {
          for other in others {
            if let conflict = try conflict(field, other, areExclusive: areExclusive) {
              return conflict
            }
          }
        }
      }
      return nil
    }

    private func conflict(
      _ field: Field, _ other: Field, areExclusive: Bool
    ) throws(Failure) -> Failure? {
      try enter()
      guard let parent = field.parent, let otherParent = other.parent else { return nil }
      func failure(_ reason: String) -> Failure {
        Failure(
          message: "Fields \"\(field.responseName)\" conflict because \(reason). Use different "
            + "aliases on the fields to fetch both if this was intentional", place: other.place)
      }
      let areExclusive =
        areExclusive
        || parent.name != otherParent.name && parent.kind == .object && otherParent.kind == .object
          && field.definition != nil && other.definition != nil
      if !areExclusive {
        if field.name != other.name {
          return failure("\"\(field.name)\" and \"\(other.name)\" are different fields")
        }
        if !haveSameArguments(field, other) { return failure("they have differing arguments") }
      }
      if let type = field.definition?.type, let otherType = other.definition?.type,
        differ(type, otherType)
      {
        return failure("they return conflicting types \"\(type.text)\" and \"\(otherType.text)\"")
      }
      if field.selections.isEmpty, other.selections.isEmpty { return nil }
      depth += 1
      defer { depth -= 1 }
      return try conflictBelow(field, other, areExclusive: areExclusive)
    }

    private func conflictBelow(
      _ field: Field, _ other: Field, areExclusive: Bool
    ) throws(Failure) -> Failure? {
      let (left, right) = (Fields(field.selections), Fields(other.selections))
      if let conflict = try conflict(left, right, areExclusive: areExclusive) { return conflict }
      for spread in right.spreads {
        compared = []
        if let conflict = try conflict(left, spread, areExclusive: areExclusive) { return conflict }
      }
      for spread in left.spreads {
        compared = []
        if let conflict = try conflict(right, spread, areExclusive: areExclusive) {
          return conflict
        }
      }
      for spread in left.spreads {
        for next in right.spreads {
          if let conflict = try conflict(spread, next, areExclusive: areExclusive) {
            return conflict
          }
        }
      }
      return nil
    }

    private func haveSameArguments(_ field: Field, _ other: Field) -> Bool {
      field.arguments.count == other.arguments.count
        && field.arguments.allSatisfy { argument in
          other.arguments.contains {
            $0.name == argument.name && $0.value.kind == argument.value.kind
              && $0.value.raw == argument.value.raw
          }
        }
    }

    private func differ(_ type: TypeReference, _ other: TypeReference) -> Bool {
      if let element = type.element {
        return other.element.map { differ(element, $0) } ?? true
      }
      if other.element != nil || type.isNonNull != other.isNonNull { return true }
      guard let left = schema?.types[type.named], let right = schema?.types[other.named] else {
        return false
      }
      return left.isLeaf && right.isLeaf && left.name != right.name
    }
  }
}
