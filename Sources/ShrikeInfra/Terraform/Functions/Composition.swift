// The standard library knows the composed form (its own string comparison needs it) and offers it to
// those who ask for this part of it; Foundation would cost every start of the program.
@_spi(_Unicode) import Swift

/// The text in Unicode's composed form (NFC).
func composed(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  scalars.append(contentsOf: text._nfc)
  return String(scalars)
}
