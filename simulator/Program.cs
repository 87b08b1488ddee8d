using System.CommandLine;
using AedCabinet.Simulator;
using AedCabinet.Simulator.Commands;

ParseResult arguments = RunCommand.CreateRoot().Parse(args);
try
{
    InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false };
    if (arguments.CommandResult.Command.Name == FleetCommand.Name)
    {
        // Two seconds, as for the others, would cut its report off.
        configuration.ProcessTerminationTimeout = FleetCommand.EndsWithin;
    }

    int exitCode = await arguments.InvokeAsync(configuration);
    return arguments.Errors.Count > 0 ? SimulatorException.WrongInput : exitCode;
}
catch (SimulatorException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return exception.ExitCode;
}
