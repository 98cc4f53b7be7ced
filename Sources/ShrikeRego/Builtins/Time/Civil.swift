import ShrikeText

/// A day and a time of day in the Gregorian calendar, without a place.
struct Civil {
  var year = 0
  /// From 1; anything else is carried into the year.
  var month = 1
  /// From 1; anything else is carried into the month.
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var nanosecond = 0

  init() {}

  /// The clock that shows so many seconds since 1970.
  init(seconds: Int, nanosecond: Int = 0) {
    let (days, rest) = floorDivision(seconds, 86_400)
    let date = CalendarDate(daysSince1970: days)
    (year, month, day) = (date.year, date.month, date.day)
    (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
    self.nanosecond = nanosecond
  }

  /// Seconds since 1970 that the clock shows. For years up to some hundred millions.
  var seconds: Int {
    let (years, months) = floorDivision(month - 1, 12)
    let days = CalendarDate(year + years, months + 1, 1).daysSince1970 + day - 1
    return days * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// 0 is Sunday.
  var weekday: Int { floorDivision(CalendarDate(year, month, day).daysSince1970 + 4, 7).rest }
  /// From 1.
  var dayOfYear: Int {
    CalendarDate(year, month, day).daysSince1970 - CalendarDate(year, 1, 1).daysSince1970 + 1
  }

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
}

/// Rounded down, with a rest that is never negative.
func floorDivision(_ value: Int, _ by: Int) -> (quotient: Int, rest: Int) {
  let (quotient, rest) = value.quotientAndRemainder(dividingBy: by)
  return rest < 0 ? (quotient - 1, rest + by) : (quotient, rest)
}
