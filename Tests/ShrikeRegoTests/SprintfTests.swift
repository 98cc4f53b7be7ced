import Testing

@testable import ShrikeRego

/// `sprintf`, mistakes in the format included: they are part of the text, as Go writes them.
struct SprintfTests {
  @Test(arguments: [
    ("%d and %v", "[1, [\"a\"]]", #"1 and [\"a\"]"#),
    ("%05d|%-4d|%+d|%x", "[7, 7, 7, 255]", "00007|7   |+7|ff"),
    ("%.2f %e", "[1.5, 1.5]", "1.50 1.500000e+00"),
    ("%q %q", "[\"a\\\"b\", 65]", #"\"a\\\"b\" 'A'"#),
    // A verb that does not fit the value is named with the value, in the width that was asked for.
    ("%d", "[\"a\"]", "%!d(string=a)"),
    ("%-4d|", "[\"a\"]", "%!d(string=a   )|"),
    ("%5s|", "[10]", "%!s(int64=   10)|"),
    ("%.2f", "[7]", "%!f(int64=07)"),
    ("%.2f", "[\"text\"]", "%!f(string=te)"),
    ("%d", "[1.5]", "%!d(float64=1.5)"),
    ("%d %d", "[1]", "1 %!d(MISSING)"),
    ("%d", "[1, 2]", "1%!(EXTRA int64=2)"),
    ("%T %s", "[12345678901234567890, 12345678901234567890]", "*big.Int 12345678901234567890"),
    ("%t", "[12345678901234567890]", "%!t(big.Int=12345678901234567890)"),
    ("%x %X %.3x", "[1.5, -0.1, 1.5]", "0x1.8p+00 -0X1.999999999999AP-04 0x1.800p+00"),
    ("%q%q%q", "[10, 39, 34]", #"'\\n''\\'''\"'"#),
  ])
  func text(_ format: String, _ arguments: String, _ expected: String) {
    #expect(BuiltinAnswer.of("sprintf(`\(format)`, \(arguments))") == "\"\(expected)\"")
  }
}
