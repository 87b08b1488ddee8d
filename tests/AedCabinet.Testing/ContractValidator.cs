using System.Collections.Concurrent;
using System.Text;
using AedCabinet.Processes;
using CliWrap;

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
    private readonly RunningProgram _program;
    private readonly TaskCompletionSource<Stream> _requests = new();
    private readonly TaskCompletionSource _isClosed = new();
    private readonly BlockingCollection<string> _answers = [];
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
        PipeSource input = PipeSource.Create((stream, stop) =>
        {
            _requests.SetResult(stream);
            return _isClosed.Task.WaitAsync(stop);
        });

        // Read on a thread of its own: whoever waits for an answer may hold all threads of the pool.
        PipeTarget output = PipeTarget.Create((stream, _) =>
            Task.Factory.StartNew(() => ReadAnswers(stream), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default));
        _program = new RunningProgram(Cli.Wrap(tools.Node)
            .WithArguments([tools.Script, "--topic"])
            .WithStandardInputPipe(input)
            .WithStandardOutputPipe(output)
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Note)));
        _ = _program.EndedAsync().ContinueWith(_ => _answers.CompleteAdding(), TaskScheduler.Default);
    }

    /// <summary>
    /// Gets the one for all tests of this process: starting one takes a quarter of a second. It ends with the process; nobody disposes of
    /// it.
    /// </summary>
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
            _isClosed.SetResult();
            _program.AwaitEnd(s_exitLimit);
            _program.Dispose();
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
                Stream requests = _requests.Task.GetAwaiter().GetResult();
                requests.Write(s_utf8.GetBytes(request + "\n"));
                requests.Flush();
                return _answers.TryTake(out string? answer, s_answerLimit) ? answer : throw new IOException("no answer");
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // Its next answer would belong to this request: the program cannot be used again.
                _program.Kill();
                throw new InvalidOperationException($"The contract's validator does not answer. {Complaints}", exception);
            }
        }
    }

    private void ReadAnswers(Stream stream)
    {
        using StreamReader reader = new(stream, s_utf8);
        while (reader.ReadLine() is { } line)
        {
            _answers.Add(line);
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

    private void Note(string line)
    {
        lock (_complaints)
        {
            _complaints.AppendLine(line);
        }
    }
}
