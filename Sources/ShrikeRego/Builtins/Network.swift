import Glibc

/// Addresses and networks.
let networkBuiltins: [Builtin] = [
  Builtin("net.cidr_contains", 2) { a, _ throws(BuiltinError) in
    Value(try contains(a[0], a[1]))
  },
  Builtin("net.cidr_overlap", 2) { a, _ throws(BuiltinError) in Value(try contains(a[0], a[1])) },
  Builtin("net.cidr_intersects", 2) { a, _ throws(BuiltinError) in
    let (left, right) = (try network(a[0]), try network(a[1]))
    return Value(left.contains(right.first) || right.contains(left.first))
  },
  Builtin("net.cidr_contains_matches", 2) { a, context throws(BuiltinError) in
    try matches(try members(a[0], 1), try members(a[1], 2), context)
  },
  Builtin("net.cidr_expand", 1) { a, context throws(BuiltinError) in
    _ = try a.string(0)
    let network = try network(a[0])
    guard network.last.bits - network.first.bits < UInt128(context.outputLimit / 64) else {
      throw .limit("a network of more than \(context.outputLimit / 64) addresses")
    }
    var addresses: [Value] = []
    var address = network.first
    while true {
      addresses.append(Value(address.text))
      if address.bits == network.last.bits { break }
      address.bits += 1
    }
    return Value(set: addresses)
  },
  Builtin("net.cidr_is_valid", 1) { a, _ in
    Value(a[0].string.flatMap { AddressBlock($0) } != nil)
  },
  Builtin("net.cidr_merge", 1) { a, _ throws(BuiltinError) in
    guard let elements = a[0].elements else { throw .failure("operand must be an array") }
    return Value(set: try merged(elements).map { Value($0) })
  },
  Builtin("net.lookup_ip_addr", 1, isVolatile: true) { a, context throws(BuiltinError) in
    let name = try a.text(0)
    if let address = Address(name) { return Value(set: [Value(address.text)]) }
    // A name that never leaves the machine (RFC 6761, 6.3).
    let plain = name.hasSuffix(".") ? String(name.dropLast()) : name
    if plain.lowercased() == "localhost" || plain.lowercased().hasSuffix(".localhost") {
      return Value(set: [Value("127.0.0.1"), Value("::1")])
    }
    guard context.allowsNetwork else {
      throw .failure("lookup \(name): the network is not allowed")
    }
    let key = Value(array: [Value("net.lookup_ip_addr"), a[0]])
    if let known = context.kept[key] { return known }
    let found = Value(set: try lookup(name).map { Value($0.text) })
    context.kept[key] = found
    return found
  },
]

private func network(_ value: Value) throws(BuiltinError) -> AddressBlock {
  guard let text = value.string else {
    throw .type("operand 1 must be string but got \(value.typeName)")
  }
  guard let network = AddressBlock(text) else { throw .failure("invalid CIDR address: \(text)") }
  return network
}

/// Whether a network holds an address or all of another network.
private func contains(_ whole: Value, _ part: Value) throws(BuiltinError) -> Bool {
  let whole = try network(whole)
  guard let text = part.string else {
    throw .type("operand 1 must be string but got \(part.typeName)")
  }
  if let address = Address(text) { return whole.contains(address) }
  guard let part = AddressBlock(text) else {
    throw .failure("not a valid textual representation of an IP address or CIDR: \(text)")
  }
  return whole.contains(part.first) && whole.contains(part.last)
}

/// What is compared, and what the answer calls it.
private func members(
  _ value: Value, _ operand: Int
) throws(BuiltinError) -> [(text: Value, name: Value)] {
  func member(_ value: Value) throws(BuiltinError) -> Value {
    if value.kind == .string { return value }
    guard let first = value.array?.elements.first else {
      throw .failure("operand \(operand): element must be string or non-empty array")
    }
    return first
  }
  var out: [(text: Value, name: Value)] = []
  switch value.kind {
  case .string: out.append((value, value))
  case .array:
    for (index, element) in (value.elements ?? []).enumerated() {
      out.append((try member(element), Value(index)))
    }
  case .set: for element in value.elements ?? [] { out.append((try member(element), element)) }
  case .object:
    for entry in value.object?.entries ?? [] { out.append((try member(entry.value), entry.key)) }
  default: break
  }
  return out
}

private func matches(
  _ networks: [(text: Value, name: Value)], _ parts: [(text: Value, name: Value)],
  _ context: BuiltinContext
) throws(BuiltinError) -> Value {
  guard networks.count * parts.count < context.outputLimit / 16 else {
    throw .limit("more than \(context.outputLimit / 16) pairs to compare")
  }
  var pairs: [Value] = []
  for network in networks {
    for part in parts where try contains(network.text, part.text) {
      pairs.append(Value(array: [network.name, part.name]))
    }
  }
  return Value(set: pairs)
}

/// The fewest networks that hold the same addresses.
private func merged(_ elements: [Value]) throws(BuiltinError) -> [String] {
  struct Range {
    var first: UInt128
    var last: UInt128
    var isV4: Bool
    /// The network as it was given, while it stands alone.
    var given: AddressBlock?
  }
  var ranges: [Range] = []
  for element in elements {
    guard let text = element.string else { throw .failure("element must be string") }
    let block: AddressBlock
    if let address = Address(text) {
      guard let classful = AddressBlock(classful: address) else {
        throw .failure("IPv6 invalid: needs prefix length")
      }
      block = classful
    } else {
      block = try network(element)
    }
    ranges.append(
      Range(
        first: block.first.ordinal, last: block.last.ordinal, isV4: block.first.isV4, given: block))
  }
  ranges.sort { ($0.last, $0.first) < ($1.last, $1.first) }
  // From the end, so that a wide range takes in those before it.
  var out: [Range] = []
  for range in ranges.reversed() {
    guard let next = out.last else {
      out.append(range)
      continue
    }
    let isLowest = next.first == 0 || next.first == Address.v4Prefix
    if (isLowest ? next.first : next.first - 1) <= range.last {
      out[out.count - 1] = Range(
        first: min(range.first, next.first), last: next.last,
        isV4: range.first < next.first ? range.isV4 : next.isV4)
    } else {
      out.append(range)
    }
  }
  var texts: [String] = []
  for range in out {
    if let given = range.given {
      texts.append(given.text)
      continue
    }
    let bits = range.isV4 ? 32 : 128
    var first = range.first
    while true {
      // As wide as its place and what is left allow.
      var size = min(first == 0 ? 128 : first.trailingZeroBitCount, bits)
      while size > 0, size == 128 ? range.last != .max : range.last - first < (1 << size) - 1 {
        size -= 1
      }
      texts.append("\(Address(ordinal: first, isV4: range.isV4).text)/\(bits - size)")
      let last = size == 128 ? UInt128.max : first + ((1 << size) - 1)
      if last >= range.last { break }
      first = last + 1
    }
  }
  return texts
}

private func lookup(_ name: String) throws(BuiltinError) -> [Address] {
  var hints = addrinfo()
  hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
  var list: UnsafeMutablePointer<addrinfo>?
  let code = getaddrinfo(name, nil, &hints, &list)
  guard code == 0 else {
    throw .failure("lookup \(name): \(String(cString: gai_strerror(code)))")
  }
  defer { freeaddrinfo(list) }
  var out: [Address] = []
  var entry = list
  while let info = entry?.pointee {
    if info.ai_family == AF_INET || info.ai_family == AF_INET6, let socket = info.ai_addr {
      let (skipped, count) = info.ai_family == AF_INET ? (4, 4) : (8, 16)
      let bytes = UnsafeRawBufferPointer(start: UnsafeRawPointer(socket) + skipped, count: count)
      out.append(Address(bits: bytes.reduce(0) { $0 << 8 | UInt128($1) }, isV4: count == 4))
    }
    entry = info.ai_next
  }
  return out
}
