import ShrikeText
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: [
    (0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (11_017, "2000-03-01"),
    (20_454, "2026-01-01"), (-719_468, "0000-03-01"), (-719_469, "0000-02-29"),
    (2_932_896, "9999-12-31"), (-25_508, "1900-03-01"), (-25_509, "1900-02-28"),
  ])
  func daysHaveDates(days: Int, text: String) {
    let date = CalendarDate(daysSince1970: days)
    #expect(date.description == text)
    #expect(date.daysSince1970 == days)
  }

  @Test func everyDayFollowsTheOneBefore() {
    var date = CalendarDate(1_896, 1, 1)
    for days in CalendarDate(1_896, 1, 1).daysSince1970..<CalendarDate(2_104, 3, 2).daysSince1970 {
      #expect(CalendarDate(daysSince1970: days) == date)
      if date.day < CalendarDate.days(inMonth: date.month, of: date.year) {
        date.day += 1
      } else {
        date = CalendarDate(
          date.month == 12 ? date.year + 1 : date.year, date.month == 12 ? 1 : date.month + 1, 1)
      }
    }
  }

  @Test func daysBeyondAMonthCountOn() {
    #expect(CalendarDate(2_026, 1, 32).daysSince1970 == CalendarDate(2_026, 2, 1).daysSince1970)
  }
}
