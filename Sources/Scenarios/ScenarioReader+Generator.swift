extension ScenarioReader {
    /// The section `generator`; its defaults where there is none.
    static func generator(_ value: Value?) -> GeneratorSettings {
        var settings = GeneratorSettings()
        guard let value,
            let section = Section(
                value.node, path: value.name, known: ["workers", "processes"], tree: value.tree,
                log: value.log)
        else { return settings }
        if let workers = section["workers"]?.wholeNumber(ScenarioLimits.generatorWorkers) {
            settings.workers = workers
        }
        settings.processes = section["processes"]?.wholeNumber(ScenarioLimits.generatorProcesses)
        return settings
    }
}
