extension RoutingTask {
  /// The cheapest placement and swaps in a region of as many qubits as the circuit has, by dynamic programming over all placements:
  /// n! of them, times the number of gates, times the number of neighbours.
  func cheapestRouting(in region: Region) -> Routing {
    let placements = Self.permutations(of: qubitCount)
    let numbers = Dictionary(uniqueKeysWithValues: zip(placements, placements.indices))
    // The placement after each edge's swap, `[edges][placements]`.
    let swapped = region.edges.map { edge in
      placements.map { placement in
        var placement = placement
        placement.swap(edge)
        return numbers[placement]!
      }
    }
    let swapCosts = region.edges.map { region.swapCost($0, $1) }
    var costs = [Double](repeating: 0, count: placements.count)
    // How each placement was come to before each gate.
    var ways: [[Way?]] = []
    for (index, pair) in pairs.enumerated() {
      var way = [Way?](repeating: nil, count: placements.count)
      if index > 0 {
        relaxMerged(after: pairs[index - 1], placements, swapped, region, &costs, &way)
        relax(swapped, swapCosts, &costs, &way)
      }
      ways.append(way)
      for number in placements.indices {
        let (control, target) = (placements[number][pair.control], placements[number][pair.target])
        costs[number] +=
          region.distances[control][target] == 1 ? region.pairCost(control, target) : .infinity
      }
    }
    var best = (number: 0, cost: Double.infinity)
    for (number, places) in placements.enumerated() {
      var cost = costs[number]
      for place in places { cost += region.rotationCost(place) }
      for qubit in measured { cost += region.readoutCost(places[qubit]) }
      if cost < best.cost { best = (number, cost) }
    }
    var number = best.number
    var swaps = Array(repeating: [(Int, Int)](), count: pairs.count)
    for index in pairs.indices.reversed() {
      while let way = ways[index][number] {
        swaps[index].append(region.edges[Int(way.edge)])
        number = Int(way.placement)
        if way.isFirst { break }
      }
      swaps[index].reverse()
    }
    return Routing(self, region, start: placements[number], swaps: swaps)
  }

  /// The last swap on the way to a placement.
  private struct Way {
    /// The placement before it.
    let placement: Int32
    let edge: Int32
    /// Whether it comes right after a gate.
    var isFirst = false
  }

  /// A swap right after a gate of the same two qubits costs one more gate.
  private func relaxMerged(
    after pair: (control: Int, target: Int), _ placements: [[Int]], _ swapped: [[Int]],
    _ region: Region, _ costs: inout [Double], _ way: inout [Way?]
  ) {
    let before = costs
    for (edge, places) in region.edges.enumerated() {
      let cost = min(
        region.pairCost(places.0, places.1), region.pairCost(places.1, places.0))
      for number in placements.indices where before[number] + cost < costs[swapped[edge][number]] {
        let placement = placements[number]
        let (control, target) = (placement[pair.control], placement[pair.target])
        guard (min(control, target), max(control, target)) == places else { continue }
        costs[swapped[edge][number]] = before[number] + cost
        way[swapped[edge][number]] = Way(
          placement: Int32(number), edge: Int32(edge), isFirst: true)
      }
    }
  }

  /// Swaps until none makes anything cheaper.
  private func relax(
    _ swapped: [[Int]], _ swapCosts: [Double], _ costs: inout [Double],
    _ way: inout [Way?]
  ) {
    var changed = Array(costs.indices.filter { costs[$0].isFinite })
    while !changed.isEmpty {
      var next: Set<Int> = []
      for number in changed {
        for edge in swapped.indices {
          let target = swapped[edge][number]
          guard costs[number] + swapCosts[edge] < costs[target] else { continue }
          costs[target] = costs[number] + swapCosts[edge]
          way[target] = Way(placement: Int32(number), edge: Int32(edge))
          next.insert(target)
        }
      }
      changed = next.sorted()
    }
  }

  private static func permutations(of count: Int) -> [[Int]] {
    (0..<count).reduce([[]]) { permutations, element in
      permutations.flatMap { permutation in
        (0...permutation.count).map { place in
          var permutation = permutation
          permutation.insert(element, at: place)
          return permutation
        }
      }
    }
  }
}
