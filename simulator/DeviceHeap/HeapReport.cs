using System.Globalization;
using System.Text;

namespace AedCabinet.DeviceHeap;

/// <summary>What a story showed of the heap.</summary>
/// <param name="Pictures">Its moments, by name.</param>
/// <param name="Scans">How many scans were counted.</param>
/// <param name="Places">What was allocated meanwhile, the most first.</param>
/// <param name="PeBytes">The sizes of the firmware's files, reckoned.</param>
public sealed record HeapReport(IReadOnlyDictionary<string, HeapPicture> Pictures, long Scans, IReadOnlyList<AllocationPlace> Places,
    IReadOnlyDictionary<string, int> PeBytes)
{
    /// <summary>Gets the bytes that a scan allocates on the device, all threads together.</summary>
    public double BytesPerScan => Scans == 0 ? 0 : (double)Places.Sum(place => place.Bytes) / Scans;

    /// <summary>Gets the bytes that reading pins takes of it.</summary>
    public double PinReadBytesPerScan => Scans == 0 ? 0
        : (double)Places.Where(place => place.Where.StartsWith("GpioPin.Read ", StringComparison.Ordinal))
            .Sum(place => place.Bytes) / Scans;

    /// <summary>What the scans allocate, as text.</summary>
    public string PlacesText()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{BytesPerScan:F0} bytes a scan ({Scans} scans)");
        foreach (AllocationPlace place in Places.Where(place => place.Bytes * 100 > Scans))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {(double)place.Bytes / Scans,7:F1}  {(double)place.Count / Scans,6:F2} × {place.Where}");
        }

        return text.ToString();
    }
}

/// <summary>A place in the firmware that allocates.</summary>
/// <param name="Where">What, and in which method.</param>
/// <param name="Count">How often.</param>
/// <param name="Bytes">The bytes in all.</param>
public sealed record AllocationPlace(string Where, long Count, long Bytes);
