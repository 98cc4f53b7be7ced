/// Small line drawings, 16 by 16; they stand beside words, so readers do not hear of them.
enum Icon {
  case shrike, menu, close, search, home, queue, assets, scans, trends, policies, waivers, people
  case imports, audit, settings

  var path: StaticString {
    switch self {
    case .shrike: "M2 9c2-5 6-6 8-5l4-1-2 3c1 4-2 7-6 7L3 14l1-3M9 6h.1"
    case .menu: "M2 4h12M2 8h12M2 12h12"
    case .close: "M4 4l8 8M12 4l-8 8"
    case .search: "M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2M11 11l3 3"
    case .home: "M2 8l6-5 6 5M4 7v6h8V7"
    case .queue: "M2 4h1M6 4h8M2 8h1M6 8h8M2 12h1M6 12h8"
    case .assets: "M2 5l6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6"
    case .scans: "M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M4 8h8"
    case .trends: "M2 2v12h12M4 11l3-4 3 2 4-6"
    case .policies: "M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM6 8l2 2 3-4"
    case .waivers: "M4 2h8v12l-2-1-2 1-2-1-2 1zM6 6h4M6 9h4"
    case .people:
      "M6 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6M1 14c0-3 2-4 5-4s5 1 5 4M11 2a3 3 0 0 1 0 6M13 10c1 1 2 2 2 4"
    case .imports: "M8 2v8M5 7l3 3 3-3M2 11v3h12v-3"
    case .audit: "M4 2h6l3 3v9H4zM6 7h5M6 10h5"
    case .settings: "M2 4h7M13 4h1M9 2v4M2 12h1M7 12h7M5 10v4M2 8h12"
    }
  }
}

extension HTML {
  mutating func icon(_ icon: Icon) {
    literal("<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"")
    literal(icon.path)
    literal("\"/></svg>")
  }
}
