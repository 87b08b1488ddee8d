using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AedCabinet.Handover;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Plan;

/// <summary>Figures that were measured on a cell, by name: a file that <c>registry cell chaos</c> and <c>bench</c> write.</summary>
public sealed class MeasuredFigures
{
    private const string Figures = "figures";
    private const string Measured = "measured";
    private const string Processors = "processors";

    private readonly SortedDictionary<string, double> _figures;

    private MeasuredFigures(SortedDictionary<string, double> figures, string day, int processors)
    {
        (_figures, Day, ProcessorCount) = (figures, day, processors);
    }

    /// <summary>Gets the day on which they were measured, <c>yyyy-MM-dd</c>.</summary>
    public string Day { get; }

    /// <summary>Gets how many processors the machine had.</summary>
    public int ProcessorCount { get; }

    /// <summary>Gets the figures by name.</summary>
    public IReadOnlyDictionary<string, double> All => _figures;

    /// <summary>Figures that were measured here and now.</summary>
    /// <param name="figures">The figures by name.</param>
    /// <returns>They.</returns>
    public static MeasuredFigures Of(IReadOnlyDictionary<string, double> figures) => new(
        new SortedDictionary<string, double>(figures.ToDictionary(), StringComparer.Ordinal),
        DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Environment.ProcessorCount);

    /// <summary>Reads a file of them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isChinese">In which language a reader is told what is wrong.</param>
    /// <returns>They.</returns>
    /// <exception cref="UserErrorException">It can't be read, or is none.</exception>
    public static MeasuredFigures Load(string file, bool isChinese)
    {
        try
        {
            return Parse(File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new UserErrorException(new Wording(
                $"{file}：不能作为实测值使用（{exception.Message}）。请用“registry cell chaos --figures {file}”测得。",
                $"{file} can't be used as measured figures: {exception.Message} Measure them: registry cell chaos --figures {file}")
                .In(isChinese), UserErrorException.WrongInput);
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <returns>They.</returns>
    public static MeasuredFigures Parse(ReadOnlySpan<byte> json)
    {
        JsonObject root = JsonNode.Parse(json)!.AsObject();
        SortedDictionary<string, double> figures = new(StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in root[Figures]!.AsObject())
        {
            figures[name] = value!.GetValue<double>();
        }

        return new MeasuredFigures(figures, root[Measured]!.GetValue<string>(), root[Processors]!.GetValue<int>());
    }

    /// <summary>The file.</summary>
    /// <returns>Its text.</returns>
    public string ToJson() => System.Text.Encoding.UTF8.GetString(PlainJson.Write(new JsonObject
    {
        [Measured] = Day,
        [Processors] = ProcessorCount,
        [Figures] = new JsonObject(_figures.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Math.Round(pair.Value, 3)))),
    }));
}
