namespace AedCabinet.Physics.Tests;

/// <summary>A weather file of a test's own, named <c>weather.csv</c>; gone afterwards.</summary>
internal sealed class WeatherText : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-weather-");

    /// <summary>Initializes a new instance of the <see cref="WeatherText"/> class.</summary>
    /// <param name="text">What the file holds.</param>
    public WeatherText(string text) => System.IO.File.WriteAllText(File, text);

    /// <summary>Gets its path.</summary>
    public string File => Path.Combine(_folder.FullName, "weather.csv");

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
