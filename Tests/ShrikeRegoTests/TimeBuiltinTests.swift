import Testing

@testable import ShrikeRego

struct TimeBuiltinTests {
  @Test(
    arguments: [
      (#"time.now_ns()"#, "1767225600000000000"),
      (#"time.parse_rfc3339_ns("1970-01-01T00:00:01.5Z")"#, "1500000000"),
      (#"time.parse_rfc3339_ns("1969-12-31T23:59:59.999999999Z")"#, "-1"),
      (#"time.parse_rfc3339_ns("2024-02-30T00:00:00Z")"#, "eval_builtin_error"),
      (#"time.parse_rfc3339_ns("2024-01-01 00:00:00Z")"#, "eval_builtin_error"),
      (#"time.parse_rfc3339_ns("2300-01-01T00:00:00Z")"#, "eval_builtin_error"),
      (#"time.parse_ns("2006-01-02", "2024-02-29")"#, "1709164800000000000"),
      (#"time.parse_ns("2006-002", "2024-060")"#, "1709164800000000000"),
      (#"time.parse_ns("RFC1123", "Thu, 29 Feb 2024 01:02:03 GMT")"#, "1709168523000000000"),
      (#"time.parse_ns("ANSIC", "Thu Feb  9 01:02:03 2024")"#, "1707440523000000000"),
      (#"time.parse_ns("3:04PM", "12:30AM")"#, "eval_builtin_error"),
      (#"time.parse_ns("2006 3:04PM", "1970 12:30AM")"#, "1800000000000"),
      (#"time.parse_ns("2006-01-02 -07:00", "1970-01-01 +01:30")"#, "-5400000000000"),
      (#"time.parse_ns("2006-01-02 .000", "1970-01-01 .25")"#, "eval_builtin_error"),
      (#"time.parse_ns("2006-Jan-02", "2024-feb-29")"#, "1709164800000000000"),
      (#"time.parse_ns("06", "69")"#, "-31536000000000000"),
      (#"time.parse_ns("2006", "1970x")"#, "eval_builtin_error"),
      (#"time.parse_duration_ns("1h15m30.918s")"#, "4530918000000"),
      (#"time.parse_duration_ns("-1.5h")"#, "-5400000000000"),
      (#"time.parse_duration_ns("1µs2ns")"#, "1002"),
      (#"time.parse_duration_ns("0")"#, "0"),
      (#"time.parse_duration_ns("1")"#, "eval_builtin_error"),
      (#"time.parse_duration_ns("")"#, "eval_builtin_error"),
      (#"time.parse_duration_ns("3000000h")"#, "eval_builtin_error"),
      (#"time.format(0)"#, #""1970-01-01T00:00:00Z""#),
      (#"time.format(1500000000)"#, #""1970-01-01T00:00:01.5Z""#),
      (#"time.format([1720000000000000000, "Europe/Berlin"])"#, #""2024-07-03T11:46:40+02:00""#),
      (
        #"time.format([1720000000000000000, "America/New_York", "RFC850"])"#,
        #""Wednesday, 03-Jul-24 05:46:40 EDT""#
      ),
      (
        #"time.format([0, "UTC", "Mon Jan _2 3:04:05.000 pm 2006 002"])"#,
        #""Thu Jan  1 12:00:00.000 am 1970 001""#
      ),
      (#"time.format([4102444800000000000, "Europe/Berlin"])"#, #""2100-01-01T01:00:00+01:00""#),
      (#"time.format([4118083200000000000, "Europe/Berlin", "MST"])"#, #""CEST""#),
      (#"time.format([0, "Nowhere/At_All"])"#, "eval_builtin_error"),
      (#"time.format([0, "../etc/passwd"])"#, "eval_builtin_error"),
      (#"time.format([0, 1])"#, "eval_type_error"),
      (#"time.format([])"#, "eval_type_error"),
      (#"time.date([0, "America/New_York"])"#, "[1969,12,31]"),
      (#"time.date(1.5)"#, "eval_builtin_error"),
      (#"time.clock([1720000000123456789, "Asia/Kolkata"])"#, "[15,16,40]"),
      (#"time.weekday(-1)"#, #""Wednesday""#),
      (#"time.add_date(1709164800000000000, 1, 0, 0)"#, "1740787200000000000"),
      (#"time.add_date(1706659200000000000, 0, 1, 0)"#, "1709337600000000000"),
      (#"time.add_date(0, 0, -1, 1)"#, "-2592000000000000"),
      (#"time.add_date(0, 9223372036854775807, 0, 0)"#, "eval_builtin_error"),
      (#"time.add_date([1711843200000000000, "Europe/Berlin"], 0, 0, 1)"#, "rego_type_error"),
      (#"time.diff(1709168523000000000, 1706659200000000000)"#, "[0,0,29,1,2,3]"),
      (#"time.diff(0, [86400000000000, "Asia/Tokyo"])"#, "[0,0,1,0,0,0]"),
      (#"time.diff(1675123200000000000, 1677628800000000000)"#, "[0,1,1,0,0,0]"),
    ])
  func instants(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  @Test(
    arguments: [
      [], Array("TZif".utf8), Array("TZif2".utf8) + [UInt8](repeating: 0xFF, count: 60),
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 39),
    ] as [[UInt8]])
  func brokenZoneFiles(_ bytes: [UInt8]) {
    #expect(ZoneRules(file: bytes) == nil)
  }
}
