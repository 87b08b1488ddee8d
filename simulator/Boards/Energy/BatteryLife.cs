namespace AedCabinet.Simulator.Boards.Energy;

/// <summary>How long a battery kit runs, and what its energy goes into.</summary>
/// <param name="UsableWh">What can be taken out of the battery in its life, in Wh.</param>
/// <param name="SleepWh">What sleeping takes in a year, in Wh.</param>
/// <param name="ReportsWh">What the reports take in a year, in Wh.</param>
/// <param name="OpeningsWh">What openings and the sounder take in a year, in Wh.</param>
/// <param name="SelfDischargeWh">What the battery loses by itself in a year, in Wh.</param>
public sealed record BatteryLife(double UsableWh, double SleepWh, double ReportsWh, double OpeningsWh, double SelfDischargeWh)
{
    /// <summary>The life that a battery kit must have, in years (SPEC §16).</summary>
    public const double RequiredYears = 2;

    private const double LogicV = 3.3;
    private const double HoursPerYear = 8766;
    private const double DaysPerYear = 365.25;
    private const double SecondsPerHour = 3600;
    private const double Micro = 1e-6;
    private const double Milli = 1e-3;

    /// <summary>Gets what a year takes, in Wh.</summary>
    public double YearWh => SleepWh + ReportsWh + OpeningsWh + SelfDischargeWh;

    /// <summary>Gets the life in years.</summary>
    public double Years => UsableWh / YearWh;

    /// <summary>Calculates it.</summary>
    /// <param name="kit">The assumptions.</param>
    /// <returns>The life.</returns>
    public static BatteryLife Of(BatteryKit kit)
    {
        double batteryV = kit.Cells * kit.CellV;
        double fullWh = batteryV * kit.CapacityAh * kit.Strings;
        double sleepW = (LogicV * (kit.SleepUa + kit.ContactsUa) * Micro / kit.SleepEfficiency) + (batteryV * kit.OwnUa * Micro);
        double awakeW = LogicV * kit.AwakeMa * Milli / kit.AwakeEfficiency;
        double soundW = batteryV * kit.SounderMa * Milli;
        return new BatteryLife(
            fullWh * kit.ColdShare,
            sleepW * HoursPerYear,
            awakeW * (kit.ReportS + (kit.FailedShare * kit.FailedS)) / SecondsPerHour * kit.ReportsPerDay * DaysPerYear,
            ((awakeW * kit.OpeningS) + (soundW * kit.SoundS)) / SecondsPerHour * kit.OpeningsPerYear,
            fullWh * kit.SelfDischargePerYear);
    }
}
