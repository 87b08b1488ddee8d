using System.Text.Json;
using AedCabinet.Settings;

namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>Finds the mistakes in a board's file that would otherwise be noticed only in an installed cabinet.</summary>
/// <param name="signals">The signals by name, as the reference circuit wires them.</param>
public sealed class BoardCheck(IReadOnlyDictionary<string, CircuitSignal> signals)
{
    /// <summary>Gets the names of the signals that the firmware knows, from its own pin map.</summary>
    public static IReadOnlyList<string> FirmwareSignals { get; } =
        [.. typeof(PinMap).GetProperties().Where(property => property.PropertyType == typeof(int))
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="name">Its name in messages.</param>
    /// <returns>What is wrong with it; nothing when it is right.</returns>
    public IReadOnlyList<BoardProblem> CheckFile(string path, string name)
    {
        try
        {
            return CheckText(name, File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [new BoardProblem(name, "the file", "can't be read",
                "check its name and that you may read it; hardware/boards has the shipped ones")];
        }
    }

    /// <summary>Checks a file's text.</summary>
    /// <param name="file">The file's name, with the board's name in it.</param>
    /// <param name="text">Its text.</param>
    /// <returns>What is wrong with it; nothing when it is right.</returns>
    public IReadOnlyList<BoardProblem> CheckText(string file, string text)
    {
        List<BoardProblem> problems = [];
        if (BoardFileReader.Read(file, text, problems) is BoardFile board)
        {
            CheckIdentity(board, problems);
            CheckMemory(board, problems);
            CheckDeployment(board, problems);
            CheckChip(board, problems);
            CheckHeader(board, problems);
            CheckPorts(board, problems);
            CheckCompleteness(board, problems);
            // Without a list of pins every pin would be reported as unknown; the missing list was reported already.
            foreach ((string signal, int gpio) in board.Pins.Where(_ => board.Gpio.Count > 0))
            {
                CheckPin(board, signal, gpio, problems);
            }
        }

        return problems;
    }

    private static void CheckIdentity(BoardFile board, List<BoardProblem> problems)
    {
        string named = Path.GetFileNameWithoutExtension(board.File);
        if (board.Board.Length > 0 && board.Board != named)
        {
            problems.Add(new BoardProblem(board.File, "board", $"\"{board.Board}\" is not the file's name",
                $"write \"{named}\", or rename the file"));
        }

        string[] kinds = ["aed", "kit", "station"];
        foreach (string kind in board.Kinds.Except(kinds))
        {
            problems.Add(new BoardProblem(board.File, "kinds", $"\"{kind}\" is no kind of cabinet", $"use {string.Join(", ", kinds)}"));
        }

        bool knowsNetwork = board.Network is BoardFile.Wifi or BoardFile.Ethernet;
        if (board.Network.Length > 0 && !knowsNetwork)
        {
            problems.Add(new BoardProblem(board.File, "network", $"\"{board.Network}\" is unknown",
                $"use {BoardFile.Wifi} or {BoardFile.Ethernet}"));
        }

        if (board.Target.Length > 0)
        {
            CheckTarget(board, knowsNetwork, problems);
        }
    }

    private static void CheckTarget(BoardFile board, bool knowsNetwork, List<BoardProblem> problems)
    {
        NanoTarget? target = NanoTarget.All.FirstOrDefault(known => known.Name == board.Target);
        string right = string.Join(" or ", NanoTarget.All.Where(known => known.Chip == board.Chip && known.Network == board.Network)
            .Select(known => known.Name));
        right = right.Length > 0 ? right : string.Join(", ", NanoTarget.All.Select(known => known.Name));
        if (target is null)
        {
            problems.Add(new BoardProblem(board.File, "target", $"\"{board.Target}\" is no nanoFramework target that a cabinet can run on",
                $"use {right}"));
            return;
        }

        if (ChipFacts.Chips.Contains(board.Chip) && target.Chip != board.Chip)
        {
            problems.Add(new BoardProblem(board.File, "target",
                $"{target.Name} is for the {target.Chip}, and the board's chip is {board.Chip}", $"use {right}"));
        }

        if (knowsNetwork && target.Network != board.Network)
        {
            problems.Add(new BoardProblem(board.File, "network",
                $"{target.Name} drives {target.Network}, and the file says {board.Network}",
                $"write \"{target.Network}\", or use {right}"));
        }

        if (target.UsesPsram && !board.Gpio.Values.Any(gpio => gpio.Has(PinLimit.Psram)))
        {
            problems.Add(new BoardProblem(board.File, "gpio", $"{target.Name} uses PSRAM, and no pin is marked as the PSRAM's",
                "mark GPIO 16 and 17 (33 to 37 on an S3) with \"psram\""));
        }

        if (target.Network == BoardFile.Ethernet && !board.Gpio.Values.Any(gpio => gpio.Has(PinLimit.Ethernet)))
        {
            problems.Add(new BoardProblem(board.File, "gpio", $"{target.Name} drives Ethernet, and no pin is marked as the Ethernet chip's",
                "mark the pins of RMII, MDC, MDIO and clock with \"ethernet\""));
        }
    }

    private static void CheckMemory(BoardFile board, List<BoardProblem> problems)
    {
        BoardMemory memory = board.Memory;
        if (memory.Use.Length > 0 && memory.Use is not (BoardMemory.Field or BoardMemory.Bench))
        {
            problems.Add(new BoardProblem(board.File, "memory.use", $"\"{memory.Use}\" is unknown",
                $"use {BoardMemory.Field} or {BoardMemory.Bench}"));
        }

        if (memory.HeapFromKb > 0 && memory.HeapToKb > 0 && memory.HeapFromKb > memory.HeapToKb)
        {
            problems.Add(new BoardProblem(board.File, "memory.heapKb", $"from {memory.HeapFromKb} is more than to {memory.HeapToKb}",
                "the smaller number comes first"));
        }

        if (!memory.IsBenchOnly && memory.HeapFromKb is > 0 and < BoardMemory.NeededKb)
        {
            problems.Add(new BoardProblem(
                board.File,
                "memory.use",
                $"is {BoardMemory.Field}, and with {memory.HeapFromKb} KB of heap the program may run out of it; it needs "
                    + $"{BoardMemory.NeededKb} KB",
                $"write \"{BoardMemory.Bench}\", or take a board with PSRAM"));
        }
    }

    private static void CheckDeployment(BoardFile board, List<BoardProblem> problems)
    {
        string said = board.Deployment.Address;
        if (said.Length > 0 && ChipFacts.Chips.Contains(board.Chip) && board.Deployment.Offset != ChipFacts.DeploymentAddress(board.Chip))
        {
            problems.Add(new BoardProblem(
                board.File,
                "deployment.address",
                $"\"{said}\" is not where the runtime of the {board.Chip} looks for the program",
                string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"write \"0x{ChipFacts.DeploymentAddress(board.Chip):X}\"")));
        }
    }

    private static void CheckChip(BoardFile board, List<BoardProblem> problems)
    {
        if (!ChipFacts.Chips.Contains(board.Chip))
        {
            if (board.Chip.Length > 0)
            {
                problems.Add(new BoardProblem(board.File, "chip", $"\"{board.Chip}\" is unknown",
                    $"use {string.Join(" or ", ChipFacts.Chips)}"));
            }

            return;
        }

        IReadOnlyList<int> there = ChipFacts.Gpios(board.Chip);
        foreach (int gpio in board.Gpio.Keys.Except(there))
        {
            problems.Add(new BoardProblem(board.File, $"gpio.{gpio}", $"the {board.Chip} has no GPIO {gpio}", "remove it"));
        }

        foreach (int gpio in there.Except(board.Gpio.Keys).Where(_ => board.Gpio.Count > 0))
        {
            problems.Add(new BoardProblem(board.File, $"gpio.{gpio}", $"what GPIO {gpio} may not be used for is not said",
                "add it; \"limits\": {} means that it may be used for everything"));
        }

        foreach (GpioFacts gpio in board.Gpio.Values.Where(gpio => there.Contains(gpio.Number)))
        {
            foreach (PinLimit limit in ChipFacts.Limits(board.Chip, gpio.Number).Where(limit => !gpio.Has(limit)))
            {
                string name = JsonNamingPolicy.CamelCase.ConvertName(limit.ToString());
                problems.Add(new BoardProblem(board.File, $"gpio.{gpio.Number}",
                    $"GPIO {gpio.Number} of every {board.Chip} has the limit {name}, and the file doesn't say so",
                    $"add \"{name}\" with the reason"));
            }

            if (gpio.Adc1 != ChipFacts.Adc1(board.Chip, gpio.Number))
            {
                string right = ChipFacts.Adc1(board.Chip, gpio.Number) is int channel ? $"write \"adc1\": {channel}" : "remove adc1";
                problems.Add(new BoardProblem(board.File, $"gpio.{gpio.Number}.adc1",
                    $"is not what converter 1 of the {board.Chip} measures there", right));
            }
        }
    }

    private static void CheckHeader(BoardFile board, List<BoardProblem> problems)
    {
        foreach (int gpio in board.Header.Gpios.Where(
            gpio => board.Gpio.TryGetValue(gpio, out GpioFacts? facts) && facts.Has(PinLimit.Absent)))
        {
            problems.Add(new BoardProblem(board.File, "header",
                $"GPIO {gpio} is in a row of pins, and gpio.{gpio} says that it is not brought out", "remove one of the two"));
        }

        foreach (string role in BoardFile.PowerRoles.Where(
            role => !board.Power.TryGetValue(role, out string? pin) || !board.Header.Left.Concat(board.Header.Right).Contains(pin)))
        {
            problems.Add(new BoardProblem(board.File, $"power.{role}", "names no pin of the header", "name the pin as the header does"));
        }
    }

    private static void CheckPorts(BoardFile board, List<BoardProblem> problems)
    {
        PinLimit[] taken = [PinLimit.Absent, PinLimit.Flash, PinLimit.Psram, PinLimit.Ethernet, PinLimit.Led];
        foreach ((string port, int gpio) in board.Ports)
        {
            string where = $"ports.{port} on GPIO {gpio}";
            string? carried = board.Pins.Concat(board.Ports.TakeWhile(other => other.Key != port)).Where(pin => pin.Value == gpio)
                .Select(pin => pin.Key).FirstOrDefault();
            if (carried is not null)
            {
                problems.Add(new BoardProblem(board.File, where, $"the pin carries {carried} already", "give each its own pin"));
            }

            if (!board.Header.Gpios.Contains(gpio) || !board.Gpio.TryGetValue(gpio, out GpioFacts? facts) || taken.Any(facts.Has))
            {
                problems.Add(new BoardProblem(board.File, where, "the board has no such pin to give",
                    "take one that is in the header, and neither flash, PSRAM, Ethernet nor light"));
            }
        }
    }

    private void CheckCompleteness(BoardFile board, List<BoardProblem> problems)
    {
        foreach ((string name, CircuitSignal signal) in signals)
        {
            bool isWired = board.Pins.ContainsKey(name);
            bool isLacking = board.Lacks.ContainsKey(name);
            string? kind = signal.Obligatory.FirstOrDefault(board.Kinds.Contains);
            if (!isWired && kind is not null)
            {
                problems.Add(new BoardProblem(board.File, $"pins.{name}", $"is missing, and a cabinet of kind {kind} can't do without it",
                    $"{PinRules.Instead(board, signal)}; or take {kind} out of \"kinds\""));
            }
            else if (!isWired && !isLacking)
            {
                problems.Add(new BoardProblem(board.File, $"pins.{name}", "is neither wired nor explained",
                    $"{PinRules.Instead(board, signal)}; or say under \"lacks\" why the board can't carry it"));
            }
            else if (isWired && isLacking)
            {
                problems.Add(new BoardProblem(board.File, $"lacks.{name}",
                    $"says that the board can't carry it, and it is wired to GPIO {board.Pins[name]}", "remove one of the two"));
            }
        }

        foreach (string name in board.Lacks.Keys.Where(name => !signals.ContainsKey(name)))
        {
            problems.Add(new BoardProblem(board.File, $"lacks.{name}", "is no signal", $"use {string.Join(", ", signals.Keys)}"));
        }

        foreach ((string half, string other) in new[] { ("oneWireTx", "oneWireRx"), ("oneWireRx", "oneWireTx") })
        {
            if (board.Pins.ContainsKey(half) && !board.Pins.ContainsKey(other) && signals.TryGetValue(other, out CircuitSignal? missing))
            {
                problems.Add(new BoardProblem(board.File, $"pins.{half}",
                    $"is wired on GPIO {board.Pins[half]} without {other}, and the 1-Wire bus needs both tied together",
                    $"for {other} {PinRules.Instead(board, missing)}"));
            }
        }
    }

    private void CheckPin(BoardFile board, string name, int gpio, List<BoardProblem> problems)
    {
        string where = $"{name} on GPIO {gpio}";
        if (!signals.TryGetValue(name, out CircuitSignal? signal))
        {
            problems.Add(new BoardProblem(board.File, where, "is no signal of the firmware", $"use {string.Join(", ", signals.Keys)}"));
            return;
        }

        string? earlier = board.Pins.TakeWhile(pin => pin.Key != name).Where(pin => pin.Value == gpio).Select(pin => pin.Key)
            .FirstOrDefault();
        if (earlier is not null)
        {
            problems.Add(new BoardProblem(board.File, where, $"the pin carries {earlier} already", PinRules.Instead(board, signal)));
        }

        if (!board.Gpio.TryGetValue(gpio, out GpioFacts? facts))
        {
            problems.Add(new BoardProblem(board.File, where, $"the module has no GPIO {gpio}", PinRules.Instead(board, signal)));
        }
        else if (PinRules.WhyNot(board, signal, facts) is string why)
        {
            problems.Add(new BoardProblem(board.File, where, why, PinRules.Instead(board, signal)));
        }
        else if (!board.Header.Gpios.Contains(gpio))
        {
            problems.Add(new BoardProblem(board.File, where, "the pin is in no row of the header",
                $"add it to the header if the board has it, or {PinRules.Instead(board, signal)}"));
        }
    }
}
