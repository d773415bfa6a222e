/// Lengths in a circuit's figure, in pixels.
enum FigureMeasures {
  /// As wide as the text on a page of A4 or Letter; shrunk to a telephone's width it can still be read.
  static let width = 560.0
  /// Around everything.
  static let margin = 12.0

  /// Between headings, circuits and notes.
  static let partGap = 12.0
  /// What notes need, however short a circuit is.
  static let leastWidth = 300.0
  /// From a line of a note to the next one.
  static let noteLine = 16.0
  /// How wide a letter of a note is, on average.
  static let averageLetter = 6.6

  /// From a qubit's line to the next one.
  static let qubitDistance = 50.0
  /// Between a row and where the circuit goes on below.
  static let rowGap = 24.0
  /// Between columns.
  static let columnGap = 10.0
  /// What is dashed of a line that goes on in another row.
  static let tail = 12.0

  /// The font size of names of gates and qubits.
  static let nameSize = 13.0
  /// The font size of angles, headings and notes.
  static let angleSize = 12.0

  static let boxHeight = 38.0
  /// Between a box's text and its sides. Other fonts are up to a sixth wider than the one that is reckoned with.
  static let boxPadding = 7.0
  static let leastBoxWidth = 32.0

  static let dotRadius = 3.75
  static let plusRadius = 8.5
  /// From a swap's middle to an end of its cross, along each axis.
  static let crossArm = 5.5

  static let meterWidth = 34.0
  static let meterHeight = 30.0
  static let meterTextGap = 5.0
}
