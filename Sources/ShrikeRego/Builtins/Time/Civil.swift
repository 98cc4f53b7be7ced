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
    (year, month, day) = civilDay(days)
    (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
    self.nanosecond = nanosecond
  }

  /// Seconds since 1970 that the clock shows. For years up to some hundred millions.
  var seconds: Int {
    let (years, months) = floorDivision(month - 1, 12)
    let days = daysSince1970(year + years, months + 1, 1) + day - 1
    return days * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// 0 is Sunday.
  var weekday: Int { floorDivision(daysSince1970(year, month, day) + 4, 7).rest }
  /// From 1.
  var dayOfYear: Int { daysSince1970(year, month, day) - daysSince1970(year, 1, 1) + 1 }

  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
}

func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

func daysIn(_ month: Int, _ year: Int) -> Int {
  switch month {
  case 2: isLeap(year) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

/// Rounded down, with a rest that is never negative.
func floorDivision(_ value: Int, _ by: Int) -> (quotient: Int, rest: Int) {
  let (quotient, rest) = value.quotientAndRemainder(dividingBy: by)
  return rest < 0 ? (quotient - 1, rest + by) : (quotient, rest)
}

// Eras of 400 years that begin on 1 March: https://howardhinnant.github.io/date_algorithms.html

func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
  let shifted = month <= 2 ? year - 1 : year
  let (era, yearOfEra) = floorDivision(shifted, 400)
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

private func civilDay(_ days: Int) -> (year: Int, month: Int, day: Int) {
  let (era, dayOfEra) = floorDivision(days + 719_468, 146_097)
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}
