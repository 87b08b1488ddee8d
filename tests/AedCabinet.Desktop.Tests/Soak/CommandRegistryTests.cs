using AedCabinet.Commands;
using AedCabinet.Exchange;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.Storage;
using AedCabinet.Timing;

namespace AedCabinet.Desktop.Tests.Soak;

/// <summary>Commands that are carried out and should not be, or the other way round, are found.</summary>
[TestClass]
public class CommandRegistryTests : InvariantBench
{
    [TestMethod]
    public void A_command_that_is_carried_out_twice_unsigned_late_or_for_another_is_found()
    {
        SoakWorld world = new(false, Report, Timeline);
        ICommandExecutor executor = world.Registry.Watch(new Obedient());
        CommandArguments arguments = new();
        long endMs = world.Clock.StartUnixMs + 60000;
        world.Registry.Sign(SoakWorld.CabinetId, "locate", "{}", endMs);
        world.Registry.Sign("NM-0471-0002", "locate", "{}", endMs);
        executor.Execute("c-0", "locate", arguments, 0);

        Finds("a command is executed at most once", () => executor.Execute("c-0", "locate", arguments, 0));
        Finds("only what was signed is executed", () => executor.Execute("c-0", "unlock", arguments, 0));
        Finds("only what was signed is executed", () => executor.Execute("c-1", "locate", arguments, 0));
        world.Clock.IsKnown = true;
        Pass(60000);
        Finds("only what was signed is executed", () => executor.Execute("c-0", "locate", arguments, 0));
    }

    [TestMethod]
    public void A_command_in_order_that_is_not_let_through_or_never_answered_is_found()
    {
        SoakWorld world = new(false, Report, Timeline);
        ICommandExecutor executor = world.Registry.Watch(new Obedient());
        world.Registry.Sign(SoakWorld.CabinetId, "self-test", "{}", world.Clock.StartUnixMs + 60000);
        world.Clock.IsKnown = true;
        world.Registry.Await("self-test");
        Pass(10001);
        Finds("a command that is in order is let through", () => world.Registry.Check(true));

        executor.Knows("self-test");
        executor.Execute("c-0", "self-test", new CommandArguments(), 0);
        world.Registry.Check(true);
        Pass(CommandRegistry.AnsweredMs + 1);
        Finds("what was accepted is answered", () => world.Registry.Check(true));
        executor.TryTakeLateOutcome(out string _, out string _, out CommandOutcome _);
        world.Registry.Check(true);
    }

    /// <summary>Does whatever it is told, and a self-test some time later.</summary>
    private sealed class Obedient : ICommandExecutor
    {
        public bool Knows(string name) => true;

        public string WhyBadArguments(string name, string args, out CommandArguments arguments)
        {
            arguments = new CommandArguments();
            return null!;
        }

        public CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs) =>
            name == "self-test" ? CommandOutcome.Accepted : CommandOutcome.Done;

        public void Step(bool isOnline, long nowMs)
        {
        }

        public long DeadlineMs(long nowMs) => Deadline.Never;

        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome)
        {
            (id, name, outcome) = ("c-0", "self-test", CommandOutcome.Done);
            return true;
        }
    }
}
