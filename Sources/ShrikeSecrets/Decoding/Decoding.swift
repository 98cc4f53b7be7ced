/// Looking through encodings, for callers outside the scanner.
public enum Decoding {
  /// One pass of decoding; the text itself when nothing in it is encoded.
  public static func once(_ text: [UInt8]) -> [UInt8] {
    var decoder = Decoder()
    var out: [UInt8] = []
    return text.withUnsafeBufferPointer { decoder.decode($0, into: &out) } ? out : text
  }
}
