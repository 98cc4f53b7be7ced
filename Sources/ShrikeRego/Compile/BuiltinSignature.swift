/// The types a built-in takes and gives.
struct BuiltinSignature: Sendable {
  let arguments: [InferredType]
  let result: InferredType

  static let standard: [String: BuiltinSignature] = {
    var table: [String: BuiltinSignature] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let name = words.first, let result = words.last, words.count > 1 else { continue }
      table[name] = BuiltinSignature(
        arguments: words.dropFirst().dropLast().map { type($0) }, result: type(result))
    }
    return table
  }()

  /// `as<n>`: an array or a set of numbers.
  private static func type(_ text: String) -> InferredType {
    func kinds(_ letters: Substring) -> InferredType.Kinds {
      letters.reduce(into: []) { kinds, letter in
        switch letter {
        case "z": kinds.insert(.null)
        case "b": kinds.insert(.bool)
        case "n": kinds.insert(.number)
        case "t": kinds.insert(.string)
        case "a": kinds.insert(.array)
        case "o": kinds.insert(.object)
        case "s": kinds.insert(.set)
        default: kinds = .any
        }
      }
    }
    let parts = text.split(separator: "<")
    guard parts.count == 2 else { return InferredType(kinds(text[...])) }
    return InferredType(kinds(parts[0]), of: kinds(parts[1].dropLast()))
  }

  /// One a line: name, arguments, result. Null, boolean, number, text, array, object, set; `*` is any.
  private static let text = """
    abs n n
    all as b
    and s s s
    any as b
    array.concat a a a
    array.flatten a a
    array.reverse a a
    array.slice a n n a
    base64.decode t t
    base64.encode t t
    base64.is_valid * b
    base64url.decode t t
    base64url.encode t t
    base64url.encode_no_pad t t
    bits.and n n n
    bits.lsh n n n
    bits.negate n n
    bits.or n n n
    bits.rsh n n n
    bits.xor n n n
    cast_array * a
    cast_boolean * b
    cast_null * z
    cast_object * o
    cast_set * s
    cast_string * t
    ceil n n
    concat t as<t> t
    contains t t b
    count taos n
    crypto.hmac.equal t t b
    crypto.hmac.md5 t t t
    crypto.hmac.sha1 t t t
    crypto.hmac.sha256 t t t
    crypto.hmac.sha512 t t t
    crypto.md5 t t
    crypto.parse_private_keys t *
    crypto.sha1 t t
    crypto.sha256 t t
    crypto.x509.parse_and_verify_certificates t a
    crypto.x509.parse_and_verify_certificates_with_options t o a
    crypto.x509.parse_certificate_request t o
    crypto.x509.parse_certificates t a
    crypto.x509.parse_keypair t t o
    crypto.x509.parse_rsa_private_key t o
    div n n n
    endswith t t b
    eq * * b
    equal * * b
    floor n n
    format_int n n t
    glob.match t za<t> t b
    glob.quote_meta t t
    graph.reachable o as s
    graph.reachable_paths o as s
    graphql.is_valid to to b
    graphql.parse to to a
    graphql.parse_and_verify to to a
    graphql.parse_query t o
    graphql.parse_schema t o
    graphql.schema_is_valid to b
    gt * * b
    gte * * b
    hex.decode t t
    hex.encode t t
    http.send o o
    indexof t t n
    indexof_n t t a<n>
    internal.member_2 * * b
    internal.member_3 * * * b
    internal.print a *
    intersection s<s> s
    io.jwt.decode t a
    io.jwt.decode_verify t o a
    io.jwt.encode_sign o o o t
    io.jwt.encode_sign_raw t t t t
    io.jwt.verify_eddsa t t b
    io.jwt.verify_es256 t t b
    io.jwt.verify_es384 t t b
    io.jwt.verify_es512 t t b
    io.jwt.verify_hs256 t t b
    io.jwt.verify_hs384 t t b
    io.jwt.verify_hs512 t t b
    io.jwt.verify_ps256 t t b
    io.jwt.verify_ps384 t t b
    io.jwt.verify_ps512 t t b
    io.jwt.verify_rs256 t t b
    io.jwt.verify_rs384 t t b
    io.jwt.verify_rs512 t t b
    is_array * b
    is_boolean * b
    is_null * b
    is_number * b
    is_object * b
    is_set * b
    is_string * b
    json.filter o as *
    json.is_valid * b
    json.marshal * t
    json.marshal_with_options * o t
    json.match_schema to to a
    json.patch * a *
    json.remove o as *
    json.unmarshal t *
    json.verify_schema to a
    lower t t
    lt * * b
    lte * * b
    max as *
    min as *
    minus ns ns ns
    mul n n n
    neq * * b
    net.cidr_contains t t b
    net.cidr_contains_matches * * s
    net.cidr_expand t s<t>
    net.cidr_intersects t t b
    net.cidr_is_valid * b
    net.cidr_merge as<t> s<t>
    net.cidr_overlap t t b
    net.lookup_ip_addr t s<t>
    numbers.range n n a<n>
    numbers.range_step n n n a<n>
    object.filter o * *
    object.get o * * *
    object.keys o s
    object.remove o * *
    object.subset aos aos b
    object.union o o o
    object.union_n a<o> o
    opa.runtime o
    or s s s
    plus n n n
    product as<n> n
    providers.aws.sign_req o o n o
    rand.intn t n n
    re_match t t b
    regex.find_all_string_submatch_n t t n a<a>
    regex.find_n t t n a<t>
    regex.globs_match t t b
    regex.is_valid * b
    regex.match t t b
    regex.replace t t t t
    regex.split t t a<t>
    regex.template_match t t t t b
    rego.parse_module t t o
    rem n n n
    replace t t t t
    round n n
    semver.compare t t n
    semver.is_valid * b
    sort as a
    split t t a<t>
    sprintf t a t
    startswith t t b
    strings.any_prefix_match tas<t> tas<t> b
    strings.any_suffix_match tas<t> tas<t> b
    strings.count t t n
    strings.render_template t o t
    strings.replace_n o t t
    strings.reverse t t
    strings.split_n t t n a<t>
    substring t n n t
    sum as<n> n
    time.add_date n n n n n
    time.clock na a<n>
    time.date na a<n>
    time.diff na na a<n>
    time.format na t
    time.now_ns n
    time.parse_duration_ns t n
    time.parse_ns t t n
    time.parse_rfc3339_ns t n
    time.weekday na t
    to_number zbnt n
    trace t b
    trim t t t
    trim_left t t t
    trim_prefix t t t
    trim_right t t t
    trim_space t t
    trim_suffix t t t
    type_name * t
    union s<s> s
    units.parse t n
    units.parse_bytes t n
    upper t t
    uri.is_valid * b
    uri.parse t o
    urlquery.decode t t
    urlquery.decode_object t o
    urlquery.encode t t
    urlquery.encode_object o t
    uuid.parse t o
    uuid.rfc4122 t t
    walk * *
    yaml.is_valid * b
    yaml.marshal * t
    yaml.unmarshal t *
    """
}
