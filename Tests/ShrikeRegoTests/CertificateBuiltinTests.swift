import Testing

@testable import ShrikeRego

struct CertificateBuiltinTests {
  private static let chain = [
    CertificateFixtures.root, CertificateFixtures.authority, CertificateFixtures.leaf,
  ].joined(separator: "\n")

  private static let input: Value = {
    func base64(_ text: String) -> Value {
      Value(utf8: Base64.encode(Array(text.utf8), .standard))
    }
    func texts(_ texts: String...) -> Value { Value(texts.joined(separator: "\n")) }
    let (root, authority) = (CertificateFixtures.root, CertificateFixtures.authority)
    return Value(object: [
      (Value("leaf"), Value(CertificateFixtures.leaf)),
      (Value("encoded"), base64(chain)),
      (Value("chain"), Value(chain)),
      (Value("outside"), texts(root, authority, CertificateFixtures.outside)),
      (
        Value("below"),
        texts(root, authority, CertificateFixtures.leaf, CertificateFixtures.below)
      ),
      (Value("other"), texts(authority, root)),
      (Value("request"), Value(CertificateFixtures.request)),
      (Value("cut"), Value(String(CertificateFixtures.leaf.dropLast(60)))),
    ])
  }()

  @Test(
    arguments: [
      ("Subject.CommonName", #""leaf.example.org""#),
      ("Subject.Country", #"["CH"]"#),
      ("Subject.Locality", "null"),
      ("Subject.Names[0]", #"{"Type":[2,5,4,6],"Value":"CH"}"#),
      ("Issuer.Organization", #"["Shrike"]"#),
      ("SerialNumber", "85968058272638546416180"),
      ("Version", "3"),
      ("NotBefore", #""2020-01-02T03:04:05Z""#),
      ("NotAfter", #""2120-01-02T03:04:05Z""#),
      ("SignatureAlgorithm", "10"),
      ("PublicKeyAlgorithm", "3"),
      ("PublicKey.Curve", "{}"),
      ("KeyUsage", "1"),
      ("ExtKeyUsage", "[1]"),
      ("BasicConstraintsValid", "true"),
      ("IsCA", "false"),
      ("MaxPathLen", "-1"),
      ("DNSNames", #"["*.example.org","example.org"]"#),
      ("EmailAddresses", #"["a@example.org"]"#),
      ("IPAddresses", #"["192.0.2.1","2001:db8::1"]"#),
      ("URIStrings", #"["spiffe://example.org/x"]"#),
      ("URIs[0].Host", #""example.org""#),
      ("URIs[0].User", "null"),
      ("PolicyIdentifiers", "[[1,2,3,4]]"),
      ("Policies", #"["1.2.3.4"]"#),
      ("OCSPServer", #"["http://ocsp.example.org/"]"#),
      ("CRLDistributionPoints", #"["http://crl.example.org/a.crl"]"#),
      ("AuthorityKeyId", #""AQID""#),
      ("SubjectKeyId", "null"),
      ("UnhandledCriticalExtensions", "null"),
      ("Extensions[0].Id", "[2,5,29,19]"),
    ])
  func certificate(_ field: String, _ expected: String) {
    let expression = "crypto.x509.parse_certificates(input.leaf)[0].\(field)"
    #expect(BuiltinAnswer.of(expression, input: Self.input) == expected)
  }

  @Test(
    arguments: [
      (
        "[c.Subject.CommonName | some c in crypto.x509.parse_certificates(input.encoded)]",
        #"["Test Root","Test Intermediate","leaf.example.org"]"#
      ),
      (
        "crypto.x509.parse_certificates(input.chain)[1].PermittedIPRanges[0]",
        #"{"IP":"192.0.2.0","Mask":"////AA=="}"#
      ),
      ("crypto.x509.parse_certificates(input.cut)", "[]"),
      (#"crypto.x509.parse_certificates("Zm9v")"#, "eval_builtin_error"),
      (#"crypto.x509.parse_certificates("~")"#, "eval_builtin_error"),
      ("crypto.x509.parse_certificates(input.request)", "eval_builtin_error"),
      (
        "crypto.x509.parse_certificate_request(input.request).DNSNames",
        #"["leaf.example.org"]"#
      ),
      (
        "crypto.x509.parse_certificate_request(input.request).Attributes[0].Value[0][0].Type",
        "[2,5,29,17]"
      ),
      ("crypto.x509.parse_certificate_request(input.leaf)", "eval_builtin_error"),
      (#"crypto.x509.parse_rsa_private_key("")"#, "eval_builtin_error"),
      (#"crypto.parse_private_keys("")"#, "null"),
      (#"crypto.parse_private_keys("no key")"#, "[]"),
    ])
  func texts(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression, input: Self.input) == expected)
  }

  @Test(
    arguments: [
      ("chain", "", true), ("outside", "", false), ("below", "", false), ("other", "", false),
      ("leaf", "", false), ("cut", "", false),
      ("chain", #""DNSName": "a.example.org""#, true),
      ("chain", #""DNSName": "a.b.example.org""#, false),
      ("chain", #""DNSName": "EXAMPLE.org""#, true),
      ("chain", #""DNSName": "2001:db8:0::1""#, true),
      ("chain", #""DNSName": "192.0.2.2""#, false),
      ("chain", #""KeyUsages": ["KeyUsageClientAuth"]"#, false),
      ("chain", #""KeyUsages": {"KeyUsageAny"}"#, true),
      ("chain", #""CurrentTime": 1"#, false),
      ("chain", #""MaxConstraintComparisons": 1"#, false),
    ])
  func chains(_ name: String, _ options: String, _ isValid: Bool) {
    let function = "crypto.x509.parse_and_verify_certificates"
    let expression =
      options.isEmpty
      ? "\(function)(input.\(name))[0]"
      : "\(function)_with_options(input.\(name), {\(options)})[0]"
    #expect(BuiltinAnswer.of(expression, input: Self.input) == "\(isValid)")
  }

  @Test(
    arguments: [
      #""CurrentTime": "now""#, #""KeyUsages": ["KeyUsageFun"]"#, #""Other": 1"#,
      #""DNSName": 1"#,
    ])
  func wrongOptions(_ options: String) {
    let expression =
      "crypto.x509.parse_and_verify_certificates_with_options(input.chain, {\(options)})"
    #expect(BuiltinAnswer.of(expression, input: Self.input) == "eval_builtin_error")
  }

  /// Every text that ends too early, and every one with a byte changed, is read or refused.
  @Test func damageIsSurvived() throws {
    let block = try #require(PEM.first(in: Array(CertificateFixtures.leaf.utf8)[...])?.block)
    for count in block.bytes.indices {
      var reader = DER(Array(block.bytes[..<count]))
      #expect(throws: DER.Malformed.self) { try Certificate(&reader) }
    }
    for index in block.bytes.indices {
      for flip in [0x01, 0x80, 0xFF] as [UInt8] {
        var bytes = block.bytes
        bytes[index] ^= flip
        var reader = DER(bytes)
        _ = (try? Certificate(&reader))?.value(withURITexts: true)
      }
    }
  }

  /// Keys of every kind, cut and damaged likewise. The RSA key is that of every textbook.
  @Test func damagedKeysAreSurvived() throws {
    let scalar = [UInt8](1...32)
    let rsa: [UInt8] = [
      0x30, 0x1D, 0x02, 0x01, 0x00, 0x02, 0x02, 0x0C, 0xA1, 0x02, 0x01, 0x11, 0x02, 0x02, 0x0A,
      0xC1, 0x02, 0x01, 0x3D, 0x02, 0x01, 0x35, 0x02, 0x01, 0x35, 0x02, 0x01, 0x31, 0x02, 0x01,
      0x26,
    ]
    let ed25519: [UInt8] = [
      0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04,
      0x20,
    ]
    let elliptic: [UInt8] = [0x30, 0x31, 0x02, 0x01, 0x01, 0x04, 0x20]
    let curve: [UInt8] = [0xA0, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
    let blocks = [
      PEM(type: "RSA PRIVATE KEY", bytes: rsa),
      PEM(type: "PRIVATE KEY", bytes: ed25519 + scalar),
      PEM(type: "EC PRIVATE KEY", bytes: elliptic + scalar + curve),
    ]
    for block in blocks {
      #expect(try PrivateKey(block) != nil)
      for count in block.bytes.indices {
        let cut = PEM(type: block.type, bytes: Array(block.bytes[..<count]))
        #expect(throws: DER.Malformed.self) { try PrivateKey(cut) }
      }
      for index in block.bytes.indices {
        for flip in [0x01, 0x80, 0xFF] as [UInt8] {
          var bytes = block.bytes
          bytes[index] ^= flip
          _ = (try? PrivateKey(PEM(type: block.type, bytes: bytes)))?.jwkValue
        }
      }
    }
  }
}
