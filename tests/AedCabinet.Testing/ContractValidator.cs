using System.Diagnostics;
using System.Text;

namespace AedCabinet.Testing;

/// <summary>
/// Holds messages against the contract in <c>firmware/contract</c>: the JSON Schemas and what they can't say, checked by
/// <c>tests/contract/validate.mjs</c> in a child process that lives as long as this object. Any thread may use it.
/// </summary>
public sealed class ContractValidator : IDisposable
{
    /// <summary>
    /// How long one answer may take. The process starts within a second and answers within a millisecond; a crowded build
    /// machine may need many times that, but no test run waits for ever.
    /// </summary>
    private static readonly TimeSpan s_answerLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_exitLimit = TimeSpan.FromSeconds(5);
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly Lazy<ContractValidator> s_shared = new(() => new ContractValidator());

    private readonly Lock _lock = new();
    private readonly Process _process;
    private readonly StringBuilder _complaints = new();
    private bool _isDisposed;

    /// <summary>Initializes a new instance of the <see cref="ContractValidator"/> class and starts its process.</summary>
    /// <exception cref="InvalidOperationException"><see cref="IsAvailable"/> is <c>false</c>.</exception>
    public ContractValidator()
        : this(FindTools(out string? whyNot) ?? throw new InvalidOperationException(whyNot))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ContractValidator"/> class with a validator's script of its own.</summary>
    /// <param name="tools">What to start.</param>
    internal ContractValidator(ContractTools tools)
    {
        _process = Process.Start(new ProcessStartInfo(tools.Node, [tools.Script, "--topic"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = s_utf8,
            StandardOutputEncoding = s_utf8,
            StandardErrorEncoding = s_utf8,
        })!;
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>Gets the one for all tests of this process: starting one takes a quarter of a second. It ends with the process; nobody disposes of it.</summary>
    /// <exception cref="InvalidOperationException"><see cref="IsAvailable"/> is <c>false</c>; the message says what to install.</exception>
    public static ContractValidator Shared => s_shared.Value;

    /// <summary>Gets a value indicating whether everything is there that a validator needs.</summary>
    public static bool IsAvailable => FindTools(out _) is not null;

    /// <summary>Gets what is missing and how to get it, or <c>null</c> when <see cref="IsAvailable"/>.</summary>
    public static string? WhyNot
    {
        get
        {
            FindTools(out string? whyNot);
            return whyNot;
        }
    }

    /// <summary>Checks one message.</summary>
    /// <param name="topic">The full topic, for example <c>aed/v1/1501/150104/culture-tourism/NM-HOH-0001/event</c>.</param>
    /// <param name="payload">The message as sent.</param>
    /// <exception cref="ContractViolationException">The topic or the message breaks the contract.</exception>
    /// <exception cref="InvalidOperationException">The validator's process ended or does not answer.</exception>
    /// <exception cref="ObjectDisposedException">The validator was disposed of.</exception>
    public void Check(string topic, byte[] payload)
    {
        if (topic.Any(char.IsControl))
        {
            // A tab or a line end would break the request apart; neither is part of any topic.
            throw new ContractViolationException(topic, payload, "topic: has a control character");
        }

        string answer = Ask($"{topic}\t{Convert.ToBase64String(payload)}");
        if (answer == "ok")
        {
            return;
        }

        const string refusal = "error: ";
        throw answer.StartsWith(refusal, StringComparison.Ordinal)
            ? new ContractViolationException(topic, payload, answer[refusal.Length..])
            : new InvalidOperationException($"The contract's validator answered {answer}.");
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            CloseInput();
            if (!_process.WaitForExit(s_exitLimit))
            {
                _process.Kill();
            }

            _process.Dispose();
        }
    }

    private static ContractTools? FindTools(out string? whyNot) => ContractTools.Find(
        Environment.GetEnvironmentVariable("PATH") ?? string.Empty,
        RepositoryRoot.At("tests", "contract"),
        out whyNot);

    private string Ask(string request)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                _process.StandardInput.Write(request + "\n");
                _process.StandardInput.Flush();
                return _process.StandardOutput.ReadLineAsync().WaitAsync(s_answerLimit).GetAwaiter().GetResult()
                    ?? throw new IOException("its output ended");
            }
            catch (Exception exception) when (exception is IOException or TimeoutException)
            {
                // Its next answer would belong to this request: the process can't be used again.
                _process.Kill();
                _process.WaitForExit();
                throw new InvalidOperationException($"The contract's validator does not answer. {Complaints}", exception);
            }
        }
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process is gone, and with it the other end.
        }
    }

    private string Complaints
    {
        get
        {
            lock (_complaints)
            {
                return _complaints.ToString();
            }
        }
    }

    private void Note(string? line)
    {
        lock (_complaints)
        {
            _complaints.AppendLine(line);
        }
    }
}
