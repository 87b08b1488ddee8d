using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Centre;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// Sends what is to go out within a time (<see cref="TimedCommand"/>), signed, once: a process claims it in the database first. What was
/// being sent when a process was killed is looked for among the commands, and sent anew only where it is not there and its time is not
/// over. A cabinet that is away gets it when it is there again; each attempt is valid for a minute, and the next comes after that, so that
/// none is carried out twice.
/// </summary>
/// <param name="store">Where the database is.</param>
/// <param name="pool">Reads it.</param>
/// <param name="office">Sends.</param>
/// <param name="ends">What else becomes of a command of a name when it is over, in the same step.</param>
/// <param name="log">Told what goes wrong.</param>
public sealed class TimedCommandDesk(LedgerStore store, ReadingPool pool, IRegistryOffice office,
    IReadOnlyDictionary<string, Action<LedgerDatabase, TimedCommand, DateTimeOffset>> ends, ILogger log)
{
    /// <summary>Why a command was missed: nobody who may send was there in its time.</summary>
    public const string NotInTime = "not-sent-in-time";

    /// <summary>After so long nobody is sending any more what was claimed: the broker has it, or refused it, long before.</summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromSeconds(30);

    // The desk's command is valid for 60 s; the cabinet's clock may be a little behind.
    private static readonly TimeSpan s_nextAfter = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan s_unsentAfter = TimeSpan.FromSeconds(15);

    // Settings are on trial for 10 min after a restart (SPEC §14).
    private static readonly TimeSpan s_longestTrial = TimeSpan.FromMinutes(15);

    private readonly Troubles _troubles = new(log, "定时命令", "timed commands");

    // What says nothing about the command itself.
    private static readonly string[] s_passing = ["expired", "clock-unknown", "out-of-memory", "replayed"];

    /// <summary>Looks once at everything whose time has come. One look at a time in a process.</summary>
    /// <returns>When everything is sent that can be.</returns>
    /// <exception cref="StoreAwayException">The database is away: the next look goes on.</exception>
    public async Task LookAsync()
    {
        DateTimeOffset now = office.Now;
        bool isBrokerThere = true;
        foreach (TimedCommand command in pool.Read(database => TimedCommandBook.Due(database, now)))
        {
            try
            {
                isBrokerThere &= await GoOnAsync(command, isBrokerThere, now);
            }
            catch (Exception exception) when (Troubles.IsOfOneThing(exception))
            {
                // What is wrong with one keeps no other waiting; it is tried again with each look.
                _troubles.Tell(string.Create(CultureInfo.InvariantCulture, $"{command.Cabinet}, {command.Name}, {command.No}"), exception);
            }
        }
    }

    private async Task<bool> GoOnAsync(TimedCommand command, bool isBrokerThere, DateTimeOffset now)
    {
        switch (command.Stage)
        {
            case TimedStage.Waiting when now >= command.Until:
                End(command, TimedStage.Missed, command.Tries == 0 ? NotInTime : command.Why ?? "no-reply", now);
                break;
            case TimedStage.Waiting when isBrokerThere && MaySend(command, now):
                return await SendAsync(command, now);
            case TimedStage.Sending when now - command.Tried > AbandonedAfter:
                TakeUp(command, now);
                break;
            case TimedStage.Sent or TimedStage.Accepted:
                Follow(command, now);
                break;
        }

        return true;
    }

    private bool MaySend(TimedCommand command, DateTimeOffset now) => office.SendsCommands && office.Desk.CanCommand(command.Cabinet)
        && (command.Tried is not { } tried || (command.Why == NotSentWhy.Unreachable ? now - tried >= s_unsentAfter
            : now - tried >= s_nextAfter && office.Find(command.Cabinet)?.Online?.IsOnline != false));

    private async Task<bool> SendAsync(TimedCommand command, DateTimeOffset now)
    {
        if (!StoreStep.Run(store, database => TimedCommandBook.Claim(database, command, now)))
        {
            return true;
        }

        TimedCommand claimed = command with { Stage = TimedStage.Sending, Tried = now, Tries = command.Tries + 1 };
        try
        {
            string id = await office.Desk.SendAsync(command.Cabinet, command.Name, ArgsOf(command, now));
            bool isSent = office.Desk.Commands.FirstOrDefault(sent => sent.Id == id && sent.Cabinet == command.Cabinet)
                is not { Stage: CommandStage.NotSent };
            Move(claimed, isSent ? TimedStage.Sent : TimedStage.Waiting, id, isSent ? null : NotSentWhy.Unreachable, now);
            return isSent;
        }
        catch (ArgumentException exception)
        {
            log.Tell(LogLevel.Warning, $"{command.Cabinet}：命令{command.Name}不能签发：{exception.Message}",
                $"{command.Cabinet}: the command {command.Name} can't be signed: {exception.Message}");
            End(claimed, TimedStage.Failed, "not-signed", now);
            return true;
        }
    }

    // Whoever claimed it is gone: what was sent has been written down.
    private void TakeUp(TimedCommand command, DateTimeOffset now) => StoreStep.Run(store, database =>
    {
        string? sent = TimedCommandBook.FindSent(database, command);
        return TimedCommandBook.Move(database, command, sent is null ? TimedStage.Waiting : TimedStage.Sent, sent, null, now);
    });

    private void Follow(TimedCommand command, DateTimeOffset now)
    {
        CommandRecord? record = pool.Read(
            database => CommandLog.Find(database, command.Cabinet, command.Command!, now - CommandDesk.Patience));
        TimeSpan since = now - (command.Tried ?? command.From);
        switch (record?.Stage)
        {
            case CommandStage.Done:
                End(command, TimedStage.Done, null, now);
                break;
            case CommandStage.Accepted when command.Stage == TimedStage.Sent:
                Move(command, TimedStage.Accepted, null, null, now);
                break;
            case CommandStage.Accepted when since > s_longestTrial:
                End(command, TimedStage.Failed, "no-outcome", now);
                break;
            case CommandStage.Refused or CommandStage.Failed when !s_passing.Contains(record.Steps[^1].Code):
                End(command, TimedStage.Failed, record.Steps[^1].Reason ?? record.Steps[^1].Code, now);
                break;
            case null or CommandStage.Refused or CommandStage.NoReply or CommandStage.NotSent when since >= s_nextAfter:
                Move(command, TimedStage.Waiting, null, record?.Steps[^1].Code ?? "no-reply", now);
                break;
        }
    }

    private void Move(TimedCommand command, TimedStage stage, string? sent, string? why, DateTimeOffset now) =>
        StoreStep.Run(store, database => TimedCommandBook.Move(database, command, stage, sent, why, now));

    private void End(TimedCommand command, TimedStage stage, string? why, DateTimeOffset now) => StoreStep.Run(store, database =>
    {
        bool isMoved = TimedCommandBook.Move(database, command, stage, null, why, now);
        if (isMoved && ends.TryGetValue(command.Name, out Action<LedgerDatabase, TimedCommand, DateTimeOffset>? end))
        {
            end(database, command with { Stage = stage, Why = why }, now);
        }

        return isMoved;
    });

    // A drill that begins late ends when it was to end.
    private static string ArgsOf(TimedCommand command, DateTimeOffset now)
    {
        if (command.Name != "drill")
        {
            return command.Args;
        }

        JsonObject args = JsonNode.Parse(command.Args)!.AsObject();
        args["minutes"] = Math.Max(1, (int)Math.Ceiling((command.Until - (now > command.From ? now : command.From)).TotalMinutes));
        return args.ToJsonString();
    }
}
