import Glibc

// usage: shrike-fuzz --list
//        shrike-fuzz TARGET [libFuzzer's flags] [corpus folders or input files]
//        shrike-fuzz --files FOLDER [--from NUMBER]
// libFuzzer without its `main`, so that one program holds all targets.

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "--list":
  for target in FuzzTarget.all { print("\(target.name)\t\(target.summary)") }
case "--files":
  var from = 0
  if let place = arguments.firstIndex(of: "--from"), place + 1 < arguments.endIndex {
    from = Int(arguments[place + 1]) ?? 0
  }
  guard let folder = arguments.dropFirst().first else { Driver.fail("--files wants a folder") }
  Replay.run(folder, from: from)
case let name?:
  guard let target = FuzzTarget.named(name) else {
    Driver.fail("there is no target '\(name)'; --list names them")
  }
  Driver.run(target, Array(arguments.dropFirst()))
case nil: Driver.fail("give a target; --list names them")
}
