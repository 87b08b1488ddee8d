using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>A file that is there whole, or as it was before.</summary>
internal static class WholeFile
{
    /// <summary>Writes it beside its place and moves it there when it is whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="UserErrorException">It can't be written.</exception>
    public static void Write(FileInfo file, Action<Stream> write)
    {
        try
        {
            string partial = file.FullName + ".partial";
            using (FileStream stream = File.Create(partial))
            {
                write(stream);
            }

            File.Move(partial, file.FullName, true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{file.FullName} can't be written: {exception.Message}", UserErrorException.Environment);
        }
    }
}
