import Experiments
import Foundation

// How numbers and texts look in every table and sentence.

/// A score such as `0.819`; a dash where there is none.
func score(_ value: Double?) -> String {
  value.map { String(format: "%.3f", $0) } ?? "-"
}

/// A difference such as `+0.050`; a dash where there is none.
func signed(_ value: Double?) -> String {
  value.map { String(format: "%+.3f", $0) } ?? "-"
}

/// A share such as `97%`; a dash where there is none.
func percent(_ share: Double?) -> String {
  share.map { String(format: "%.0f%%", 100 * $0) } ?? "-"
}

/// A p value such as `0.031` or `<0.001`; a dash where there is none.
func probability(_ p: Double?) -> String {
  p.map { $0 < 0.001 ? "<0.001" : score($0) } ?? "-"
}

/// A mean and its standard deviation over the seeds, such as `0.819±0.018`.
func meanAndDeviation(_ summary: Summary) -> String {
  guard let deviation = summary.sd else { return score(summary.mean) }
  return "\(score(summary.mean))±\(score(deviation))"
}

/// An interval such as `[+0.040, +0.060]`; a dash where there is none.
func interval(_ ends: [Double]?) -> String {
  ends.map { "[\(signed($0[0])), \(signed($0[1]))]" } ?? "-"
}

/// A difference with as many digits as it takes to see its sign, such as `+0.050` or `+0.0002`.
func signedBeyondZero(_ value: Double) -> String {
  let isHidden = value != 0 && abs(value) < 0.0005
  return isHidden ? String(format: "%+.1g", value) : signed(value)
}

/// A strength, without digits that say nothing.
func strength(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}

/// An interval of scores such as `[0.740, 0.760]`.
func unsignedInterval(_ ends: [Double]?) -> String {
  ends.map { "[\(score($0[0])), \(score($0[1]))]" } ?? "-"
}

/// Such as `1 row` or `2 rows`.
func counted(_ count: Int, _ what: String) -> String {
  "\(count) \(what)\(count == 1 ? "" : "s")"
}

/// A time such as `0.2 s`, `14 s`, `3 min` or `2.5 h`.
func duration(_ seconds: Double) -> String {
  switch seconds {
  case ..<0.1: "< 0.1 s"
  case ..<10: String(format: "%.1f s", seconds)
  case ..<120: String(format: "%.0f s", seconds)
  case ..<7200: String(format: "%.0f min", seconds / 60)
  default: String(format: "%.1f h", seconds / 3600)
  }
}

/// A time that was estimated, such as `about 3 min`.
func estimate(_ seconds: Double) -> String {
  seconds < 0.1 ? "less than 0.1 s" : "about \(duration(seconds))"
}

/// Breaks a sentence at spaces into lines no wider than `width`, if its words allow. The lines after the first
/// are indented by two more spaces.
func wrapped(_ sentence: String, width: Int, indent: String) -> [String] {
  var lines: [String] = []
  var line = indent
  for word in sentence.split(separator: " ") {
    let isEmpty = line.allSatisfy { $0 == " " }
    if !isEmpty && line.count + 1 + word.count > width {
      lines.append(line)
      line = indent + "  " + word
    } else {
      line += isEmpty ? String(word) : " " + word
    }
  }
  return lines + [line]
}

/// A text that may hold names from somebody's file, without characters that a terminal obeys, line breaks aside.
func withoutControls(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    if scalar != "\n" && scalar.properties.generalCategory == .control {
      result += scalar.escaped(asASCII: true)
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// A file of JSON, keys in alphabetical order.
public func prettyJSON(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
}

extension ExperimentResults {
  /// How large the teacher is, such as ` (1251 parameters)`; nothing if nobody knows.
  var teacherSize: String { teacher.parameters.map { " (\($0) parameters)" } ?? "" }
}

extension PairedDifference {
  /// The difference in a sentence, such as `+0.050 (95 % interval +0.040 to +0.060, better on 97% of the seeds, Holm p 0.012)`.
  var inWords: String {
    guard let meanDifference else { return "no seed has both" }
    guard let confidence95 else { return signed(meanDifference) }
    let ends = confidence95.map(signedBeyondZero)
    return
      "\(signed(meanDifference)) (95 % interval \(ends[0]) to \(ends[1]), better on \(percent(winRate)) of the seeds"
      + (holmP.map { ", Holm p \(probability($0))" } ?? "") + ")"
  }
}
