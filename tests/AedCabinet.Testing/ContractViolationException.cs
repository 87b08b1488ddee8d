using System.Text;

namespace AedCabinet.Testing;

/// <summary>A message broke the contract in <c>firmware/contract</c>.</summary>
public sealed class ContractViolationException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="ContractViolationException"/> class.</summary>
    /// <param name="topic">The message's full topic.</param>
    /// <param name="payload">The message.</param>
    /// <param name="reasons">What is wrong with it, with JSON pointers.</param>
    public ContractViolationException(string topic, byte[] payload, string reasons)
        : base($"{topic} breaks the contract: {reasons}{Environment.NewLine}{Encoding.UTF8.GetString(payload)}")
    {
        Topic = topic;
        Reasons = reasons;
    }

    /// <summary>Gets the message's full topic.</summary>
    public string Topic { get; }

    /// <summary>
    /// Gets what is wrong with it: each reason begins with a JSON pointer such as <c>#/severity</c>; <c>; </c> stands between them.
    /// </summary>
    public string Reasons { get; }
}
