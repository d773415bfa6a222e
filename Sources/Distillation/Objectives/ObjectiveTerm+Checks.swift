extension ObjectiveTerm {
  /// Makes sure that a temperature is above 0 all the time.
  func checkTemperature(_ temperature: Schedule) throws(InvalidSetting) {
    guard temperature.isAlways(above: 0) else {
      throw InvalidSetting("temperature", "\(temperature); it must be above 0")
    }
  }

  /// Makes sure that what a term's two parts count for are numbers from 0 upwards, and not both 0.
  func checkParts(
    _ first: (name: String, value: Double), _ second: (name: String, value: Double)
  ) throws(InvalidSetting) {
    for part in [first, second] where !(part.value >= 0 && part.value.isFinite) {
      throw InvalidSetting(
        part.name, "\(Schedule.constant(part.value)); it must be a number from 0 upwards")
    }
    guard first.value > 0 || second.value > 0 else {
      throw InvalidSetting(first.name, "0, as is \(second.name); one of them must be above 0")
    }
  }
}
