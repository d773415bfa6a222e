import Datasets
import Distillation
import HybridModels
import RandomStreams

extension ExperimentResults {
  /// The results of these runs.
  ///
  /// - Parameters:
  ///   - experiment: what was run.
  ///   - records: the runs it left.
  ///   - jobs: how many went on at a time; `nil` if nobody knows.
  ///   - seconds: how long they took.
  ///   - ceilingSamples: how many samples the Bayes-optimal score is measured on; a million give it a
  ///     standard error of about 0.0003.
  public init(
    _ experiment: Experiment, records: ExperimentRecords, jobs: Int?, seconds: Double,
    ceilingSamples: Int = 1_000_000
  ) throws {
    format = "qdistill-results/1"
    plan = experiment.plan
    let seeds = plan.seedValues
    provenance = Provenance(records, seeds: seeds, jobs: jobs, seconds: seconds)
    let teachers = records.teachers.inOrder(of: seeds)
    let teacherOutcomes = teachers.map(SeedOutcome.init)
    teacher = TeacherResult(
      parameters: experiment.teacherParameterCount,
      failedSeeds: teacherOutcomes.count { $0 == .failed },
      missingSeeds: teacherOutcomes.count { $0 == .missing }, outcomes: teacherOutcomes,
      macroF1: Summary(teachers.map { $0?.trained?.evaluation.macroF1 }))
    bayesOptimalF1 = try plan.data.bayesOptimalF1(sampleCount: ceilingSamples)

    tuning = records.tuning
    let students = experiment.tuned(by: records.tuning).runArms.map(\.student)
    var inactive: [StudentPlan: Int] = [:]
    for student in students where inactive[student] == nil {
      inactive[student] = experiment.model(of: student).inactiveParameters().count
    }
    let arms = zip(records.arms, students).map { arm, student in
      ArmResult(
        arm, seeds: seeds, model: experiment.model(of: student),
        inactiveParameters: inactive[student]!,
        control: experiment.control(student: arm.student, objective: arm.objective))
    }
    self.arms = arms

    func scores(_ student: String, _ objective: String) -> [Double?] {
      arms.first { $0.student == student && $0.objective == objective }!.macroF1.values
    }
    let objectives = plan.objectives.map(\.name)
    let subject = plan.subject
    /// The objectives that all these students are trained for: the first one always is.
    func shared(_ students: String...) -> [String] {
      objectives.filter { objective in
        students.allSatisfy { student in
          arms.contains { $0.student == student && $0.objective == objective }
        }
      }
    }
    let compared = experiment.comparedStudents
    comparisons = compared.flatMap { student in
      shared(student).dropFirst().map { treatment in
        PairedScores(
          ObjectivePair(student: student, treatment: treatment, control: objectives[0]),
          treatment: scores(student, treatment), control: scores(student, objectives[0]))
      }
    }.compared()
    let others = compared.filter { $0 != subject }
    studentComparisons = others.flatMap { other in
      shared(subject, other).map { objective in
        PairedScores(
          StudentPair(student: subject, controlStudent: other, objective: objective),
          treatment: scores(subject, objective), control: scores(other, objective))
      }
    }.compared()
    gainComparisons = others.flatMap { other in
      shared(subject, other).dropFirst().map { treatment in
        func gains(_ student: String) -> [Double?] {
          zip(scores(student, treatment), scores(student, objectives[0])).map { pair in
            if let treated = pair.0, let untreated = pair.1 { treated - untreated } else { nil }
          }
        }
        return PairedScores(
          GainPair(
            student: subject, controlStudent: other, treatment: treatment,
            control: objectives[0]),
          treatment: gains(subject), control: gains(other))
      }
    }.compared()
    controlComparisons = experiment.controlComparisons(scores)
    let planned = experiment.plan.objectives
    robustness = plan.robustness.flatMap {
      RobustnessResult($0, arms: records.arms, seeds: seeds, objectives: planned)
    }
  }
}

extension ArmResult {
  fileprivate init(
    _ arm: ArmRecords, seeds: [UInt64], model: Model, inactiveParameters: Int, control: Control?
  ) {
    let runs = arm.runs.inOrder(of: seeds)
    func summary(_ metric: (Evaluation) -> Double) -> Summary {
      Summary(runs.map { ($0?.trained?.evaluation).map(metric) })
    }
    student = arm.student
    objective = arm.objective
    self.control = control?.rawValue
    parameters = model.parameterCount
    quantumParameters = model.quantumParameterCount
    classicalParameters = model.classicalParameterCount
    trainedParameters = model.trainedParameterCount
    self.inactiveParameters = inactiveParameters
    outcomes = runs.map(SeedOutcome.init)
    failedSeeds = outcomes.count { $0 == .failed }
    missingSeeds = outcomes.count { $0 == .missing }
    macroF1 = summary(\.macroF1)
    accuracy = summary(\.accuracy)
    calibrationError = summary(\.calibrationError)
    teacherAgreement = summary(\.teacherAgreement)
    teacherDivergence = summary(\.teacherDivergence)
    validationMacroF1 = Summary(runs.map { $0?.trained?.validationMacroF1 })
    finalLoss = Summary(runs.map { $0?.trained?.finalLoss })
  }
}
