import ShrikeMatch

/// Tells words and identifiers from values that nobody could have thought of, with a short word list and a
/// table of how much the next letter surprises; no trained weights.
enum WordModel {
  /// Bits that the letter of a column (a…z) costs after the letter of a row (a…z) in English and in identifiers.
  private static let bits: [[UInt8]] = [
    "74447659597353959343567768", "35553588468278479546389969", "37563693594478289463499979",
    "35552578288676479547578869", "46435568799453757334867579", "55353379299488378465499959",
    "48782754398564468347488979", "28862999399667379464599968", "56455559998452369543959795",
    "37662888585876357737365998", "47761667399575568736486978", "38752789398378379855569949",
    "25762789398657338857588979", "47443538486776579833669979", "66458668696442549345455789",
    "38773876497387349354598969", "79666997999367779766099999", "37552769396656379544668959",
    "58472784396677448742487969", "39672784299678469445597959", "54564659598443749333899798",
    "38781989398767489978768989", "29763894397694379346797799", "48363586389659629862789558",
    "55564778499443529634796966", "39771798399769489667597965",
  ].map { $0.utf8.map { $0 - 0x30 } }

  private static let words = Set(generatedWords.split(separator: " ").map { Array($0.utf8) })
  private static let endings = ["s", "d", "r", "es", "ed", "er", "ing"].map { Array($0.utf8) }
  private static let longest = 14

  private static func isWord(_ word: ArraySlice<UInt8>) -> Bool {
    if words.contains(Array(word)) { return true }
    return endings.contains { ending in
      word.count - ending.count >= 4 && word.suffix(ending.count).elementsEqual(ending)
        && words.contains(Array(word.dropLast(ending.count)))
    }
  }

  /// Letters of a run of a–z that the best split into words of 3 to 14 letters covers.
  private static func cover(_ run: ArraySlice<UInt8>) -> Int {
    let run = Array(run)
    var best = [Int](repeating: 0, count: run.count + 1)
    for end in 1...max(1, run.count) where end <= run.count {
      best[end] = best[end - 1]
      for length in 3...max(3, min(longest, end)) where length <= end {
        if best[end - length] + length > best[end], isWord(run[(end - length)..<end]) {
          best[end] = best[end - length] + length
        }
      }
    }
    return best[run.count]
  }

  /// `0 1 3 4 5 7 @ $` read as `o l e a s t a s`.
  static func unleeted(_ lowered: [UInt8]) -> [UInt8] {
    lowered.map { byte in
      switch byte {
      case 0x30: 0x6F
      case 0x31: 0x6C
      case 0x33: 0x65
      case 0x34, 0x40: 0x61
      case 0x35, 0x24: 0x73
      case 0x37: 0x74
      default: byte
      }
    }
  }

  /// Whether words make up `share` of the letters, as written or read with digits for letters.
  static func isWordy(_ value: [UInt8], share: Double = 0.65) -> Bool {
    let lowered = value.map(lower)
    return [lowered, unleeted(lowered)].contains { text in
      let runs = text.split { !isLowerLetter($0) }
      let letters = runs.reduce(0) { $0 + $1.count }
      guard letters > 0, letters <= 4_096 else { return false }
      return Double(runs.reduce(0) { $0 + cover($1) }) >= share * Double(letters)
    }
  }

  /// Mean surprise of a pair of neighbours, in bits.
  static func surprise(_ value: [UInt8]) -> Double {
    var total = 0
    for index in 1..<max(1, value.count) {
      let (a, b) = (value[index - 1], value[index])
      if isLetter(a), isLetter(b) {
        total +=
          isLowerLetter(a) && !isLowerLetter(b)
          ? 5 : Int(bits[Int(lower(a) - 0x61)][Int(lower(b) - 0x61)])
      } else if isDigit(a), isDigit(b) {
        total += abs(Int(a) - Int(b)) <= 1 ? 1 : 4
      } else if isAlphanumeric(a), isAlphanumeric(b) {
        total += 5
      } else if isJoint(a) || isJoint(b) {
        total += 2
      } else {
        total += 5
      }
    }
    return Double(total) / Double(max(1, value.count - 1))
  }

  /// Length of the longest stretch of successive characters: `12345`, `abcdef`, `54321`.
  static func counting(_ value: [UInt8]) -> Int {
    var best = 1
    var up = 1
    var down = 1
    for index in 1..<max(1, value.count) {
      let step = Int(value[index]) - Int(value[index - 1])
      up = step == 1 ? up + 1 : 1
      down = step == -1 ? down + 1 : 1
      best = max(best, up, down)
    }
    return best
  }
}

@inline(__always) func lower(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}
@inline(__always) func isLowerLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
@inline(__always) func isLetter(_ byte: UInt8) -> Bool { isLowerLetter(byte | 0x20) && byte < 0x80 }
@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
@inline(__always) func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
/// `_`, `-`, `.` and a space join the parts of names.
@inline(__always) private func isJoint(_ byte: UInt8) -> Bool {
  byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x20
}
