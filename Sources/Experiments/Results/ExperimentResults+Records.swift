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
    comparisons = experiment.objectiveComparisons(scores)
    studentComparisons = experiment.studentComparisons(scores)
    gainComparisons = experiment.gainComparisons(scores)
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
