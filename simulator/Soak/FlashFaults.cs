using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Storage;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// What the flash of a soak's board does wrong, during boots too: it refuses, is full, misreads, hides its files, finds no memory.
/// </summary>
/// <param name="flash">The flash.</param>
/// <param name="report">Counts.</param>
/// <param name="random">Which operation is struck.</param>
internal sealed class FlashFaults(SimulatedFlash flash, SoakReport report, SeededRandom random)
{
    // After a fault the firmware needs this long to have tried again: Outbox.RetryMs and a step.
    private const int RetriedMs = Outbox.RetryMs + 1000;

    /// <summary>What is thrown by an operation of flash that finds no memory, to tell it from a lack of memory on the host.</summary>
    public const string NoMemory = "an operation of flash found no memory";

    private readonly int _capacity = flash.Capacity;
    private double _refusals;
    private double _shortages;
    private bool _isFull;
    private long _writesFaultyUntilMs = -RetriedMs;
    private long _readsFaultyUntilMs = -RetriedMs;

    /// <summary>Gets or sets how reads go wrong; <see cref="ReadFault.None"/> when they don't.</summary>
    public ReadFault Misreading { get; set; }

    /// <summary>Gets or sets the share of reads that go wrong, 0 to 1.</summary>
    public double MisreadShare { get; set; }

    /// <summary>Gets or sets a value indicating whether files can't be listed.</summary>
    public bool HidesNames { get; set; }

    /// <summary>Gets since when what was misread has been read once more, in milliseconds of virtual time.</summary>
    public long ReadsSettledMs => _readsFaultyUntilMs + RetriedMs;

    private bool AreReadsFaulty => Misreading != ReadFault.None || HidesNames || _shortages > 0;

    // Where nobody knows which files there are, none is begun.
    private bool AreWritesFaulty => _refusals > 0 || _isFull || AreReadsFaulty;

    /// <summary>Begins to strike. Once.</summary>
    public void Arm()
    {
        flash.Refuses = _ => Refuses();
        flash.Misreads = Misreads;
        flash.HidesNames = Hides;
    }

    /// <summary>Somebody puts a file on flash from outside, as a technician does, whatever is wrong with it in the board.</summary>
    /// <param name="name">The file.</param>
    /// <param name="content">Its bytes.</param>
    public void Put(string name, byte[] content)
    {
        int capacity = flash.Capacity;
        flash.Capacity = _capacity;
        flash.Refuses = _ => false;
        flash.TryWrite(name, content);
        flash.Capacity = capacity;
        Arm();
    }

    /// <summary>Time passes.</summary>
    /// <param name="nowMs">Virtual time in milliseconds.</param>
    public void Step(long nowMs)
    {
        _writesFaultyUntilMs = AreWritesFaulty ? nowMs : _writesFaultyUntilMs;
        _readsFaultyUntilMs = AreReadsFaulty ? nowMs : _readsFaultyUntilMs;
    }

    /// <summary>Whether flash has taken everything for long enough.</summary>
    /// <param name="nowMs">Virtual time in milliseconds.</param>
    /// <returns><c>true</c> when it has.</returns>
    public bool AreWritesSound(long nowMs) => !AreWritesFaulty && nowMs - _writesFaultyUntilMs >= RetriedMs;

    /// <summary>Whether flash has answered everything for long enough.</summary>
    /// <param name="nowMs">Virtual time in milliseconds.</param>
    /// <returns><c>true</c> when it has.</returns>
    public bool AreReadsSound(long nowMs) => !AreReadsFaulty && nowMs - _readsFaultyUntilMs >= RetriedMs;

    /// <summary>Flash refuses some of what is asked of it.</summary>
    /// <param name="share">How much of it, 0 to 1.</param>
    /// <param name="residue">What is left of it.</param>
    public void Refuse(double share, CutResidue residue)
    {
        _refusals = share;
        flash.RefusalResidue = residue;
    }

    /// <summary>Some operations find no memory.</summary>
    /// <param name="share">How many, 0 to 1.</param>
    public void RunShort(double share) => _shortages = share;

    /// <summary>Flash has no room for more.</summary>
    /// <param name="spareBytes">But for these; −1 when it has room again.</param>
    public void Fill(int spareBytes)
    {
        _isFull = spareBytes >= 0;
        flash.Capacity = _isFull ? flash.UsedBytes + spareBytes : _capacity;
    }

    private bool Refuses()
    {
        ThrowIfShort();
        bool isRefused = _refusals > 0 && random.Chance(_refusals);
        Count(isRefused, "flash operations refused");
        return isRefused;
    }

    private ReadFault Misreads(string name)
    {
        ThrowIfShort();

        // cabinet.json has no check sum: a wrong byte in it is another cabinet. That it is read whole, the file system's own length says.
        bool isStruck = Misreading != ReadFault.None && (Misreading == ReadFault.Fails || name != Controller.ConfigurationFile.Name)
            && random.Chance(MisreadShare);
        Count(isStruck, "reads of flash gone wrong");
        return isStruck ? Misreading : ReadFault.None;
    }

    private bool Hides()
    {
        Count(HidesNames, "listings of flash that failed");
        return HidesNames;
    }

    private void ThrowIfShort()
    {
        if (_shortages > 0 && random.Chance(_shortages))
        {
            report.Count("operations of flash without memory");
            throw new OutOfMemoryException(NoMemory);
        }
    }

    private void Count(bool happened, string what)
    {
        if (happened)
        {
            report.Count(what);
        }
    }
}
