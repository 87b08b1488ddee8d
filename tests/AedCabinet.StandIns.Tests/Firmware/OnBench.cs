using System;
using System.Collections.Generic;
using System.Linq;
using AedCabinet.Controller;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Supervision;

namespace AedCabinet.StandIns.Tests.Firmware;

/// <summary>Flash, board, log and a connection that keep what the firmware does to them.</summary>
internal sealed class OnBench : IStorage, IBoard, ILog, INetwork, IWallClock, IBrokerConnection
{
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Queue<BrokerSignal> _signals = [];
    private int _lastId;

    /// <summary>What the next calls throw, by their name.</summary>
    public Func<string, Exception?> Throws { get; set; } = _ => null;

    /// <summary>Whether the flash refuses what is to be added to a file.</summary>
    public bool Refuses { get; set; }

    public int Restarts { get; private set; }

    public List<string> Lines { get; } = [];

    /// <summary>What was said and done on the connection, in order.</summary>
    public List<string> Said { get; } = [];

    public bool IsUp => true;

    /// <summary>Why the boot before crashed, as the next one reads it.</summary>
    public string? CrashReason => new BootRecord(this, this).CrashReason;

    /// <summary>A file that is there and can't be read.</summary>
    public string? Unreadable { get; set; }

    public FlashAnswer Read(string name, out byte[] content) =>
        ReadStored(name, out content) is var answer && name == Unreadable ? FlashAnswer.Failed : answer;

    private FlashAnswer ReadStored(string name, out byte[] content) =>
        _files.TryGetValue(name, out content!) ? FlashAnswer.Found : FlashAnswer.Missing;

    public bool TryWrite(string name, byte[] content)
    {
        Throw("write");
        _files[name] = content;
        return true;
    }

    public bool TryAppend(string name, byte[] content)
    {
        if (Refuses)
        {
            return false;
        }

        if (Throws("append") is { } exception)
        {
            // Half of it is written before the failure.
            _files[name] = [.. _files.GetValueOrDefault(name, []), .. content[..(content.Length / 2)]];
            throw exception;
        }

        return TryWrite(name, [.. _files.GetValueOrDefault(name, []), .. content]);
    }

    public bool TryDelete(string name) => _files.Remove(name) || true;

    public bool TryList(out string[] names)
    {
        names = [.. _files.Keys];
        return true;
    }

    public void Restart() => Restarts++;

    public void Info(string line) => Log(line);

    public void Warning(string line) => Log(line);

    public void Error(string line) => Log(line);

    public void Start()
    {
    }

    void INetwork.Restart()
    {
    }

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = 0;
        return false;
    }

    public bool TryOpen(string willTopic, string willText, out string problem)
    {
        Throw("open");
        problem = null!;
        Said.Add("open");
        return true;
    }

    public int Subscribe(string topic)
    {
        _signals.Enqueue(new BrokerSignal(BrokerSignalKind.Subscribed, ++_lastId));
        return _lastId;
    }

    public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
    {
        messageId = ++_lastId;
        Said.Add(text.StartsWith("{\"online\":", StringComparison.Ordinal) ? text.Split(',')[0][1..] : topic.Split('/').Last());
        _signals.Enqueue(new BrokerSignal(BrokerSignalKind.Published, messageId));
        return true;
    }

    public void PublishOnce(string topic, string text)
    {
    }

    public bool TryTakeSignal(out BrokerSignal signal)
    {
        Throw("signal");
        return _signals.TryDequeue(out signal!);
    }

    public void Close(bool isFarewell)
    {
        Throw("close");
        _signals.Clear();
        Said.Add(isFarewell ? "farewell" : "close");
    }

    private void Log(string line)
    {
        Throw("log");
        Lines.Add(line);
    }

    private void Throw(string what)
    {
        if (Throws(what) is { } exception)
        {
            throw exception;
        }
    }
}
