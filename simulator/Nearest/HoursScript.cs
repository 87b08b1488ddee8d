using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace AedCabinet.Nearest;

/// <summary>
/// The reader of opening hours that OpenStreetMap's own tools use, <c>opening_hours</c>, run by Jint. Not safe for several threads.
/// Its start and its first answers take seconds.
/// </summary>
internal sealed partial class HoursScript : IDisposable
{
    // The slowest real text takes a tenth of it. On a machine that has no time for us any text may take longer: that says nothing of the
    // text, and whoever asks tries again later.
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(20);

    private readonly Engine _engine;
    private readonly JsValue _make;
    private readonly JsValue _look;

    /// <summary>Initializes a new instance of the <see cref="HoursScript"/> class: reads the script, about a second.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public HoursScript()
        : this(s_most)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="HoursScript"/> class.</summary>
    /// <param name="most">How long any one call may take.</param>
    /// <exception cref="TimeoutException">Reading the script took longer.</exception>
    internal HoursScript(TimeSpan most)
    {
        // The time of day of the whole country, whatever the host's is: the script knows only local time.
        _engine = new Engine(options => options
            .LocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("China", ChinaTime.Offset, "China", "China"))
            .TimeoutInterval(most));

        // Where the sun stands is another package's, which is not here: hours that need it are not understood.
        _ = _engine.Execute("var module = { exports: {} }, exports = module.exports; function require() { return {}; }");
        _ = _engine.Execute(Script());
        _make = _engine.Evaluate(
            "(function (text) { return new module.exports(text, { lat: 40.8, lon: 111.7, address: { country_code: 'cn' } }); })");
        _look = _engine.Evaluate(
            "(function (hours, at) { var moment = new Date(at), next = hours.getNextChange(moment);"
            + " return [hours.getUnknown(moment) ? 2 : hours.getState(moment) ? 1 : 0, next ? next.getTime() : -1]; })");
    }

    /// <summary>Reads hours.</summary>
    /// <param name="text">The hours in OpenStreetMap's syntax, without holidays.</param>
    /// <returns>What <see cref="At"/> asks; <c>null</c> when the text can't be read.</returns>
    /// <exception cref="TimeoutException">It took too long; this reader must not be used again.</exception>
    public JsValue? Read(string text)
    {
        if (SunTimes().IsMatch(text))
        {
            return null;
        }

        try
        {
            return _engine.Invoke(_make, text);
        }
        catch (Exception exception) when (exception is JavaScriptException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What hours say of a moment.</summary>
    /// <param name="hours">What <see cref="Read"/> made.</param>
    /// <param name="at">The moment.</param>
    /// <returns>Whether it is open, and when that changes; <c>null</c> for never.</returns>
    /// <exception cref="TimeoutException">It took too long; this reader must not be used again.</exception>
    public (HoursState State, DateTimeOffset? Next) At(JsValue hours, DateTimeOffset at)
    {
        try
        {
            JsValue answer = _engine.Invoke(_look, hours, at.ToUnixTimeMilliseconds());
            long next = (long)answer.Get(1).AsNumber();
            return (answer.Get(0).AsNumber() switch { 1 => HoursState.Open, 0 => HoursState.Closed, _ => HoursState.Unknown },
                next < 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(next));
        }
        catch (Exception exception) when (exception is JavaScriptException or InvalidOperationException)
        {
            return (HoursState.Unknown, null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    [GeneratedRegex("sunrise|sunset|dawn|dusk", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SunTimes();

    private static string Script()
    {
        using Stream package = typeof(HoursScript).Assembly.GetManifestResourceStream("nearest/opening_hours.tgz")!;
        using GZipStream unzipped = new(package, CompressionMode.Decompress);
        using TarReader tar = new(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name == "package/build/opening_hours.js")
            {
                using StreamReader reader = new(entry.DataStream!);
                return reader.ReadToEnd();
            }
        }

        throw new InvalidOperationException("The package of opening_hours has no build/opening_hours.js.");
    }
}
