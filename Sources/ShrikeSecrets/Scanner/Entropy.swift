import Glibc

/// Shannon entropy in bits a byte, counted as gitleaks does: code points over the length in bytes.
func shannonEntropy(_ bytes: [UInt8]) -> Double {
  if bytes.isEmpty { return 0 }
  var counts: [Int] = []
  if bytes.allSatisfy({ $0 < 0x80 }) {
    counts = [Int](repeating: 0, count: 128)
    for byte in bytes { counts[Int(byte)] += 1 }
  } else {
    var byScalar: [Unicode.Scalar: Int] = [:]
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      byScalar[scalar, default: 0] += 1
    }
    counts = Array(byScalar.values)
  }
  let inverse = 1 / Double(bytes.count)
  return counts.reduce(0) { sum, count in
    count == 0 ? sum : sum - Double(count) * inverse * log2(Double(count) * inverse)
  }
}
