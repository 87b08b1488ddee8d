using System.Text.Encodings.Web;
using System.Text.Json;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The files of a run's report.</summary>
public static class FleetFiles
{
    private static readonly JsonSerializerOptions s_json = new(
        JsonSerializerDefaults.Web)
    { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A device or a pipe can't be replaced by renaming a file.
    private const string Devices = "/dev/";

    // Files in memory, like any others.
    private const string SharedMemory = "/dev/shm/";

    /// <summary>Checks that a file can be written, and leaves none.</summary>
    /// <param name="file">The file, or <c>null</c>.</param>
    /// <param name="option">The option that named it.</param>
    /// <exception cref="UserErrorException">It can't.</exception>
    public static void Check(FileInfo? file, string option) => Try(file, option, path =>
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder");
        }

        if (!IsDevice(path))
        {
            new FileStream(PartialOf(path), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
    });

    /// <summary>Writes a file in one step: at every moment there is the old one or the new one, whole.</summary>
    /// <param name="file">The file, or <c>null</c> for none.</param>
    /// <param name="option">The option that named it.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="UserErrorException">It can't be written.</exception>
    public static void Write(FileInfo? file, string option, string text) => Try(file, option, path =>
    {
        if (IsDevice(path))
        {
            File.WriteAllText(path, text);
            return;
        }

        string partial = PartialOf(path);
        try
        {
            File.WriteAllText(partial, text);
            File.Move(partial, path, true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    });

    /// <summary>The report as JSON.</summary>
    /// <typeparam name="T">Its kind.</typeparam>
    /// <param name="report">The report.</param>
    /// <returns>Its text.</returns>
    public static string ToJson<T>(T report) => JsonSerializer.Serialize(report, s_json) + "\n";

    private static bool IsDevice(string path) =>
        path.StartsWith(Devices, StringComparison.Ordinal) && !path.StartsWith(SharedMemory, StringComparison.Ordinal);

    private static string PartialOf(string path) => path + ".partial";

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
            throw new UserErrorException($"{option}: {file.FullName} can't be written: {exception.Message}", UserErrorException.WrongInput);
        }
    }
}
