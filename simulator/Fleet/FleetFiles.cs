using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The files of a live run's report.</summary>
internal static class FleetFiles
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Checks that a file can be written.</summary>
    /// <param name="file">The file, or <c>null</c>.</param>
    /// <param name="option">The option that named it.</param>
    /// <exception cref="SimulatorException">It can't.</exception>
    public static void Check(FileInfo? file, string option) => Try(file, option, path => File.Open(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose());

    /// <summary>Writes a file.</summary>
    /// <param name="file">The file, or <c>null</c> for none.</param>
    /// <param name="option">The option that named it.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="SimulatorException">It can't be written.</exception>
    public static void Write(FileInfo? file, string option, string text) => Try(file, option, path => File.WriteAllText(path, text, new UTF8Encoding(false)));

    /// <summary>The report as JSON.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Its text.</returns>
    public static string ToJson<T>(T report) => JsonSerializer.Serialize(report, s_json) + "\n";

    private static void Try(FileInfo? file, string option, Action<string> act)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            act(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SimulatorException($"{option}: {file.FullName} can't be written: {exception.Message}", SimulatorException.WrongInput);
        }
    }
}
