import Numerics

/// What acts on a qubit between two gates with others: RZ(angles[0]), then SX and RZ(angles[1]), SX and RZ(angles[2]) ..., up to a global
/// phase. Neighbouring rotations are one, and pulses between which all angles are numbers are as few as can be.
struct QubitRun {
  /// Whether X comes first; where there is an SX, never.
  private(set) var isFlipped = false
  /// The rotations about Z.
  private(set) var angles = [AngleSum(0)]

  /// Adds an operation at the end.
  mutating func append(_ operation: BasisOperation) {
    switch operation {
    case .rz(_, let angle): angles[angles.count - 1] += angle
    case .sx: appendSX()
    case .x: appendX()
    case .cx: preconditionFailure("a gate of two qubits in a run of one")
    }
  }

  /// X is moved before the last rotation, whose angle it turns around; there SX X = RZ(pi) SX RZ(pi), up to a phase.
  private mutating func appendX() {
    let last = angles.count - 1
    angles[last] = -angles[last]
    if last == 0 {
      isFlipped.toggle()
    } else {
      angles[last].constant += .pi
      angles[last - 1].constant += .pi
    }
  }

  private mutating func appendSX() {
    if isFlipped {
      // X RZ(a) SX, the first on the left, is RZ(-a) X SX.
      isFlipped = false
      angles = [-angles[0] + .pi, AngleSum(.pi)]
    } else {
      angles.append(AngleSum(0))
    }
    shortenEnd()
  }

  /// Replaces the last quarter turns, between which only numbers stand, by at most two.
  private mutating func shortenEnd() {
    var start = angles.count - 1
    while start > 1, angles[start - 1].terms.isEmpty { start -= 1 }
    // SX number i is between angles[i - 1] and angles[i].
    let count = angles.count - start
    guard count >= 2 else { return }
    var turn = Turn.sx
    for angle in angles[start..<angles.count - 1] {
      turn = turn.then(.rz(angle.constant)).then(.sx)
    }
    let (theta, phi, lambda) = turn.eulerAngles
    let isShorter = count > 2 || [0, .pi / 2, .pi].contains { abs($0 - theta) < Turn.tolerance }
    guard isShorter else { return }
    let end = angles.last!
    angles.removeLast(count)
    angles[angles.count - 1].constant += lambda
    if theta < Turn.tolerance {
      angles[angles.count - 1].constant += phi
    } else if theta > .pi - Turn.tolerance {
      // RZ(phi) RY(pi) RZ(lambda), where RY(pi) is X and then Z.
      appendX()
      angles[angles.count - 1].constant += phi + .pi
    } else if abs(theta - .pi / 2) < Turn.tolerance {
      // RY(pi/2) = RZ(pi/2) SX RZ(-pi/2)
      angles[angles.count - 1].constant -= .pi / 2
      angles.append(AngleSum(phi + .pi / 2))
    } else {
      angles += [AngleSum(theta + .pi), AngleSum(phi + .pi)]
    }
    angles[angles.count - 1] += end
  }
}

/// A rotation of the Bloch sphere as a unit quaternion: cos(a/2) - i sin(a/2) (x X + y Y + z Z).
private struct Turn {
  var w, x, y, z: Double

  /// How near two angles must be to be the same: rounding, with room.
  static let tolerance = 1e-9

  static let sx = Turn(w: Double.sqrt(0.5), x: Double.sqrt(0.5), y: 0, z: 0)

  static func rz(_ angle: Double) -> Turn {
    Turn(w: .cos(angle / 2), x: 0, y: 0, z: .sin(angle / 2))
  }

  /// This one, and then another: their product as quaternions, the other on the left.
  func then(_ q: Turn) -> Turn {
    Turn(
      w: q.w * w - q.x * x - q.y * y - q.z * z, x: q.w * x + q.x * w + q.y * z - q.z * y,
      y: q.w * y - q.x * z + q.y * w + q.z * x, z: q.w * z + q.x * y - q.y * x + q.z * w)
  }

  /// The turn as RZ(phi) RY(theta) RZ(lambda), the rightmost first; theta is in [0, pi].
  var eulerAngles: (theta: Double, phi: Double, lambda: Double) {
    // RZ(phi) RY(theta) RZ(lambda) has w = cos(t) cos(p), z = cos(t) sin(p), y = sin(t) cos(m), x = -sin(t) sin(m), where t = theta/2,
    // p = (phi + lambda)/2 and m = (phi - lambda)/2.
    let theta = 2 * Double.atan2(y: Double.hypot(x, y), x: Double.hypot(w, z))
    let sum = theta < .pi - Self.tolerance ? Double.atan2(y: z, x: w) : 0
    let difference = theta > Self.tolerance ? Double.atan2(y: -x, x: y) : 0
    return (theta, sum + difference, sum - difference)
  }
}
