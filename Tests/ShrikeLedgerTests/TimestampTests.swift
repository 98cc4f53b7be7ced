import ShrikeLedger
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-27T12:00:00.250Z", 1_795_780_800_250),
    ("2026-11-27T14:00:00+02:00", 1_795_780_800_000), ("2026-11-27", 1_795_737_600_000),
  ])
  func readsTimes(text: String, milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026-13-01", "2026-02-30", "2026-11-27T25:00:00Z", "2026-11-27T10:00:00Zx", "27.11.2026",
  ])
  func refusesWhatIsNoTime(text: String) { #expect(Timestamp(text) == nil) }

  @Test func writesWhatItReads() {
    for milliseconds: Int64 in [0, 1_795_780_800_250, 951_782_400_000, -1, 4_102_444_799_999] {
      let time = Timestamp(milliseconds: milliseconds)
      #expect(Timestamp(time.text) == time)
    }
  }
}
